using Microsoft.Playwright;
using TokenSpend.Core.Alerts;
using TokenSpend.Core.Primitives;
using TokenSpend.Tests.Alerts;
using TokenSpend.Tests.Browser;
using TokenSpend.Web.Mail;
using TokenSpend.Web.Text;

namespace TokenSpend.Tests.Mail;

/// <summary>Renders docs/screenshots/mail-*.png. Runs only with SCREENSHOTS=1: scripts/screenshots.sh.</summary>
public sealed class MailPictures(Xunit.Abstractions.ITestOutputHelper output)
{
    [Fact]
    public async Task Screenshots_of_the_mails_are_rendered_when_asked_for()
    {
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") != "1")
        {
            output.WriteLine("Skipped: set SCREENSHOTS=1 to render docs/screenshots.");
            return;
        }
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = BrowserFixture.ChromiumPath(), Headless = true, Args = BrowserFixture.Arguments });
        foreach (var (file, language, scheme, width, alerts) in Pictures)
        {
            await using var reader = await browser.NewContextAsync(new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 400 } });
            var page = await reader.NewPageAsync();
            var parts = alerts.BySeverity().Select(alert => NoticePart.Of(alert.Id, AlertWords.Of(alert, language, MailPlace.Text)));
            await page.SetContentAsync(MailHtml.Of(new Notices(MailPlace.Text).Of([.. parts], language, "https://spend.example.com/", hook: null)));
            await page.ScreenshotAsync(new() { Path = Path.Combine(Golden.SourceFolder, "..", "docs", "screenshots", file + ".png"), FullPage = true });
        }
    }

    private static Alert Share(long actual, int threshold)
    {
        var alert = SmallAlerts.BudgetShare(actual, threshold);
        AlertRow Row(string model, int percent) => new(model, actual * Nano.PerUnit / 100 * percent, "USD");
        return alert with { Snapshot = alert.Snapshot with { Rows = [Row("gpt-5", 53), Row("claude-sonnet-4-5", 29), Row("deepseek-chat", 14), Row("gpt-5-mini", 4), new AlertRow("grok-4", null, "USD")] } };
    }

    private static IEnumerable<(string File, string Language, ColorScheme Scheme, int Width, Alert[] Alerts)> Pictures =>
    [
        ("mail-light-en", Writing.English, ColorScheme.Light, 760, [Share(8200, 80)]),
        ("mail-dark-zh", Writing.Chinese, ColorScheme.Dark, 760, [Share(8200, 80)]),
        ("mail-several-light-zh", Writing.Chinese, ColorScheme.Light, 760, [Share(12_000, 100), SmallAlerts.Unpriced(), SmallAlerts.NewModel()]),
        ("mail-several-dark-en", Writing.English, ColorScheme.Dark, 760, [Share(12_000, 100), SmallAlerts.Unpriced(), SmallAlerts.NewModel()]),
        ("mail-360", Writing.English, ColorScheme.Light, 360, [Share(8200, 80)]),
    ];
}

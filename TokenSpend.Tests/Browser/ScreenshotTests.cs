using Microsoft.Playwright;
using TokenSpend.Core.Operations;
using TokenSpend.Web;

namespace TokenSpend.Tests.Browser;

/// <summary>Renders docs/screenshots from the demo of a fixed day. Runs only with SCREENSHOTS=1: scripts/screenshots.sh.</summary>
public sealed class ScreenshotTests(Xunit.Abstractions.ITestOutputHelper output)
{
    // {running}: the budget that breaks before the month ends.
    private static readonly (string File, string Path, string Culture, string Theme, int Width, int Height)[] Pictures =
    [
        ("overview-light-en", "", "en", "light", 1440, 900),
        ("overview-dark-zh", "", "zh-CN", "dark", 1440, 900),
        ("explore-light-en", "explore?from=2026-09-01&to=2026-11-01&by=department,model&compare=1", "en", "light", 1440, 900),
        ("imports-light-en", "imports", "en", "light", 1440, 900),
        ("budgets-light-en", "budgets", "en", "light", 1440, 900),
        ("budget-light-en", "budgets/{running}", "en", "light", 1440, 900),
        ("alerts-light-en", "alerts", "en", "light", 1440, 900),
        ("alerts-dark-zh", "alerts", "zh-CN", "dark", 1440, 900),
        ("overview-360", "", "en", "light", 360, 740),
    ];

    [Fact]
    public async Task Screenshots_of_the_demo_are_rendered_when_asked_for()
    {
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") != "1")
        {
            output.WriteLine("Skipped: set SCREENSHOTS=1 to render docs/screenshots.");
            return;
        }
        var data = Directory.CreateTempSubdirectory("tokenspend-screenshots-");
        try
        {
            await RenderAsync(data.FullName);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static async Task RenderAsync(string data)
    {
        await using var site = ServeApp.Build(new ServeOptions(data, Demo: true, Urls: "http://127.0.0.1:0", Zone: "Etc/UTC"), new ClockOf(ClockOf.Day));
        await site.StartAsync();
        var address = site.Urls.Single() + "/";
        await DemoCompletedAsync((SpendReports)site.Services.GetService(typeof(SpendReports))!, address);
        await ((AlertEvaluation)site.Services.GetService(typeof(AlertEvaluation))!).EvaluateAsync(CancellationToken.None);
        var running = (await ((BudgetBook)site.Services.GetService(typeof(BudgetBook))!).ListAsync(Viewer.Everything, CancellationToken.None)).Max(budget => budget.Id);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = BrowserFixture.ChromiumPath(), Headless = true, Args = BrowserFixture.Arguments });
        foreach (var picture in Pictures)
        {
            await using var reader = await browser.NewContextAsync(new() { ViewportSize = new() { Width = picture.Width, Height = picture.Height } });
            await reader.AddCookiesAsync(
            [
                new() { Name = "theme", Value = picture.Theme, Url = address },
                new() { Name = ".AspNetCore.Culture", Value = Uri.EscapeDataString($"c={picture.Culture}|uic={picture.Culture}"), Url = address },
            ]);
            var page = await reader.NewPageAsync();
            await page.GotoAsync(address + picture.Path.Replace("{running}", $"{running}", StringComparison.Ordinal), new() { WaitUntil = WaitUntilState.NetworkIdle });
            await page.Locator("h1").WaitForAsync();
            await page.WaitForFunctionAsync("() => !document.querySelector('.skeleton') && [...document.querySelectorAll('.chart')].every(chart => chart.querySelector('svg'))");
            await page.ScreenshotAsync(new() { Path = System.IO.Path.Combine(Golden.SourceFolder, "..", "docs", "screenshots", picture.File + ".png") });
        }
        await site.StopAsync();
    }

    private static async Task DemoCompletedAsync(SpendReports spend, string address)
    {
        using var http = new HttpClient { BaseAddress = new Uri(address) };
        using var news = new SemaphoreSlim(0);
        void Tell() => news.Release();
        spend.Changed += Tell;
        while (!(await http.GetAsync(new Uri("health/ready", UriKind.Relative))).IsSuccessStatusCode) await news.WaitAsync(TimeSpan.FromMinutes(2));
        spend.Changed -= Tell;
    }
}

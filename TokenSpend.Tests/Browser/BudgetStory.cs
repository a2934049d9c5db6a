using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using MimeKit;
using TokenSpend.Core.Primitives;
using TokenSpend.Tests.Mail;
using static Microsoft.Playwright.Assertions;

namespace TokenSpend.Tests.Browser;

/// <summary>A budget, the bill that breaks it, the mail that tells, the page that explains, all through the pages and over real SMTP.</summary>
[Collection(BrowserCollection.Name)]
public sealed partial class BudgetStory(BrowserFixture site)
{
    private const string Department = "Field Service";
    private const string Owner = "owner@story.example";
    private const string From = "tokenspend@story.example";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_budget_of_80_percent_of_last_month_broken_by_a_bill_is_told_by_mail_explained_and_acknowledged()
    {
        await using var server = MailServer.Start();
        var arrived = new TaskCompletionSource<MimeMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Received = mail =>
        {
            if (mail.To.Mailboxes.Any(mailbox => mailbox.Address == Owner)) arrived.TrySetResult(mail);
            return Task.CompletedTask;
        };
        var page = await site.OpenAsync("admin/mail");
        await SetUpMailAsync(page, server.Port);

        var lastMonth = await LastMonthAsync(page);
        var budget = lastMonth * 8 / 10;
        await MakeBudgetAsync(page, budget);

        await UploadAsync(page, "november.csv", new Month(2026, 11), budget + 160);
        var mail = await arrived.Task.WaitAsync(Patience);
        Assert.Equal($"{Department} has used 120 % of its November budget, day 24 of 30", Plain(mail.Subject ?? ""));
        Assert.Equal(From, mail.From.Mailboxes.Single().Address);
        Assert.Contains("960.00", mail.TextBody, StringComparison.Ordinal);

        var link = Address().Match(mail.TextBody ?? "").Value;
        Assert.Contains(link, mail.HtmlBody, StringComparison.Ordinal);
        await site.GoAsync(page, link);
        await Expect(page.Locator("h1")).ToContainTextAsync(Department);
        await Expect(page.Locator(".facts").First).ToContainTextAsync("960.00");
        await Expect(page.Locator("tr").Filter(new() { HasText = Owner })).ToContainTextAsync("24 Nov");

        await page.GetByTestId("explain").ClickAsync();
        await Expect(page.Locator("h1")).ToContainTextAsync($"{Department} has used");
        await Expect(page.Locator("table.parts tfoot")).ToContainTextAsync("960.00");
        await page.GoBackAsync();

        await page.GetByTestId("acknowledge").ClickAsync();
        await Expect(page.Locator(".alert-state")).ToContainTextAsync("acknowledged 24 Nov");
        await Expect(page.GetByTestId("acknowledge")).ToHaveCountAsync(0);
        await page.GotoAsync($"{site.BaseUrl}alerts/acknowledged");
        await Expect(page.GetByTestId("alert").Filter(new() { HasText = Department })).ToHaveCountAsync(1);
        Assert.Single(server.Mails, sent => sent.To.Mailboxes.Any(mailbox => mailbox.Address == Owner));
    }

    private static async Task SetUpMailAsync(IPage page, int port)
    {
        await page.GetByTestId("host").FillAsync("127.0.0.1");
        await page.GetByTestId("port").FillAsync(port.ToString(CultureInfo.InvariantCulture));
        await page.GetByTestId("security").SelectOptionAsync("None");
        await page.GetByTestId("from").FillAsync(From);
        await page.GetByTestId("save").ClickAsync();
        await Expect(page.GetByText("Saved")).ToBeVisibleAsync();
    }

    /// <returns>Whole dollars, as Explore shows them.</returns>
    private async Task<int> LastMonthAsync(IPage page)
    {
        await UploadAsync(page, "last-month.csv", new Month(2026, 10), 1000);
        await page.GotoAsync($"{site.BaseUrl}explore?period=last-month&by=department");
        var row = page.Locator("table.spend tbody tr").Filter(new() { HasText = Department });
        await Expect(row).ToContainTextAsync("1,000.00");
        return 1000;
    }

    private async Task UploadAsync(IPage page, string name, Month month, int dollars)
    {
        await site.GoAsync(page, "imports");
        await FocusBill.UploadAsync(page, name, FocusBill.Of(month, "acct-field", (Department, "gpt-5", dollars)));
        await Expect(page.GetByTestId("import").Filter(new() { HasText = name })).ToContainTextAsync("Done");
    }

    private async Task MakeBudgetAsync(IPage page, int dollars)
    {
        await site.GoAsync(page, "budgets/new");
        await page.GetByTestId("name").FillAsync(Department);
        await page.GetByTestId("amount").FillAsync(dollars.ToString(CultureInfo.InvariantCulture));
        await page.GetByTestId("add-condition").ClickAsync();
        await page.Locator(".condition input").FillAsync(Department);
        await page.GetByTestId("owner").FillAsync(Owner);
        await page.GetByTestId("save").ClickAsync();
        await Expect(page.Locator("h1")).ToContainTextAsync($"{Department} has used");
    }

    private static string Plain(string text) => text.Replace('\u00A0', ' ').Replace("\u2060", "", StringComparison.Ordinal);

    [GeneratedRegex(@"https?://\S+")]
    private static partial Regex Address();
}

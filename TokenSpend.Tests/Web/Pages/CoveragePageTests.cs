using Bunit;
using Microsoft.Extensions.DependencyInjection;
using TokenSpend.Core.Operations;
using TokenSpend.Tests.Operations;
using TokenSpend.Web.Components.Pages.Imports.Calendar;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Tests.Web.Pages;

/// <summary>The calendar of coverage and the expected files, over a real store.</summary>
public sealed class CoveragePageTests : PageContext
{
    private static readonly DataStatus Status = new(false, null, new DateOnly(2026, 11, 24), "Etc/UTC", null, ["USD"]);

    private readonly TestPlace _place = new();

    public CoveragePageTests()
    {
        Services.AddSingleton(_place.Spend);
        Services.AddSingleton(new ExpectedFiles(_place.Database, _place.Company, _place.Spend, new AlertBook(_place.Database, _place.Clock)));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing) _place.Dispose();
    }

    private IRenderedComponent<CoveragePage> Page()
    {
        var page = Render<CoveragePage>(parameters => parameters.AddCascadingValue(Status).AddCascadingValue(ViewState.Parse("?from=2026-09-01&to=2026-10-01")));
        page.WaitForElement("[data-testid=calendar]");
        return page;
    }

    /// <summary>Without the signs that keep a date on one line.</summary>
    private static string Plain(string text) => text.Replace('\u00A0', ' ').Replace("\u2060", "", StringComparison.Ordinal);

    private async Task LogAsync(params int[] days)
    {
        foreach (var day in days)
            await _place.ImportAsync(_place.Write($"{day}.ndjson", LogLines.Line($"r{day}", new DateTime(2026, 9, day, 9, 0, 0, DateTimeKind.Utc), "openai", "gpt-5", 1000, 0, 0) + "\n"), "gw");
    }

    [Theory]
    [InlineData(Writing.English, "Thu, 10 Sep 2026: Final bill", "B")]
    [InlineData(Writing.Chinese, "9 月 10 日", "账")]
    public async Task Each_day_has_a_letter_words_and_the_way_to_its_figures(string culture, string words, string letter)
    {
        In(culture);
        await _place.ImportAsync(_place.Write("bill.csv", SnapshotBills.Of(("in", "10"))));
        var day = Page().FindAll("[data-testid=day]").Single(cell => Plain(cell.GetAttribute("aria-label")!).Contains(words, StringComparison.Ordinal));
        Assert.StartsWith("openai / acct-1", day.GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.Equal(letter, day.TextContent);
        Assert.Equal(day.GetAttribute("aria-label"), day.GetAttribute("title"));
        Assert.Equal("explore?from=2026-09-10&to=2026-09-11&payer=openai%20%2F%20acct-1&by=model", day.GetAttribute("href"));
    }

    [Fact]
    public async Task What_is_awaited_is_said_in_words_and_is_no_gap()
    {
        await LogAsync(3, 4, 28);
        var page = Page();
        Assert.Equal("Nothing is missing in September 2026; payers still awaited: 1", Plain(page.Find("h1").TextContent));
        Assert.Equal("29–30 Sep 2026: Not here yet", Plain(page.Find("[data-testid=lacking] a").TextContent));
    }

    [Fact]
    public async Task An_expectation_is_set_kept_and_taken_back()
    {
        await LogAsync(3, 4);
        var page = Page();
        Assert.Contains("Not known yet", page.Find("[data-testid=series]").TextContent, StringComparison.Ordinal);
        await page.Find("[data-testid=edit]").ClickAsync();
        await page.Find("[data-testid=rhythm]").ChangeAsync(new() { Value = "EveryDays" });
        await page.WaitForElement("[data-testid=number]").ChangeAsync(new() { Value = "7" });
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("Set: every 7 days", page.Find("[data-testid=series]").TextContent, StringComparison.Ordinal));
        Assert.Contains("1 Dec 2026", Plain(page.Find("[data-testid=series]").TextContent), StringComparison.Ordinal);
        Assert.Contains("Set: every 7 days", Page().Find("[data-testid=series]").TextContent, StringComparison.Ordinal);

        await page.Find("[data-testid=edit]").ClickAsync();
        await page.Find("[data-testid=rhythm]").ChangeAsync(new() { Value = "" });
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("Not known yet", page.Find("[data-testid=series]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_number_that_means_nothing_is_refused_in_words_and_stays_to_be_mended()
    {
        await LogAsync(3);
        var page = Page();
        await page.Find("[data-testid=edit]").ClickAsync();
        await page.Find("[data-testid=rhythm]").ChangeAsync(new() { Value = "DayOfMonth" });
        await page.WaitForElement("[data-testid=number]").ChangeAsync(new() { Value = "40" });
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("1 to 31", page.Find(".notice.failed").TextContent, StringComparison.Ordinal));
        Assert.NotEmpty(page.FindAll("[data-testid=number]"));
    }
}

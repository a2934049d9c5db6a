using System.Globalization;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using TokenSpend.Core.Operations;
using TokenSpend.Tests.Operations;
using TokenSpend.Web.Components.Pages.Imports.Detail;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Tests.Web.Pages;

/// <summary>The page of one import, over a real store.</summary>
public sealed class ImportPageTests : PageContext
{
    private static readonly DataStatus Status = new(false, null, new DateOnly(2026, 11, 24), "Etc/UTC", null, ["USD"]);

    private readonly TestPlace _place = new();

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing) _place.Dispose();
    }

    private IRenderedComponent<ImportPage> Page(long id)
    {
        Services.AddSingleton(_place.Imports);
        var page = Render<ImportPage>(parameters => parameters.Add(part => part.Id, id).AddCascadingValue(Status).AddCascadingValue(ViewState.Default));
        page.WaitForElement("h1");
        return page;
    }

    private static string Plain(string text) => string.Join(' ', text.Replace('\u00A0', ' ').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    [Theory]
    [InlineData(Writing.English, "of 6 lines count")]
    [InlineData(Writing.Chinese, "6 行中有")]
    public async Task The_balance_sums_to_the_lines_of_the_file(string culture, string headline)
    {
        In(culture);
        var day = new DateTime(2026, 10, 3, 9, 0, 0, DateTimeKind.Utc);
        var lines = Enumerable.Range(0, 4).Select(at => LogLines.Line($"r{at}", day.AddHours(at), "openai", "gpt-5", 1000, 200, 50));
        var report = await _place.ImportAsync(_place.Write("gateway.ndjson", string.Join('\n', [.. lines, "", "{\"request_id\":\"x\",\"call_type\":\"acompletion\",\"startTime\":\"never\"}"]) + "\n"));
        var page = Page(report.Import!.Value);
        Assert.Contains(headline, page.Find("h1").TextContent, StringComparison.Ordinal);
        var parts = page.FindAll("[data-testid=balance] tbody .num").Select(cell => long.Parse(cell.TextContent, NumberStyles.AllowThousands, CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(6, parts.Sum());
        Assert.Equal("6", page.Find("[data-testid=balance] tfoot .num").TextContent);
    }

    [Fact]
    public async Task A_rejected_line_says_where_and_what_to_write_and_can_be_fetched_to_be_mended()
    {
        var report = await _place.ImportAsync(_place.Write("bill.csv", SnapshotBills.Header + SnapshotBills.Line("in", "10") + SnapshotBills.Line("out", "1.2.3")));
        var page = Page(report.Import!.Value);
        page.WaitForElement("[data-testid=rejected]");
        var row = Plain(page.Find("[data-testid=rejected] tbody tr").TextContent);
        Assert.StartsWith("3 BilledCost 1.2.3", row, StringComparison.Ordinal);
        Assert.Contains("in column BilledCost.", row, StringComparison.Ordinal);
        Assert.Equal($"api/imports/{report.Import}/rejected-lines", page.Find("[data-testid=mend]").GetAttribute("href"));
    }

    [Fact]
    public async Task An_undo_says_first_which_amounts_leave_and_which_come_back()
    {
        await _place.ImportAsync(_place.Write("old.csv", SnapshotBills.Header + SnapshotBills.Line("in", "10")));
        var newer = await _place.ImportAsync(_place.Write("new.csv", SnapshotBills.Header + SnapshotBills.Line("in", "12") + SnapshotBills.Line("out", "5")));
        var page = Page(newer.Import!.Value);
        Assert.Empty(page.FindAll("[data-testid=undo-do]"));
        await page.Find("[data-testid=undo-ask]").ClickAsync();
        page.WaitForElement("[data-testid=undo-money]");
        Assert.Equal("$10.00 in place of $17.00 (−$7.00)", Plain(page.Find("[data-testid=undo-money]").TextContent));
        await page.Find("[data-testid=undo-do]").ClickAsync();
        page.WaitForAssertion(() => Assert.Equal("new.csv: Undone", page.Find("h1").TextContent));
    }

    [Fact]
    public async Task The_undo_of_a_log_counts_its_requests_and_names_who_tells_of_them_too()
    {
        var at = new DateTime(2026, 10, 3, 9, 0, 0, DateTimeKind.Utc);
        var first = await _place.ImportAsync(_place.Write("a.ndjson", LogLines.Line("r1", at, "openai", "gpt-5", 1_000_000, 0, 0) + "\n" + LogLines.Line("r2", at, "openai", "gpt-5", 1_000_000, 0, 0) + "\n"));
        await _place.ImportAsync(_place.Write("b.ndjson", LogLines.Line("r1", at, "openai", "gpt-5", 1_000_000, 0, 0) + "\n"));
        var effect = await _place.Imports.UndoEffectAsync(Viewer.Everything, first.Import!.Value, CancellationToken.None);
        Assert.Equal((2, "b.ndjson", 0), (effect!.Requests, Assert.Single(effect.Others).File, effect.Lines));
        Assert.Equal(("USD", 2_500_000_000, 0), Assert.Single(effect.Money) is var money ? (money.Currency, money.Before, money.After) : default);
    }

    [Fact]
    public async Task A_failed_file_says_why_and_what_to_do_next()
    {
        var id = await _place.Imports.EnqueueAsync(new ImportRequest(_place.Write("holiday.csv", "name,size\nbeach,12\n"), "holiday.csv"), CancellationToken.None);
        await Assert.ThrowsAsync<ImportFailedException>(() => _place.Imports.RunAsync(id, CancellationToken.None));
        var notice = Page(id).Find(".notice.failed").TextContent;
        Assert.Contains("No known format", notice, StringComparison.Ordinal);
        Assert.Contains("upload it again", notice, StringComparison.Ordinal);
    }

    [Fact]
    public void An_import_that_is_not_there_leads_back_to_the_list() => Assert.Equal("imports", Page(99).Find("a").GetAttribute("href"));
}

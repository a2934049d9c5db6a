using System.Globalization;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;
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

    private async Task<long> FailedAsync(string name, string content)
    {
        var id = await _place.Imports.EnqueueAsync(new ImportRequest(_place.Write(name, content), name), CancellationToken.None);
        await Assert.ThrowsAsync<ImportFailedException>(() => _place.Imports.RunAsync(id, CancellationToken.None));
        return id;
    }

    private async Task<long> BilledAsync() => (await _place.QueryAsync(Measure.Billed, Scope.All)).Totals.Sum(total => total.Figures.Cost ?? 0);

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
        var notice = Page(await FailedAsync("holiday.csv", " \n")).Find(".notice.failed").TextContent;
        Assert.Contains("The file is empty", notice, StringComparison.Ordinal);
        Assert.Contains("upload it again", notice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_unknown_layout_leads_to_the_page_that_maps_it()
    {
        var id = await FailedAsync("holiday.csv", "name,size\nbeach,12\n");
        Assert.Equal($"imports/map/{id}", Page(id).Find("[data-testid=map]").GetAttribute("href"));
    }

    [Fact]
    public async Task A_restated_line_is_shown_before_and_after_and_new_lines_are_summed()
    {
        await _place.ImportAsync(_place.Write("old.csv", SnapshotBills.Of(("in", "10"), ("out", "3"))));
        var newer = await _place.ImportAsync(_place.Write("new.csv", SnapshotBills.Of(("in", "12"), ("out", "3"), ("cache", "5"))));
        var page = Page(newer.Import!.Value);
        page.WaitForElement("[data-testid=restated]");
        Assert.Equal("Before $10.00, now $12.00 (+$2.00).", Plain(page.Find("[data-testid=restated-money]").TextContent));
        var row = Plain(Assert.Single(page.FindAll("[data-testid=restated] [data-testid=fact]")).TextContent);
        Assert.Contains("openai / acct-1", row, StringComparison.Ordinal);
        Assert.Contains("10 Sep 2026", row, StringComparison.Ordinal);
        Assert.Contains("old.csv", row, StringComparison.Ordinal);
        Assert.Contains("1 line is new", Plain(page.Find("[data-testid=restated]").TextContent), StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-testid=missing]"));
    }

    [Fact]
    public async Task Lines_that_a_new_file_lacks_are_kept_or_replaced_and_the_page_says_what_either_comes_to()
    {
        await _place.ImportAsync(_place.Write("old.csv", SnapshotBills.Of(("in", "10"), ("out", "3"))));
        var newer = await _place.ImportAsync(_place.Write("new.csv", SnapshotBills.Of(("in", "8"))));
        var page = Page(newer.Import!.Value);
        page.WaitForElement("[data-testid=missing]");
        Assert.Equal("$3.00 goes on counting.", Plain(page.Find("[data-testid=keep-money]").TextContent));
        Assert.Equal("$13.00 becomes $8.00 (−$5.00).", Plain(page.Find("[data-testid=replace-money]").TextContent));
        Assert.Equal("true", page.Find("[data-testid=keep]").GetAttribute("aria-pressed"));

        await page.Find("[data-testid=replace]").ClickAsync();
        page.WaitForAssertion(() => Assert.Equal("true", page.Find("[data-testid=replace]").GetAttribute("aria-pressed")));
        Assert.Equal(8 * Nano.PerUnit, await BilledAsync());
        await page.Find("[data-testid=keep]").ClickAsync();
        page.WaitForAssertion(() => Assert.Equal("true", page.Find("[data-testid=keep]").GetAttribute("aria-pressed")));
        Assert.Equal(13 * Nano.PerUnit, await BilledAsync());
    }

    [Fact]
    public void An_import_that_is_not_there_leads_back_to_the_list() => Assert.Equal("imports", Page(99).Find("a").GetAttribute("href"));
}

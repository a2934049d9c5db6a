using System.Globalization;
using Bunit;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Storage;
using TokenSpend.Web.Components.Pages.Imports;
using TokenSpend.Web.Navigation;

namespace TokenSpend.Tests.Web.Pages;

public sealed class ImportListTests : PageContext
{
    private static readonly DateTime Now = new(2026, 11, 24, 6, 0, 0, DateTimeKind.Utc);

    private static readonly ImportView Done = new(
        4, "october.csv", "alibaba-bill", "alibaba-bill", ImportState.Done, 812_000, 812_000, 8312, 8312, 8290, 0, 12, 9, 1, 0,
        [("CNY", 184_000_120_000_000)], new(2026, 10, 1), new(2026, 11, 1), Now.AddHours(-3), Now.AddHours(-3), null, 3, CanMap: false);

    private static readonly ImportView Running = Done with
    {
        Id = 5, File = "gateway.ndjson", State = ImportState.Running, BytesDone = 48_000_000, BytesTotal = 120_000_000, LinesDone = 48_211, CreatedUtc = Now.AddSeconds(-20), Rejected = 0,
    };

    private readonly List<long> _undone = [];

    private IRenderedComponent<ImportList> List(params ImportView[] imports) => Render<ImportList>(list => list
        .Add(part => part.Of, imports).Add(part => part.View, ViewState.Default).Add(part => part.Zone, "Etc/UTC").Add(part => part.Now, Now)
        .Add(part => part.OnUndo, _undone.Add));

    [Fact]
    public void A_done_import_tells_what_counts_and_leads_to_its_days()
    {
        var row = List(Done).Find("[data-testid=import]");
        Assert.Contains("8,302 of 8,312", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("¥184,000", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("3 lines of earlier files are not in this one; they were kept", row.TextContent, StringComparison.Ordinal);
        Assert.Equal("explore?from=2026-10-01&to=2026-11-01", row.QuerySelector("[data-testid=explore]")!.GetAttribute("href"));
        Assert.Equal("api/imports/4/rejections.csv", row.QuerySelector(".rejected")!.GetAttribute("href"));
    }

    [Fact]
    public void An_undo_asks_once_and_can_be_declined()
    {
        var list = List(Done);
        list.Find(".actions button").Click();
        list.FindAll(".confirm button")[1].Click();
        Assert.Empty(_undone);
        list.Find(".actions button").Click();
        list.Find(".confirm .danger").Click();
        Assert.Equal([4], _undone);
    }

    [Fact]
    public void A_running_import_shows_bytes_rate_lines_and_time_left()
    {
        var list = List(Running);
        Assert.Equal("0.4", list.Find("progress").GetAttribute("value"));
        Assert.Equal("48.0 MB of 120.0 MB · 2.4 MB/s · 30 s left · 48,211 lines", list.Find(".words").TextContent);
    }

    [Fact]
    public void A_failure_says_why_and_offers_no_undo()
    {
        var list = List(Done with { State = ImportState.Failed, Problem = new ImportProblem("empty", "a.csv", []), Rejected = 0 });
        Assert.Contains("The file is empty.", list.Find(".error").TextContent, StringComparison.Ordinal);
        Assert.Empty(list.FindAll(".actions button"));
    }

    [Fact]
    public void The_latest_fifty_are_listed_until_all_are_asked_for_and_what_runs_is_always_there()
    {
        var list = List([.. Enumerable.Range(0, 60).Select(at => at == 58 ? Running with { Id = 2 } : Done with { Id = 60 - at })]);
        Assert.Equal([.. Enumerable.Range(11, 50).Reverse(), 2], list.FindAll("[data-testid=import]").Select(row => int.Parse(row.GetAttribute("data-import")!, CultureInfo.InvariantCulture)));
        Assert.Equal("Show all 60", list.Find("[data-testid=show-all]").TextContent);
        list.Find("[data-testid=show-all]").Click();
        Assert.Equal(60, list.FindAll("[data-testid=import]").Count);
        Assert.Empty(list.FindAll("[data-testid=show-all]"));
    }

    [Fact]
    public void A_file_name_with_markup_stays_text() => Assert.Empty(List(Done with { File = "<img src=x onerror=alert(1)>.csv" }).FindAll("img"));
}

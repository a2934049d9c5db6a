using TokenSpend.Core.Operations;
using TokenSpend.Core.Spend;
using TokenSpend.Core.Storage;

namespace TokenSpend.Tests.Operations;

public sealed class ImportTests : IDisposable
{
    private readonly TestPlace _place = new();
    private static readonly DateTime Morning = new(2026, 10, 5, 9, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task The_same_file_again_adds_nothing_and_counts_duplicates()
    {
        var path = _place.Write("a.ndjson", LogLines.Line("r1", Morning, "openai", "gpt-5", 1000, 200, 50) + "\n" + LogLines.Line("r2", Morning, "openai", "gpt-5", 10, 0, 5) + "\n");
        await _place.ImportAsync(path);
        var before = await _place.StateAsync();
        var again = await _place.ImportAsync(path);
        Assert.Equal((0, 2), (again.Accepted, again.Duplicates));
        Assert.Equal(before, await _place.StateAsync());
    }

    [Fact]
    public async Task A_later_telling_with_greater_figures_wins_and_undo_brings_the_smaller_back()
    {
        var small = _place.Write("small.ndjson", LogLines.Line("r1", Morning, "openai", "gpt-5", 100, 0, 5) + "\n");
        await _place.ImportAsync(small, "gw");
        var before = await _place.StateAsync();
        var grown = await _place.ImportAsync(_place.Write("grown.ndjson", LogLines.Line("r1", Morning, "openai", "gpt-5", 100, 0, 50) + "\n"), "gw");
        Assert.Equal(1, grown.Replaced);
        Assert.NotEqual(before, await _place.StateAsync());
        await _place.UndoAsync(grown.Import!.Value);
        Assert.Equal(before, await _place.StateAsync());
    }

    [Fact]
    public async Task Undoing_the_first_of_two_equal_imports_leaves_the_requests_with_the_second()
    {
        var path = _place.Write("a.ndjson", LogLines.Line("r1", Morning, "openai", "gpt-5", 1000, 200, 50) + "\n");
        var first = await _place.ImportAsync(path, "gw");
        var before = await _place.StateAsync();
        await _place.ImportAsync(path, "gw");
        await _place.UndoAsync(first.Import!.Value);
        Assert.Equal(before, await _place.StateAsync());
    }

    [Fact]
    public async Task Two_gateways_may_use_the_same_request_id()
    {
        var path = _place.Write("a.ndjson", LogLines.Line("r1", Morning, "openai", "gpt-5", 1000, 200, 50) + "\n");
        await _place.ImportAsync(path, "gateway-eu");
        var second = await _place.ImportAsync(path, "gateway-us");
        Assert.Equal(1, second.Accepted);
    }

    [Fact]
    public async Task A_bad_line_is_set_aside_with_its_number_and_its_text_can_be_had_again()
    {
        var good = LogLines.Line("r1", Morning, "openai", "gpt-5", 1000, 200, 50);
        var report = await _place.ImportAsync(_place.Write("a.ndjson", good + "\n{\"request_id\": broken\n\n"));
        Assert.Equal((3, 1, 1, 1), (report.Lines, report.Accepted, report.Rejected, report.Blank));
        Assert.Equal(2, report.Rejections[0].Line);
        var rejected = await _place.Imports.RejectedAsync(Viewer.Everything, report.Import!.Value, CancellationToken.None);
        Assert.Equal("{\"request_id\": broken", rejected!.Text[2]);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("name,size,taken\nbeach.jpg,12,yesterday\n", "no known format")]
    public async Task A_file_that_is_no_bill_is_refused_with_what_was_found_and_leaves_nothing(string content, string expected)
    {
        var path = _place.Write("x.csv", content);
        var failure = await Assert.ThrowsAsync<ImportFailedException>(() => _place.ImportAsync(path));
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        var import = Assert.Single(await _place.Imports.ListAsync(Viewer.Everything, CancellationToken.None));
        Assert.Equal((ImportState.Failed, failure.Message), (import.State, import.Problem?.Message));
    }

    [Fact]
    public async Task A_dry_run_tells_the_same_sums_and_stores_nothing()
    {
        var path = _place.Write("a.ndjson", LogLines.Line("r1", Morning, "openai", "gpt-5", 1000, 200, 50) + "\n");
        var dry = _place.Imports.DryRun(new ImportRequest(path, "a.ndjson"), CancellationToken.None);
        Assert.Empty(await _place.Imports.ListAsync(Viewer.Everything, CancellationToken.None));
        var real = await _place.ImportAsync(path);
        Assert.Equal((real with { Import = null, Seconds = 0 }).ToJson(), (dry with { Seconds = 0 }).ToJson());
    }

    [Fact]
    public async Task An_import_that_is_not_done_is_in_no_answer()
    {
        var path = _place.Write("a.ndjson", LogLines.Line("r1", Morning, "openai", "gpt-5", 1000, 200, 50) + "\n");
        var id = await _place.Imports.EnqueueAsync(new ImportRequest(path, "a.ndjson"), CancellationToken.None);
        Assert.Empty((await _place.QueryAsync(Measure.Attributed, Scope.All, Dimension.Model)).Rows);
        await _place.Imports.RunAsync(id, CancellationToken.None);
        Assert.Single((await _place.QueryAsync(Measure.Attributed, Scope.All, Dimension.Model)).Rows);
    }

    public void Dispose() => _place.Dispose();
}

using CsCheck;
using TokenSpend.Core.Ingestion;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Operations.Importing;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Storage;
using TokenSpend.Tests.Ingestion;

namespace TokenSpend.Tests.Operations;

/// <summary>Invariants 1, 2 and 4 through the real store, for each format that has a sample: a new format is under them with its first one.</summary>
public sealed class EveryFormatTests
{
    /// <summary>What one of their lines says depends on the lines before it: half a file says something else.</summary>
    private static readonly HashSet<string> OfOnePiece = ["codex-session"];

    private static readonly string[] Samples = [.. SampleFile.All];

    private static readonly string[] Logs =
        [.. Samples.Where(path => ShippedFormats.Find(SampleFile.FormatOf(path)) is ILineFormat && !OfOnePiece.Contains(SampleFile.FormatOf(path)))];

    public static TheoryData<string> EachSample => [.. Samples];

    public static TheoryData<string> EachLog => [.. Logs];

    [Theory, MemberData(nameof(EachSample))]
    public async Task Totals_of_an_import_are_those_of_its_lines_and_each_line_has_one_outcome(string path)
    {
        using var place = new TestPlace();
        var report = await ImportAsync(place, path);
        var outcomes = SampleFile.Read(ShippedFormats.Find(SampleFile.FormatOf(path))!, SampleFile.Text(path)).ToList();
        var lines = outcomes.OfType<AcceptedLine>().ToList();
        Assert.Equal(report.Lines, report.Accepted + report.Duplicates + report.Replaced + report.Ignored + report.Rejected + report.Blank);
        Assert.Equal(outcomes.Count(outcome => outcome is RejectedLine), report.Rejected);
        Assert.Equal(report.Ignored, report.IgnoredBy.Values.Sum());
        Assert.Equal(
            ImportReport.TokensByName(lines.SelectMany(line => line.Records).Aggregate(new Core.Usage.TokenCounts(), (sum, record) => sum + record.Tokens)).OrderBy(kind => kind.Key),
            report.Tokens.OrderBy(kind => kind.Key));
        Assert.Equal(
            lines.SelectMany(line => line.Charges).GroupBy(charge => charge.Currency).Select(charges => (charges.Key, Nano.Format(charges.Sum(charge => charge.Billed)), Nano.Format(charges.Sum(charge => charge.Effective)))).Order(),
            report.Cost.Where(cost => cost.Billed is not null).Select(cost => (cost.Currency, cost.Billed!, cost.Effective!)).Order());
    }

    [Theory, MemberData(nameof(EachSample))]
    public async Task A_file_told_again_changes_nothing_and_undone_it_was_never_there(string path)
    {
        using var place = new TestPlace();
        var nothing = await place.StateAsync();
        var first = await ImportAsync(place, path);
        var told = await place.StateAsync();
        var again = await ImportAsync(place, path);
        Assert.Equal((0, first.Accepted + first.Replaced + first.Duplicates), (again.Accepted + again.Replaced, again.Duplicates));
        Assert.Equal(told, await place.StateAsync());
        await place.UndoAsync(first.Import!.Value);
        Assert.Equal(told, await place.StateAsync());
        await place.UndoAsync(again.Import!.Value);
        Assert.Equal(nothing, await place.StateAsync());
        using var connection = place.Database.OpenRead();
        Assert.Equal(0, Database.Scalar(connection, "SELECT (SELECT COUNT(*) FROM usage) + (SELECT COUNT(*) FROM bucket) + (SELECT COUNT(*) FROM charge) + (SELECT COUNT(*) FROM day)"));
    }

    // Equal lines without an id are two requests where they stand in one file, so no piece has a line twice.
    [Theory, MemberData(nameof(EachLog))]
    public async Task A_log_in_pieces_that_overlap_says_what_the_whole_log_says(string path)
    {
        var lines = SampleFile.Text(path).TrimEnd('\n').Split('\n');
        using var whole = new TestPlace();
        await ImportAsync(whole, path);
        var expected = await whole.StateAsync();
        await Gen.Select(Gen.Int[0, lines.Length - 1].Array[0, lines.Length], Gen.Int[0, lines.Length]).SampleAsync(async (some, cut) =>
        {
            using var pieces = new TestPlace();
            var format = SampleFile.FormatOf(path);
            foreach (var piece in new[] { some.Distinct().Select(at => lines[at]), lines.Skip(cut), lines.Take(cut) }.Select((piece, at) => (Text: string.Join('\n', piece), at)))
                if (piece.Text.Trim().Length > 0) await ImportPieceAsync(pieces, piece.Text, $"{piece.at}.ndjson", format);
            return expected == await pieces.StateAsync();
        }, iter: 4, threads: 1);
    }

    [Fact]
    public Task Files_of_all_formats_in_any_order_and_some_taken_away_give_the_state_of_those_that_are_left() =>
        Gen.Select(Gen.Shuffle(Samples), Gen.Int[2, 8], Gen.Int[0, 255]).SampleAsync(async (shuffled, count, undone) =>
        {
            using var any = new TestPlace();
            using var plain = new TestPlace();
            var files = shuffled.Take(count).ToList();
            List<long> ids = [];
            foreach (var path in files) ids.Add((await ImportAsync(any, path)).Import!.Value);
            for (var at = 0; at < count; at++)
                if ((undone >> at & 1) == 1) await any.UndoAsync(ids[at]);
            foreach (var path in files.Where((_, at) => (undone >> at & 1) == 0).Order(StringComparer.Ordinal)) await ImportAsync(plain, path);
            Assert.Equal((string.Join(", ", files), await plain.StateAsync()), (string.Join(", ", files), await any.StateAsync()));
        }, iter: 15, threads: 1);

    private static Task<ImportReport> ImportAsync(TestPlace place, string path) =>
        place.ImportAsync(place.Write(path.Split('/')[^1], SampleFile.Text(path)), "one");

    /// <summary>Its format is named: a piece may hold none of the lines by which the log is known. One without a good line is refused, and is nothing lost.</summary>
    private static async Task ImportPieceAsync(TestPlace place, string text, string name, string format)
    {
        var id = await place.Imports.EnqueueAsync(new(place.Write(name, text), name, Format: format, Source: "one"), CancellationToken.None);
        try
        {
            await place.Imports.RunAsync(id, CancellationToken.None);
        }
        catch (ImportFailedException refused) when (refused.Problem.Code is "no-lines" or "mostly-bad")
        {
        }
    }
}

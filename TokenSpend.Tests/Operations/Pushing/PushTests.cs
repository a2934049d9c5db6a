using System.IO.Compression;
using System.Text;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Operations.Importing;
using TokenSpend.Core.Operations.Pushing;
using TokenSpend.Tests.Ingestion;

namespace TokenSpend.Tests.Operations.Pushing;

/// <summary>Many small bodies, one import a day, each with its own balance.</summary>
public sealed class PushTests : IDisposable
{
    private static readonly DateTime Noon = new(2026, 11, 24, 9, 0, 0, DateTimeKind.Utc);

    private readonly PushPlace _site = new();

    private static string Line(int request, long output = 100, string key = "key-1") => LogLines.Line($"r{request}", Noon.AddSeconds(request), "openai", "gpt-5", 1_000 + request, 10, output, key);

    [Fact]
    public async Task Pushes_that_waited_together_are_one_import_and_each_has_the_balance_of_its_own_lines()
    {
        var pushes = new List<Push>
        {
            await _site.SpoolAsync($"{Line(1)}\n{Line(2)}\n"),
            await _site.SpoolAsync($"{Line(3)}\n\nbroken\n{Line(1)}"),
            await _site.SpoolAsync($"{Line(2, output: 900)}\n"),
        };
        var answers = await _site.RunAsync(pushes);

        Assert.Equal(["2 2/0/0/0/0", "4 1/1/0/1/1", "1 0/0/1/0/0"], answers.Select(Balance));
        Assert.Equal(3, Assert.Single(answers[1].Rejections).Line);
        var import = Assert.Single(await _site.ImportsAsync());
        Assert.All(answers, answer => Assert.Equal(import.Id, answer.Import));
        Assert.Equal((7, 3, 1, 1, 1, 1), (import.Lines, import.Accepted, import.Duplicates, import.Replaced, import.Rejected, import.Blank));
    }

    [Fact]
    public async Task Pushes_of_one_format_and_source_of_a_day_are_one_import_however_many_runs_they_took()
    {
        await _site.PushAsync(Line(1));
        await _site.PushAsync(Line(2));
        await _site.PushAsync(Line(3), source: "other");
        _site.Place.Clock.Now = TestPlace.Now.AddDays(1);
        await _site.PushAsync(Line(4));

        var imports = await _site.ImportsAsync();
        Assert.Equal([("push-2026-11-25", "gw", 1L), ("push-2026-11-24", "other", 1L), ("push-2026-11-24", "gw", 2L)], imports.Select(import => (import.File, import.Source, import.Lines)));
        var report = await _site.Place.Imports.ReportAsync(Viewer.Everything, imports[2].Id, CancellationToken.None);
        Assert.Equal(2_003, report!.Tokens["input"] + report.Tokens["cacheRead"]);
        Assert.Equal(200, report.Tokens["output"]);
    }

    [Fact]
    public async Task The_same_push_again_gives_duplicates_only()
    {
        var body = string.Join('\n', Enumerable.Range(0, 50).Select(at => Line(at)));
        await _site.PushAsync(body);
        var state = await _site.Place.StateAsync();
        var again = await _site.PushAsync(body);

        Assert.Equal((50, 0, 50), (again.Lines, again.Accepted, again.Duplicates));
        Assert.Equal(state, await _site.Place.StateAsync());
    }

    [Fact]
    public async Task A_packed_body_is_read_as_the_file_would_be()
    {
        var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) await gzip.WriteAsync(Encoding.UTF8.GetBytes(Line(1)));
        Assert.Equal(1, (await _site.RunAsync(await _site.SpoolAsync(packed.ToArray())))[0].Accepted);
        using var zstd = new ZstdSharp.Compressor();
        Assert.Equal(1, (await _site.RunAsync(await _site.SpoolAsync(zstd.Wrap(Encoding.UTF8.GetBytes(Line(2))).ToArray())))[0].Accepted);
    }

    [Fact]
    public async Task A_rejected_line_is_shown_with_its_text_whichever_push_brought_it()
    {
        await _site.PushAsync($"{Line(1)}\n{Line(2)}");
        var pushes = new[] { await _site.SpoolAsync($"{Line(3)}\nfirst broken"), await _site.SpoolAsync($"{Line(4)}\n{Line(5)}\nsecond broken\n") };
        await _site.RunAsync(pushes);

        var import = Assert.Single(await _site.ImportsAsync());
        var rejected = await _site.Place.Imports.RejectedAsync(Viewer.Everything, import.Id, CancellationToken.None);
        Assert.Equal(["first broken", "second broken"], rejected!.Rejections.Select(why => rejected.Text[why.Line]));
        var report = await _site.Place.Imports.ReportAsync(Viewer.Everything, import.Id, CancellationToken.None);
        Assert.Equal(rejected.Rejections.Select(why => why.Line), report!.Rejections.Select(why => why.Line));
    }

    [Fact]
    public async Task Undo_of_a_day_of_pushes_leaves_what_a_file_told_of_the_same_requests()
    {
        var log = _site.Place.Write("log.ndjson", $"{Line(1)}\n{Line(2)}\n");
        await _site.Place.ImportAsync(log, "gw");
        var alone = await _site.Place.StateAsync();
        await _site.PushAsync($"{Line(2, output: 500)}\n{Line(3)}");

        await _site.Place.UndoAsync((await _site.ImportsAsync())[0].Id);
        Assert.Equal(alone, await _site.Place.StateAsync());
        Assert.Equal(1, (await _site.PushAsync(Line(3))).Accepted);
    }

    [Fact]
    public async Task Undo_of_a_file_gives_back_what_pushes_told_of_the_same_requests()
    {
        using var calm = new PushPlace();
        string[] bodies = [$"{Line(1)}\n{Line(2)}", $"{Line(2, output: 200)}\nbroken", $"{Line(4)}"];
        foreach (var body in bodies) await calm.PushAsync(body);

        await _site.PushAsync(bodies[0]);
        var file = await _site.Place.ImportAsync(_site.Place.Write("log.ndjson", $"{Line(1, output: 700)}\n{Line(2, output: 900)}\n{Line(4)}\n{Line(5)}\n"), "gw");
        await _site.PushAsync(bodies[1]);
        await _site.PushAsync(bodies[2]);
        await _site.Place.UndoAsync(file.Import!.Value);
        Assert.Equal(await calm.Place.StateAsync(), await _site.Place.StateAsync());
    }

    [Fact]
    public async Task Equal_requests_without_an_id_are_two_in_one_push_and_one_in_two()
    {
        const string Twin = """{"timestamp":"2026-11-24T08:00:00Z","model":"gpt-5","provider":"openai","usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15}}""";
        Assert.Equal(2, (await _site.PushAsync($"{Twin}\n{Twin}")).Accepted);
        Assert.Equal((0, 1), Outcome(await _site.PushAsync(Twin)));
        // And it stays so when the pushes are replayed for the undo of a file.
        var state = await _site.Place.StateAsync();
        var file = await _site.Place.ImportAsync(_site.Place.Write("log.ndjson", string.Concat(Enumerable.Repeat(Twin + "\n", 3))), "gw");
        Assert.Equal((1, 2), Outcome(file));
        await _site.Place.UndoAsync(file.Import!.Value);
        Assert.Equal(state, await _site.Place.StateAsync());
    }

    [Fact]
    public async Task Bills_are_refused_and_leave_nothing()
    {
        var bill = SampleFile.Text("Samples/openai-cost-csv/cost.csv");
        var refused = await Assert.ThrowsAsync<RefusedException>(() => _site.SpoolAsync(bill));
        Assert.Contains("Upload it", refused.Message, StringComparison.Ordinal);
        AssertNothingLeft();
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData(" \n \n", "empty")]
    [InlineData("{\"hello\":\"world\"}", "unknown-format")]
    [InlineData("[{\"id\":\"a\",\"call_type\":\"completion\",\"custom_llm_provider\":\"openai\",\"startTime\":1,\"response_cost\":0", "unreadable")]
    public async Task What_cannot_be_read_is_refused_and_leaves_nothing(string body, string code)
    {
        Assert.Equal(code, (await Assert.ThrowsAsync<ImportFailedException>(() => _site.SpoolAsync(body))).Problem.Code);
        AssertNothingLeft();
    }

    [Fact]
    public async Task A_body_that_unpacks_to_more_than_a_push_may_hold_is_refused_and_leaves_nothing()
    {
        var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            for (var at = 0; at <= PushSpool.LargestBody; at += 1 << 20) await gzip.WriteAsync(new byte[1 << 20]);
        await Assert.ThrowsAsync<PushTooLargeException>(() => _site.SpoolAsync(packed.ToArray()));
        AssertNothingLeft();
    }

    [Fact]
    public async Task A_first_record_longer_than_a_files_head_is_recognised()
    {
        var payload = $$"""{"messages":"{{new string('x', 200_000)}}","id":"a","call_type":"acompletion","custom_llm_provider":"openai","startTime":1763971200.5,"model":"gpt-5","response_cost":0.1,"prompt_tokens":10,"completion_tokens":2,"total_tokens":12}""";
        Assert.Equal("litellm-payload", (await _site.PushAsync(payload)).Format);
        Assert.Equal("litellm-payload-json", (await _site.PushAsync($"[{payload}]")).Format);
    }

    [Fact]
    public async Task A_body_that_breaks_off_on_its_way_leaves_nothing()
    {
        using var place = _site.Spool.Room.Take(1_000)!;
        await Assert.ThrowsAsync<IOException>(() => _site.Spool.ReceiveAsync(new BreakingStream(), null, "gw", place, CancellationToken.None));
        AssertNothingLeft();
    }

    [Fact]
    public async Task What_was_spooled_is_imported_by_the_next_start_and_its_balance_is_kept()
    {
        var push = await _site.SpoolAsync($"{Line(1)}\n{Line(2)}");
        _site.Restart();
        Assert.True(_site.Spool.IsWaiting(Viewer.Everything, push.Id));
        await _site.PushAsync(Line(3));
        var kept = ImportReport.Parse(_site.Place.Imports.PushAnswer(Viewer.Everything, push.Id));
        Assert.Equal((2, 2), (kept!.Lines, kept.Accepted));
        Assert.False(_site.Spool.IsWaiting(Viewer.Everything, push.Id));
        _site.Place.Clock.Now = TestPlace.Now.AddDays(2);
        await _site.PushAsync(Line(4));
        Assert.Null(_site.Place.Imports.PushAnswer(Viewer.Everything, push.Id));
    }

    [Fact]
    public void Room_is_bounded_by_pushes_and_bytes_and_one_alone_always_fits()
    {
        var room = new PushRoom(2, 100);
        using (var large = room.Take(1_000)!)
        {
            Assert.Null(room.Take(1));
            large.Settle(10);
            using var second = room.Take(90)!;
            Assert.Null(room.Take(0));
        }
        Assert.NotNull(room.Take(100));
    }

    private sealed class BreakingStream : MemoryStream
    {
        public BreakingStream() : base(Encoding.UTF8.GetBytes(Line(1))) { }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position > 100 ? throw new IOException("The connection is gone.") : base.ReadAsync(buffer[..Math.Min(buffer.Length, 101)], cancellationToken);
    }

    private void AssertNothingLeft()
    {
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_site.Place.Folder, "spool"), "*", SearchOption.AllDirectories));
        Assert.Empty(_site.Failures);
    }

    private static string Balance(ImportReport report) => $"{report.Lines} {report.Accepted}/{report.Duplicates}/{report.Replaced}/{report.Rejected}/{report.Blank}";

    private static (long Accepted, long Duplicates) Outcome(ImportReport report) => (report.Accepted, report.Duplicates);

    public void Dispose() => _site.Dispose();
}

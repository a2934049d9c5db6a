using TokenSpend.Core.Operations;
using TokenSpend.Core.Storage;
using TokenSpend.Tests.Operations.Pushing;

namespace TokenSpend.Tests.Operations;

/// <summary>A file that was taken for what it is not is refused as a whole, before anything of it counts.</summary>
public sealed class MostlyBadTests : IDisposable
{
    private readonly TestPlace _place = new();

    public static TheoryData<string> Layouts => ["log", "table"];

    [Theory, MemberData(nameof(Layouts))]
    public async Task More_than_half_of_the_first_thousand_lines_bad_refuses_the_file_and_keeps_it(string layout)
    {
        var empty = await _place.StateAsync();
        var path = _place.Write("bad.txt", Lines(layout, 5_000, line => line is >= 250 and < 749));
        var id = await _place.Imports.EnqueueAsync(new ImportRequest(path, "bad.txt", OwnsPath: true), CancellationToken.None);
        var failure = await Assert.ThrowsAsync<ImportFailedException>(() => _place.Imports.RunAsync(id, CancellationToken.None));

        Assert.Equal("mostly-bad", failure.Problem.Code);
        Assert.Equal(("501", "1000"), (failure.Problem.Arguments[0], failure.Problem.Arguments[1]));
        Assert.Contains("expected", failure.Message, StringComparison.Ordinal);
        Assert.Contains("--format", failure.Message, StringComparison.Ordinal);
        Assert.Equal(empty, await _place.StateAsync());
        var import = Assert.Single(await _place.Imports.ListAsync(Viewer.Everything, CancellationToken.None));
        Assert.Equal((ImportState.Failed, "mostly-bad"), (import.State, import.Problem!.Code));
        Assert.True(File.Exists(Path.Combine(_place.Folder, "failed", $"{id}-bad.txt")));
        Assert.Equal("mostly-bad", Assert.Throws<ImportFailedException>(() => _place.Imports.DryRun(new ImportRequest(Path.Combine(_place.Folder, "failed", $"{id}-bad.txt"), "bad.txt"), CancellationToken.None)).Problem.Code);
    }

    [Theory, MemberData(nameof(Layouts))]
    public async Task Half_of_the_first_thousand_lines_bad_are_set_aside_whatever_follows(string layout)
    {
        var report = await _place.ImportAsync(_place.Write("half.txt", Lines(layout, 5_000, line => line < 500)));
        Assert.Equal((5_000, 500, 4_500), (report.Lines, report.Records, report.Rejected));
    }

    [Theory, MemberData(nameof(Layouts))]
    public async Task A_short_file_is_taken_for_its_one_good_line_and_refused_without_any(string layout)
    {
        var report = await _place.ImportAsync(_place.Write("one.txt", Lines(layout, 501, line => line == 450)));
        Assert.Equal((1, 500), (report.Records, report.Rejected));
        var failure = await Assert.ThrowsAsync<ImportFailedException>(() => _place.ImportAsync(_place.Write("none.txt", Lines(layout, 3, _ => false))));
        Assert.Equal(("mostly-bad", "3", "3"), (failure.Problem.Code, failure.Problem.Arguments[0], failure.Problem.Arguments[1]));
    }

    [Fact]
    public async Task A_push_is_never_refused_for_its_lines_but_answers_how_many_were_bad()
    {
        using var site = new PushPlace();
        var answer = await site.PushAsync(Lines("log", 1_500, line => line == 3));
        Assert.Equal((1_500, 1, 1_499), (answer.Lines, answer.Accepted, answer.Rejected));
    }

    private static string Lines(string layout, int lines, Func<int, bool> isGood)
    {
        var at = new DateTime(2026, 10, 5, 8, 0, 0, DateTimeKind.Utc);
        string Line(int line) => layout == "log"
            ? LogLines.Line($"r{line}", at.AddSeconds(line), "openai", "gpt-5", isGood(line) ? 100 : -1, 0, 5)
            : $"2026-10-08 00:00:00,openai/gpt-5-{line},{(isGood(line) ? "1.25" : "much")},0,1,100,50,5";
        var header = layout == "log" ? "" : "Date,Slug,Usage,BYOK Usage,Requests,Prompt Tokens,Completion Tokens,Reasoning Tokens\n";
        return header + string.Concat(Enumerable.Range(0, lines).Select(line => Line(line) + "\n"));
    }

    public void Dispose() => _place.Dispose();
}

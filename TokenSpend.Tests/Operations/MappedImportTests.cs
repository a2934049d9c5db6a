using TokenSpend.Core.Operations;
using TokenSpend.Core.Spend;

namespace TokenSpend.Tests.Operations;

/// <summary>Files of a mapping profile go the way of all files.</summary>
public sealed class MappedImportTests : IDisposable
{
    private const string Profile = """
        {
          "name": "acme-log", "title": "Acme gateway", "evidence": "real-file", "restsOn": "our own file", "level": "primary-log", "identity": "event-with-id",
          "recognisedBy": ["Call", "When", "LLM"],
          "fields": {"id": "Call", "at": "When", "model": "LLM", "input": "In", "output": "Out", "user": "Who", "provider": {"value": "openai"}}
        }
        """;

    private const string First = "Call,When,LLM,In,Out,Who\na,2026-09-01 08:00:00,gpt-4o-mini,1000,200,li\nb,2026-09-01 09:00:00,gpt-4o-mini,500,100,wang\n";
    private const string Later = "Call,When,LLM,In,Out,Who\nb,2026-09-01 09:00:00,gpt-4o-mini,500,100,wang\nc,2026-09-02 09:00:00,gpt-4o-mini,70,10,wang\n";

    private readonly TestPlace _place = new();

    [Fact]
    public async Task File_is_unknown_without_its_profile_and_known_with_it()
    {
        var path = _place.Write("first.csv", First);
        var failed = await Assert.ThrowsAsync<ImportFailedException>(() => _place.ImportAsync(path));
        Assert.Equal("unknown-format", failed.Problem.Code);
        Save(Profile);
        var report = await _place.ImportAsync(path);
        Assert.Equal(("acme-log", 2L), (report.Format, report.Accepted));
    }

    [Fact]
    public async Task Undo_of_one_of_two_overlapping_files_leaves_what_the_other_alone_gives()
    {
        Save(Profile);
        var first = await _place.ImportAsync(_place.Write("first.csv", First));
        await _place.ImportAsync(_place.Write("later.csv", Later));
        await _place.UndoAsync(first.Import!.Value);

        using var alone = new TestPlace();
        File.WriteAllText(Path.Combine(alone.Company.ProfilesFolder, "acme-log.json"), Profile);
        await alone.ImportAsync(alone.Write("later.csv", Later));
        Assert.Equal(await alone.StateAsync(), await _place.StateAsync());
    }

    [Fact]
    public async Task Profile_that_became_wrong_is_reported_and_its_last_good_state_stays()
    {
        Save(Profile);
        Assert.NotNull(_place.Company.Rules.Formats.Find("acme-log"));
        Save(Profile.Replace("primary-log", "log", StringComparison.Ordinal));
        Assert.Contains("acme-log.json, line 2", _place.Company.Rules.Problems.Single(), StringComparison.Ordinal);
        Assert.Equal("acme-log", (await _place.ImportAsync(_place.Write("first.csv", First))).Format);
    }

    [Fact]
    public async Task Shipped_profile_is_there_from_the_start()
    {
        var sample = Path.Combine(Golden.SourceFolder, "Samples", "baidu-bill", "small.csv");
        var report = await _place.ImportAsync(sample);
        Assert.Equal(("baidu-bill", 5L, 1L), (report.Format, report.Accepted, report.Rejected));
        var billed = await _place.QueryAsync(Measure.Billed, Scope.All, Dimension.Payer);
        Assert.Equal("baidu / d41d8cd9", billed.Rows.Single().Keys[0]);
    }

    private void Save(string json) => File.WriteAllText(Path.Combine(_place.Company.ProfilesFolder, "acme-log.json"), json);

    public void Dispose() => _place.Dispose();
}

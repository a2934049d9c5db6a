using TokenSpend.Tests.Operations;

namespace TokenSpend.Tests.Cli;

/// <summary>Names that a spreadsheet takes for formulas stay names: as they are in the store, and marked as text in what is exported.</summary>
public sealed class FormulaCellTests : IDisposable
{
    private readonly Terminal _terminal = new();

    public static TheoryData<string> Names => ["=cmd|'/C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "＝1+1"];

    [Theory, MemberData(nameof(Names))]
    public async Task Formula_in_a_name_is_kept_and_exported_as_text(string name)
    {
        var line = LogLines.Line("r1", SmallFiles.Noon, "openai", "gpt-5", 1000, 200, 50, name);
        Assert.Equal(0, (await _terminal.RunAsync("import", _terminal.Write("a.ndjson", line + "\n"))).Exit);
        string[] ask = ["spend", "--from", "2025-08-01", "--to", "2025-09-01", "--by", "key", "--format"];
        Assert.Equal(name, (await _terminal.RunAsync([.. ask, "json"])).Json.GetProperty("rows")[0].GetProperty("key").GetString());
        Assert.Contains((await _terminal.RunAsync([.. ask, "csv"])).Lines, row => row.StartsWith($"'{name},", StringComparison.Ordinal));
    }

    public void Dispose() => _terminal.Dispose();
}

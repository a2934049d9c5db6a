using TokenSpend.Core.Ingestion;
using TokenSpend.Tests.Operations;
using TokenSpend.Tests.Ingestion;

namespace TokenSpend.Tests.Cli;

/// <summary>prices, rules and formats: what a company edits, and how it is told what is wrong.</summary>
public sealed class BookAndRuleVerbTests : IDisposable
{
    private const string Header = "provider,model,currency,per_tokens,from,to,input,output,source,checked\n";

    private readonly Terminal _terminal = new();

    private Task<Answer> ImportAsync(string name, string content, string book = "contract") => _terminal.RunAsync("prices", "import", _terminal.Write(name, content), "--book", book);

    private async Task<string> CostAsync() =>
        string.Concat((await _terminal.RunAsync("spend", "--from", "2025-08", "--to", "2025-09", "--format", "csv")).Lines.Skip(1)).Split(',')[1];

    [Fact]
    public async Task Prices_are_shown_with_source_and_check_date()
    {
        var answer = await _terminal.RunAsync("prices", "show", "gpt-5-mini");
        Assert.Equal(0, answer.Exit);
        Assert.Contains(answer.Lines, line => line.StartsWith("openai gpt-5-mini: USD per 1 M: input 0.25, cacheRead 0.025, output 2  (", StringComparison.Ordinal) && line.Contains("checked 20", StringComparison.Ordinal));
        Assert.Equal(1, (await _terminal.RunAsync("prices", "show", "nobody-knows-1")).Exit);
    }

    [Fact]
    public async Task History_shows_what_is_no_longer_in_force()
    {
        await ImportAsync("old.csv", Header + "openai,gpt-5,USD,1000000,2020-01-01,2021-01-01,3,9,offer,2025-08-01\nopenai,gpt-5,USD,1000000,2021-01-01,,2,8,offer,2025-08-01\n");
        var history = (await _terminal.RunAsync("prices", "history", "gpt-5", "--book", "contract")).Lines.ToList();
        Assert.StartsWith("openai gpt-5 [2020-01-01, 2021-01-01): USD per 1 M: input 3, output 9  (offer, checked 2025-08-01) known since 20", history[0], StringComparison.Ordinal);
        Assert.StartsWith("openai gpt-5 [2021-01-01, ): USD per 1 M: input 2, output 8  (offer, checked 2025-08-01) known since 20", history[1], StringComparison.Ordinal);
        Assert.Equal(["openai gpt-5 [2021-01-01, ): USD per 1 M: input 2, output 8  (offer, checked 2025-08-01)"],
            (await _terminal.RunAsync("prices", "show", "gpt-5", "--book", "contract")).Lines);
    }

    [Fact]
    public async Task A_correction_stays_beside_what_was_believed_before()
    {
        await ImportAsync("first.csv", Header + "openai,gpt-5,USD,1000000,,,3,9,offer,2025-08-01\n");
        await ImportAsync("mended.csv", Header + "openai,gpt-5,USD,1000000,,2026-01-01,3,9,offer,2025-08-01\nopenai,gpt-5,USD,1000000,2026-01-01,,2,8,offer,2025-08-01\n");
        var history = (await _terminal.RunAsync("prices", "history", "gpt-5", "--book", "contract")).Lines.ToList();
        Assert.Equal(2, history.Count);
        Assert.Contains("input 3, output 9", history[0], StringComparison.Ordinal);
        Assert.Contains(" known from ", history[0], StringComparison.Ordinal);
        Assert.Contains("[2026-01-01, ): USD per 1 M: input 2, output 8", history[1], StringComparison.Ordinal);
        Assert.Contains(" known since ", history[1], StringComparison.Ordinal);
        Assert.Contains("input 3", Assert.Single((await _terminal.RunAsync("prices", "show", "gpt-5", "--on", "2025-12-31", "--book", "contract")).Lines), StringComparison.Ordinal);
        Assert.Contains("input 2", Assert.Single((await _terminal.RunAsync("prices", "show", "gpt-5", "--on", "2026-01-01", "--book", "contract")).Lines), StringComparison.Ordinal);
        Assert.Equal(1, (await _terminal.RunAsync("prices", "show", "gpt-5", "--known-at", "2020-01-01", "--book", "contract")).Exit);
        Assert.Equal(1, (await _terminal.RunAsync("prices", "show", "--on", "tomorrow")).Exit);
    }

    [Fact]
    public async Task A_contract_for_one_payer_is_for_its_requests_only()
    {
        await _terminal.RunAsync("import", _terminal.Write("a.ndjson", LogLines.Line("r1", SmallFiles.Noon, "openai", "gpt-5", 1000, 0, 100) + "\n" + LogLines.Line("r2", SmallFiles.Noon, "azure", "gpt-5", 1000, 0, 100)));
        var before = await CostAsync();
        const string Payers = "provider,model,payer,currency,per_tokens,from,to,input,output,source,checked\n";
        await ImportAsync("contract.csv", Payers + "openai,gpt-5,anthropic,USD,1000000,,,0,0,contract 12,2025-08-01\n");
        Assert.Equal(before, await CostAsync());
        await ImportAsync("contract.csv", Payers + "openai,gpt-5,openai,USD,1000000,,,1,5,contract 12,2025-08-01\n");
        Assert.Equal("0.00375", await CostAsync());
        await _terminal.RunAsync("import", _terminal.Write("b.ndjson", LogLines.Line("r3", SmallFiles.Noon, "openai", "gpt-5", 1000, 0, 100)));
        Assert.Equal("0.00525", await CostAsync());
    }

    [Fact]
    public async Task A_contract_price_wins_over_the_list_and_rates_what_is_stored_anew()
    {
        await _terminal.RunAsync("import", _terminal.Write("a.ndjson", LogLines.Line("r1", SmallFiles.Noon, "openai", "gpt-5", 1000, 0, 100)));
        Assert.Equal("0.00225", await CostAsync());
        var taken = await ImportAsync("contract.csv", Header + "openai,gpt-5,USD,1000000,,,1,5,contract 12,2025-08-01\n");
        Assert.Equal("Book contract has 1 prices; 1 records have another cost now.", Assert.Single(taken.Lines));
        Assert.Equal("0.0015", await CostAsync());
    }

    [Fact]
    public async Task A_book_with_an_error_is_refused_by_line_and_column_and_the_old_one_stays_in_force()
    {
        await ImportAsync("contract.csv", Header + "openai,gpt-5,USD,1000000,,,1,5,contract 12,2025-08-01\n");
        var refused = await ImportAsync("typo.csv", Header + "openai,gpt-4o,USD,1000000,,,2,9,x,2025-08-01\nopenai,gpt-5,USD,1000000,,,1.2.3,5,x,2025-08-01\n");
        Assert.Equal((1, ""), (refused.Exit, refused.Output));
        Assert.Contains("typo.csv, line 3, column input: found '1.2.3'", refused.Error, StringComparison.Ordinal);
        Assert.Contains("old book stays in force", refused.Error, StringComparison.Ordinal);
        Assert.Contains("input 1, output 5", Assert.Single((await _terminal.RunAsync("prices", "show", "--book", "contract")).Lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("good.csv", "key,department,application,function\nkey-*,Sales,,\n", "attribution.csv")]
    [InlineData("people.csv", "kind,name,department,application,function,valid_from,valid_to\nkey,key-1,Sales,,,,\n", "directory.csv")]
    [InlineData("good.yaml", "- key: key-*\n  department: Sales\n", "attribution.yaml")]
    public async Task Good_rules_are_told_apart_taken_over_and_decide_at_once(string name, string content, string kind)
    {
        await _terminal.RunAsync("import", _terminal.Write("a.ndjson", LogLines.Line("r1", SmallFiles.Noon, "openai", "gpt-5", 1000, 0, 100)));
        var path = _terminal.Write(name, content);
        Assert.Equal($"The file is a good {kind}.", Assert.Single((await _terminal.RunAsync("rules", "check", path)).Lines));
        Assert.StartsWith(",USD", (await DepartmentAsync()), StringComparison.Ordinal);
        Assert.Equal($"{kind} is in force.", Assert.Single((await _terminal.RunAsync("rules", "import", path)).Lines));
        Assert.StartsWith("Sales,USD", (await DepartmentAsync()), StringComparison.Ordinal);

        async Task<string> DepartmentAsync() => (await _terminal.RunAsync("spend", "--from", "2025-08", "--to", "2025-09", "--by", "department", "--format", "csv")).Lines.ElementAt(1);
    }

    [Theory]
    [InlineData("rules.csv", "valid_from,key,department,application,function\n2025-13-01,key-*,Sales,,\n", "rules.csv, line 2, column valid_from")]
    [InlineData("people.csv", "kind,name,department,application,function,valid_from,valid_to\ncolour,a,Sales,,,,\n", "people.csv, line 2, column kind")]
    public async Task Bad_rules_are_refused_by_line_and_column_and_change_nothing(string name, string content, string where)
    {
        var path = _terminal.Write(name, content);
        foreach (var verb in new[] { "check", "import" })
        {
            var refused = await _terminal.RunAsync("rules", verb, path);
            Assert.Equal((1, ""), (refused.Exit, refused.Output));
            Assert.Contains(where, refused.Error, StringComparison.Ordinal);
        }
        Assert.Equal(0, (await _terminal.RunAsync("rules", "check", Path.Combine(_terminal.DataDirectory, "rules", "attribution.csv"))).Exit);
    }

    [Fact]
    public async Task Formats_are_listed_with_what_they_are_and_rest_on()
    {
        var formats = (await _terminal.RunAsync("formats", "--json")).Json.EnumerateArray().ToList();
        Assert.Equal(["name", "title", "detectedBy", "tokenSemantics", "identity", "level", "coverage", "zone", "settlingDays", "evidence", "restsOn", "fields"], Terminal.Names(formats[0]));
        Assert.Equal(ShippedFormats.All.Select(format => format.Info.Name), formats.Select(format => format.GetProperty("name").GetString()!));
        var text = await _terminal.RunAsync("formats");
        Assert.All(formats, format => Assert.Contains(format.GetProperty("title").GetString()!, text.Output, StringComparison.Ordinal));
    }

    public void Dispose() => _terminal.Dispose();
}

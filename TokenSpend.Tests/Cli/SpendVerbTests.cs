using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using TokenSpend.Tests.Operations;

namespace TokenSpend.Tests.Cli;

public sealed partial class SpendVerbTests : IAsyncLifetime
{
    private readonly Terminal _terminal = new();

    public async Task InitializeAsync()
    {
        await _terminal.RunAsync("import", _terminal.Write("a.ndjson", string.Join('\n',
            LogLines.Line("r1", SmallFiles.Noon, "openai", "gpt-5", 1000, 200, 50, "key-a"),
            LogLines.Line("r2", SmallFiles.Noon.AddDays(1), "openai", "gpt-5-mini", 400_000, 0, 7, "key-b"),
            LogLines.Line("r3", SmallFiles.Noon.AddDays(1), "openai", "nobody-knows-1", 300, 0, 30, "key-b"),
            LogLines.Line("r4", SmallFiles.Noon.AddDays(2), "alibaba", "qwen-max", 1000, 0, 100, "key-c"))));
    }

    private Task<Answer> AskAsync(params string[] args) => _terminal.RunAsync(["spend", "--from", "2025-08-01", "--to", "2025-09-01", .. args]);

    [Fact]
    public async Task The_json_answer_has_the_contracts_fields_in_their_order()
    {
        var json = (await AskAsync("--by", "department,model", "--format", "json")).Json;
        Assert.Equal(["from", "to", "zone", "measure", "scope", "rows", "totals", "freshness", "caveats"], Terminal.Names(json));
        Assert.Equal(["department", "model", "currency", "cost", "accrued", "requests", "tokens", "unpricedTokens"], Terminal.Names(json.GetProperty("rows")[0]));
        Assert.Equal(["currency", "cost", "accrued", "requests", "tokens", "unpricedTokens"], Terminal.Names(json.GetProperty("totals")[0]));
        Assert.Equal(["input", "cacheRead", "cacheWrite5m", "cacheWrite1h", "output", "reasoning"], Terminal.Names(json.GetProperty("totals")[0].GetProperty("tokens")));
        Assert.Equal(["code", "text"], Terminal.Names(json.GetProperty("caveats")[0]));
        Assert.Equal(("2025-08-01", "2025-09-01", "Etc/UTC", "attributed", "ai"), (Text(json, "from"), Text(json, "to"), Text(json, "zone"), Text(json, "measure"), Text(json, "scope")));
    }

    [Fact]
    public async Task Amounts_are_decimal_strings_counts_are_numbers_and_an_unassigned_owner_is_null()
    {
        var row = (await AskAsync("--by", "department", "--where", "model=gpt-5", "--format", "json")).Json.GetProperty("rows")[0];
        Assert.Equal(JsonValueKind.Null, row.GetProperty("department").ValueKind);
        // 800 × 1.25 + 200 × 0.125 + 50 × 10 USD a million; no bill has come, so all of it is accrued.
        Assert.Equal(("0.001525", "0.001525"), (Text(row, "cost"), Text(row, "accrued")));
        Assert.Equal((1, 800), (row.GetProperty("requests").GetInt32(), row.GetProperty("tokens").GetProperty("input").GetInt32()));
    }

    // Invariant 6: what has no price is counted, listed and unknown; never 0.
    [Fact]
    public async Task Unpriced_usage_is_counted_listed_and_its_cost_is_null()
    {
        var json = (await AskAsync("--by", "model", "--format", "json")).Json;
        var unknown = json.GetProperty("rows").EnumerateArray().Single(row => Text(row, "model") == "nobody-knows-1");
        Assert.Equal(JsonValueKind.Null, unknown.GetProperty("cost").ValueKind);
        Assert.Equal((1, 330), (unknown.GetProperty("requests").GetInt32(), unknown.GetProperty("unpricedTokens").GetInt32()));
        Assert.Contains(json.GetProperty("caveats").EnumerateArray(), caveat =>
            Text(caveat, "code") == "unpriced" && Text(caveat, "text")!.Contains("330", StringComparison.Ordinal) && Text(caveat, "text")!.Contains("nobody-knows-1", StringComparison.Ordinal));
        Assert.Equal(330, json.GetProperty("totals").EnumerateArray().Sum(total => total.GetProperty("unpricedTokens").GetInt32()));
        var csv = (await AskAsync("--by", "model", "--format", "csv")).Lines.Single(line => line.StartsWith("nobody-knows-1", StringComparison.Ordinal));
        Assert.Equal("", csv.Split(',')[2]);
        Assert.EndsWith(",330", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_csv_answer_has_the_contracts_columns()
    {
        var lines = (await AskAsync("--by", "model,day", "--where", "key=key-a", "--format", "csv")).Lines.ToList();
        Assert.Equal("model,day,currency,cost,accrued,requests,input_tokens,cache_read_tokens,cache_write_tokens,output_tokens,reasoning_tokens,unpriced_tokens", lines[0]);
        Assert.Equal(["gpt-5,2025-08-04,USD,0.001525,0.001525,1,800,200,0,50,0,0"], lines[1..]);
    }

    [Fact]
    public async Task Currencies_stay_apart_and_rows_sum_to_their_totals()
    {
        var json = (await AskAsync("--by", "day,model,key", "--format", "json")).Json;
        var rows = json.GetProperty("rows").EnumerateArray().GroupBy(row => Text(row, "currency")!).Select(rows => (rows.Key, rows.Sum(Cost)));
        var totals = json.GetProperty("totals").EnumerateArray().Select(total => (Text(total, "currency")!, Cost(total)));
        Assert.Equal(totals.Order(), rows.Order());
        Assert.Subset(totals.Select(total => total.Item1).ToHashSet(), new HashSet<string> { "USD", "CNY" });
    }

    [Fact]
    public async Task To_is_not_included()
    {
        async Task<IEnumerable<string?>> DaysAsync(string from, string to) =>
            (await _terminal.RunAsync("spend", "--from", from, "--to", to, "--by", "day", "--format", "json")).Json.GetProperty("rows").EnumerateArray().Select(row => Text(row, "day")).Distinct().ToList();
        Assert.Equal(["2025-08-04"], await DaysAsync("2025-08-04", "2025-08-05"));
        Assert.Equal(["2025-08-04", "2025-08-05"], await DaysAsync("2025-08-04", "2025-08-06"));
        Assert.Empty(await DaysAsync("2025-08-01", "2025-08-04"));
    }

    [Fact]
    public async Task It_is_about_this_month_unless_told_otherwise()
    {
        var before = Now();
        var from = Text((await _terminal.RunAsync("spend", "--format", "json")).Json, "from");
        Assert.Contains(from, new[] { before, Now() });
        static string Now() => TimeProvider.System.GetUtcNow().ToString("yyyy-MM-01", CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task A_table_shows_unknown_unassigned_totals_and_caveats()
    {
        var answer = await AskAsync("--by", "department,model");
        Assert.Equal(0, answer.Exit);
        Assert.Contains("(unassigned)", answer.Output, StringComparison.Ordinal);
        Assert.Contains("unknown", answer.Output, StringComparison.Ordinal);
        Assert.Contains("! 330 tokens have no price", answer.Output, StringComparison.Ordinal);
        Assert.Matches(TotalLine(), answer.Output);
    }

    [Theory]
    [InlineData("--by", "colour")]
    [InlineData("--measure", "guessed")]
    [InlineData("--scope", "some")]
    [InlineData("--where", "model")]
    [InlineData("--currency", "Euro")]
    [InlineData("--to", "2025-07-01")]
    [InlineData("--from", "yesterday")]
    public async Task A_wrong_option_is_refused_with_the_option_and_what_would_do(string option, string value)
    {
        string[] period = option == "--from" ? [] : ["--from", "2025-08-01"];
        var answer = await _terminal.RunAsync(["spend", .. period, option, value]);
        Assert.Equal((2, ""), (answer.Exit, answer.Output));
        Assert.Contains(value, answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_given_twice_means_either_and_an_empty_one_means_unassigned()
    {
        var either = (await AskAsync("--by", "key", "--where", "key=key-a", "--where", "key=key-c", "--format", "json")).Json;
        Assert.Equal(["key-a", "key-c"], either.GetProperty("rows").EnumerateArray().Select(row => Text(row, "key")).Order(StringComparer.Ordinal));
        var unassigned = (await AskAsync("--by", "application", "--where", "department=", "--format", "json")).Json;
        Assert.Equal(["search"], unassigned.GetProperty("rows").EnumerateArray().Select(row => Text(row, "application")).Distinct());
    }

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();

    private static decimal Cost(JsonElement figures) => decimal.Parse(Text(figures, "cost") ?? "0", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^total\s+USD", RegexOptions.Multiline)]
    private static partial Regex TotalLine();

    public Task DisposeAsync()
    {
        _terminal.Dispose();
        return Task.CompletedTask;
    }
}

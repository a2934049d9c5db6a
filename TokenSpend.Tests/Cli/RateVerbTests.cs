using System.Text.Json;

namespace TokenSpend.Tests.Cli;

public sealed class RateVerbTests : IDisposable
{
    private readonly Terminal _terminal = new();

    private Task<Answer> RateAsync(params string[] lines) => _terminal.RunAsync("rate", _terminal.Write("blocks.ndjson", string.Join('\n', lines)));

    private static string Chat(string model, long input, long cached, long output) =>
        $$$"""{"provider":"openai","model":"{{{model}}}","at":"2025-08-04T12:00:00Z","usage":{"prompt_tokens":{{{input}}},"completion_tokens":{{{output}}},"prompt_tokens_details":{"cached_tokens":{{{cached}}} } } }""";

    [Fact]
    public async Task A_line_answers_with_the_contracts_fields()
    {
        var answer = await RateAsync(Chat("gpt-5", 1000, 400, 100));
        Assert.Equal(0, answer.Exit);
        Assert.Equal("""{"line":1,"provider":"openai","model":"gpt-5","tokens":{"input":600,"cacheRead":400,"cacheWrite5m":0,"cacheWrite1h":0,"output":100,"reasoning":0},"cost":{"input":"0.0008","output":"0.001","total":"0.0018","currency":"USD"}}""",
            Assert.Single(answer.Lines));
    }

    // Token counts and costs of a real answer of OpenAI's usage API.
    [Theory]
    [InlineData("gpt-5", 14_350_791, 12_464_896, 96_969, "4.88517075")]
    [InlineData("gpt-5", 18_449_801, 17_526_528, 138_957, "4.73447725")]
    [InlineData("gpt-5-mini", 1_233_391, 1_091_584, 7_754, "0.07824935")]
    [InlineData("gpt-5", 13_718_197, 12_887_680, 121_397, "3.86307625")]
    public async Task A_real_bucket_costs_what_its_provider_says_to_the_nano(string model, long input, long cached, long output, string cost) =>
        Assert.Equal(cost, (await RateAsync(Chat(model, input, cached, output))).Json.GetProperty("cost").GetProperty("total").GetString());

    [Fact]
    public async Task A_bad_line_says_what_is_wrong_exits_3_and_the_others_are_rated()
    {
        var answer = await RateAsync("broken", Chat("gpt-5", 10, 0, 1), Chat("gpt-5", 10, 11, 1));
        Assert.Equal(3, answer.Exit);
        var lines = answer.Lines.Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal([1, 2, 3], lines.Select(line => line.GetProperty("line").GetInt32()));
        Assert.Equal(["line", "error"], Terminal.Names(lines[0]));
        Assert.Equal("0.0000225", lines[1].GetProperty("cost").GetProperty("total").GetString());
        // More read from the cache than came in: an error of the line, never clamped.
        Assert.Equal(["line", "error"], Terminal.Names(lines[2]));
    }

    [Fact]
    public async Task A_model_without_a_price_is_unpriced_with_the_reason_and_no_failure()
    {
        var answer = await RateAsync(Chat("nobody-knows-1", 10, 0, 1));
        Assert.Equal(0, answer.Exit);
        Assert.Equal(["line", "provider", "model", "tokens", "unpriced"], Terminal.Names(answer.Json));
        Assert.Contains("nobody-knows-1", answer.Json.GetProperty("unpriced").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_book_is_asked_by_its_name_and_a_missing_one_is_named()
    {
        await _terminal.RunAsync("prices", "import", _terminal.Write("half.csv", "provider,model,currency,per_tokens,input,output,source,checked\nopenai,gpt-5,USD,1000000,1,5,offer,2025-08-01\n"), "--book", "offer");
        var path = _terminal.Write("blocks.ndjson", Chat("gpt-5", 1000, 0, 100));
        Assert.Equal("0.0015", (await _terminal.RunAsync("rate", path, "--book", "offer")).Json.GetProperty("cost").GetProperty("total").GetString());
        var missing = await _terminal.RunAsync("rate", path, "--book", "dream");
        Assert.Equal(1, missing.Exit);
        Assert.Contains("dream", missing.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_fails_by_name()
    {
        var answer = await _terminal.RunAsync("rate", "missing.ndjson");
        Assert.Equal((1, ""), (answer.Exit, answer.Output));
        Assert.Contains("missing.ndjson", answer.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _terminal.Dispose();
}

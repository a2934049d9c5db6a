using System.Text.Json;
using TokenSpend.Core.Pricing;

namespace TokenSpend.Tests.Pricing;

public sealed class RateLineTests
{
    private static readonly DateTimeOffset Now = new(2026, 8, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_priced_line_says_tokens_and_both_sides_of_the_cost() => Assert.Equal(
        """{"line":1,"provider":"openai","model":"gpt-5","tokens":{"input":40,"cacheRead":60,"cacheWrite5m":0,"cacheWrite1h":0,"output":18,"reasoning":12},"cost":{"input":"0.0000575","output":"0.0003","total":"0.0003575","currency":"USD"}}""",
        Rate("""{"provider":"OpenAI","model":"gpt-5","usage":{"prompt_tokens":100,"prompt_tokens_details":{"cached_tokens":60},"completion_tokens":30,"completion_tokens_details":{"reasoning_tokens":12}}}"""));

    [Fact]
    public void The_input_side_takes_in_every_cache_kind()
    {
        using var answer = JsonDocument.Parse(Rate("""{"provider":"anthropic","model":"claude-opus-4-7","usage":{"input_tokens":1000,"cache_read_input_tokens":1000,"cache_creation_input_tokens":2000,"cache_creation":{"ephemeral_5m_input_tokens":1000,"ephemeral_1h_input_tokens":1000},"output_tokens":1000}}"""));
        var cost = answer.RootElement.GetProperty("cost");
        Assert.Equal(("0.02175", "0.025", "0.04675"), (cost.GetProperty("input").GetString(), cost.GetProperty("output").GetString(), cost.GetProperty("total").GetString()));
    }

    [Fact]
    public void A_chinese_provider_is_rated_in_its_own_currency() =>
        Assert.Contains("\"total\":\"12\",\"currency\":\"CNY\"", Rate("""{"provider":"dashscope","model":"qwen-max","usage":{"input_tokens":1000000,"output_tokens":1000000}}"""), StringComparison.Ordinal);

    [Theory]
    [InlineData("2025-06-09T23:59:59Z", "50")]
    [InlineData("2025-06-10T00:00:00Z", "10")]
    [InlineData("2025-06-10T01:00:00+02:00", "50")]
    public void The_time_of_the_line_decides_its_price(string at, string total) =>
        Assert.Contains($"\"total\":\"{total}\"", Rate($$$"""{"provider":"openai","model":"o3","at":"{{{at}}}","usage":{"input_tokens":1000000,"output_tokens":1000000}}"""), StringComparison.Ordinal);

    [Fact]
    public void The_tier_that_the_block_names_is_the_one_rated() =>
        Assert.Contains("\"total\":\"0.625\"", Rate("""{"provider":"openai","model":"gpt-5","usage":{"input_tokens":1000000,"output_tokens":0,"service_tier":"batch"}}"""), StringComparison.Ordinal);

    [Fact]
    public void A_model_that_the_book_lacks_is_unpriced_with_a_reason_and_its_tokens()
    {
        var answer = Rate("""{"provider":"openai","model":"gpt-99","usage":{"input_tokens":5,"output_tokens":1}}""");
        Assert.Contains("\"unpriced\":\"the price book has no price of gpt-99 at openai\"", answer, StringComparison.Ordinal);
        Assert.Contains("\"input\":5", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("cost", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not json", "not JSON")]
    [InlineData("[]", "expected an object")]
    [InlineData("{}", "provider is missing")]
    [InlineData("""{"provider":"openai","usage":{}}""", "model is missing")]
    [InlineData("""{"provider":"openai","model":"gpt-5"}""", "usage is missing")]
    [InlineData("""{"provider":"openai","model":"gpt-5","usage":5}""", "a single value")]
    [InlineData("""{"provider":"openai","model":"gpt-5","usage":{}}""", "no known token counts")]
    [InlineData("""{"provider":"openai","model":"gpt-5","at":"yesterday","usage":{"input_tokens":5,"output_tokens":1}}""", "at is")]
    [InlineData("""{"provider":"openai","model":"gpt-5","at":5,"usage":{"input_tokens":5,"output_tokens":1}}""", "at is")]
    [InlineData("""{"provider":"openai","model":"gpt-5","usage":{"prompt_tokens":5,"prompt_tokens_details":{"cached_tokens":6},"completion_tokens":1}}""", "exceed")]
    public void A_bad_line_says_what_is_wrong(string line, string says)
    {
        var answer = new RateLine(Shipped.Books, Shipped.Providers.Id).Rate(line, 7, Now, out var isGood);
        Assert.False(isGood);
        using var json = JsonDocument.Parse(answer);
        Assert.Equal(7, json.RootElement.GetProperty("line").GetInt32());
        Assert.Contains(says, json.RootElement.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    private static string Rate(string line)
    {
        var answer = new RateLine(Shipped.Books, Shipped.Providers.Id).Rate(line, 1, Now, out var isGood);
        Assert.True(isGood, answer);
        return answer;
    }
}

using CsCheck;
using TokenSpend.Core.Ingestion;
using TokenSpend.Core.Ingestion.Formats;

namespace TokenSpend.Tests.Ingestion;

/// <summary>No token is counted twice: the disjoint kinds sum to what the source counts in all.</summary>
public class TokenSemanticsTests
{
    private static readonly Gen<(long In, long Cached, long Written, long Out, long Part)> Inclusive =
        from cached in Gen.Long[0, 1_000_000]
        from written in Gen.Long[0, 1_000_000]
        from plain in Gen.Long[0, 1_000_000]
        from part in Gen.Long[0, 1_000_000]
        from rest in Gen.Long[0, 1_000_000]
        select (plain + cached + written, cached, written, part + rest, part);

    [Fact]
    public void LiteLlm_kinds_sum_to_prompt_and_completion_tokens() => Inclusive.Sample(t =>
    {
        var json = $$"""
            {"request_id":"r","startTime":"2026-10-05 00:00:00","model":"m","custom_llm_provider":"p","prompt_tokens":{{t.In}},"completion_tokens":{{t.Out}},"metadata":{"usage_object":{"cache_read_input_tokens":{{t.Cached}},"cache_creation_input_tokens":{{t.Written}},"prompt_tokens_details":{"cached_tokens":{{t.Cached}} },"completion_tokens_details":{"reasoning_tokens":{{t.Part}} } } } }
            """;
        var tokens = OneRecord(new LiteLlmSpend(), json.Trim()).Tokens;
        return tokens.Total == t.In + t.Out && tokens.CacheRead == t.Cached && tokens.CacheWrite5m == t.Written && tokens.Reasoning == t.Part;
    });

    [Fact]
    public void OpenAi_usage_kinds_sum_to_input_and_output_tokens() => Inclusive.Sample(t =>
    {
        var json = $$"""
            {"object":"page","data":[{"start_time":1790812800,"end_time":1790899200,"results":[{"object":"organization.usage.completions.result","input_tokens":{{t.In}},"input_cached_tokens":{{t.Cached}},"input_audio_tokens":{{t.Cached}},"input_cache_write_tokens":{{t.Written}},"output_tokens":{{t.Out}},"output_audio_tokens":{{t.Part}},"num_model_requests":1,"model":"m"}]}]}
            """;
        return OneRecord(new OpenAiUsage(), json).Tokens.Total == t.In + t.Out;
    });

    [Fact]
    public void Anthropic_usage_kinds_are_taken_as_they_stand() => Inclusive.Sample(t =>
    {
        var json = $$"""
            {"data":[{"starting_at":"2026-10-01T00:00:00Z","results":[{"uncached_input_tokens":{{t.In}},"cache_read_input_tokens":{{t.Cached}},"cache_creation":{"ephemeral_5m_input_tokens":{{t.Written}},"ephemeral_1h_input_tokens":{{t.Part}}},"output_tokens":{{t.Out}},"model":"m"}]}]}
            """;
        var tokens = OneRecord(new AnthropicUsage(), json).Tokens;
        return tokens.Input == t.In && tokens.CacheRead == t.Cached && tokens.Total == t.In + t.Cached + t.Written + t.Part + t.Out;
    });

    [Theory]
    [InlineData("{\"object\":\"page\",\"data\":[{\"start_time\":1,", "Line 1, column")]
    [InlineData("{\"object\":\"page\"}", "expected a page with data")]
    [InlineData("\n\n[{\"data\":5}]", "Line 3")]
    [InlineData("", "Line 1")]
    public void Broken_document_says_where_and_what_was_expected(string json, string message)
    {
        var error = Assert.Throws<FormatException>(() => SampleFile.Read(new OpenAiUsage(), json).ToList());
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains("expected", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_document_is_a_format_exception() =>
        Assert.Throws<FormatException>(() => SampleFile.Read(new OpenAiUsage(), "{\"data\":" + new string('[', 100_000)).ToList());

    private static Core.Usage.UsageRecord OneRecord(IUsageFormat format, string json) =>
        Assert.Single(Assert.IsType<AcceptedLine>(SampleFile.Read(format, json).First()).Records);
}

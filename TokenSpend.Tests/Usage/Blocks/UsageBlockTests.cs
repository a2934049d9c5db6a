using System.Text.Json;
using CsCheck;
using TokenSpend.Core.Usage;
using TokenSpend.Core.Usage.Blocks;

namespace TokenSpend.Tests.Usage.Blocks;

public sealed class UsageBlockTests
{
    [Theory]
    // OpenAI chat: parts inside their wholes.
    [InlineData("openai", """{"prompt_tokens":100,"prompt_tokens_details":{"cached_tokens":60},"completion_tokens":30,"completion_tokens_details":{"reasoning_tokens":12},"total_tokens":130}""", "40 60 0 0 18 12")]
    [InlineData("openai", """{"input_tokens":100,"input_tokens_details":{"cached_tokens":60},"output_tokens":30,"output_tokens_details":{"reasoning_tokens":12}}""", "40 60 0 0 18 12")]
    [InlineData("openai", """{"input_tokens":4020,"input_tokens_details":{"cache_write_tokens":4012,"cached_tokens":0},"output_tokens":5}""", "8 0 4012 0 5 0")]
    [InlineData("openai", """{"input_tokens":100,"input_cached_tokens":60,"output_tokens":30,"input_audio_tokens":0,"output_audio_tokens":0}""", "40 60 0 0 30 0")]
    [InlineData("openai", """{"prompt_tokens":4,"total_tokens":4}""", "4 0 0 0 0 0")]
    [InlineData("openai", """{"input_tokens":100,"cached_input_tokens":60,"output_tokens":30,"reasoning_output_tokens":12,"total_tokens":130}""", "40 60 0 0 18 12")]
    // Anthropic: disjoint.
    [InlineData("anthropic", """{"input_tokens":10,"cache_read_input_tokens":500,"cache_creation_input_tokens":70,"cache_creation":{"ephemeral_5m_input_tokens":50,"ephemeral_1h_input_tokens":20},"output_tokens":9}""", "10 500 50 20 9 0")]
    [InlineData("anthropic", """{"input_tokens":10,"cache_creation_input_tokens":70,"cache_read_input_tokens":0,"output_tokens":9,"output_tokens_details":{"thinking_tokens":4}}""", "10 0 70 0 5 4")]
    [InlineData("anthropic", """{"input_tokens":10,"output_tokens":9}""", "10 0 0 0 9 0")]
    // A gateway's chat shape of an Anthropic answer: the cache is inside prompt_tokens.
    [InlineData("anthropic", """{"prompt_tokens":580,"completion_tokens":9,"total_tokens":589,"cache_read_input_tokens":500,"cache_creation_input_tokens":70,"prompt_tokens_details":{"cached_tokens":500}}""", "10 500 70 0 9 0")]
    [InlineData("aws", """{"inputTokens":3,"cacheReadInputTokens":5,"cacheWriteInputTokens":100,"cacheDetails":[{"ttl":"5m","inputTokens":60},{"ttl":"1h","inputTokens":40}],"outputTokens":7,"totalTokens":115}""", "3 5 60 40 7 0")]
    [InlineData("aws", """{"inputTokenCount":3,"outputTokenCount":7}""", "3 0 0 0 7 0")]
    // Gemini: thoughts beside the candidates, tool use beside the prompt.
    [InlineData("google", """{"promptTokenCount":100,"cachedContentTokenCount":60,"candidatesTokenCount":20,"thoughtsTokenCount":8,"toolUsePromptTokenCount":5,"totalTokenCount":133}""", "45 60 0 0 20 8")]
    [InlineData("google", """{"prompt_tokens":35,"completion_tokens":12,"total_tokens":109}""", "35 0 0 0 12 62")]
    [InlineData("deepseek", """{"prompt_tokens":100,"prompt_cache_hit_tokens":60,"prompt_cache_miss_tokens":40,"completion_tokens":30,"completion_tokens_details":{"reasoning_tokens":12}}""", "40 60 0 0 18 12")]
    [InlineData("alibaba", """{"input_tokens":100,"output_tokens":30,"total_tokens":130,"prompt_tokens_details":{"cached_tokens":60},"output_tokens_details":{"reasoning_tokens":12}}""", "40 60 0 0 18 12")]
    [InlineData("moonshot", """{"prompt_tokens":100,"completion_tokens":30,"total_tokens":130,"cached_tokens":60}""", "40 60 0 0 30 0")]
    [InlineData("iflytek", """{"payload":{"usage":{"text":{"question_tokens":4,"prompt_tokens":50,"completion_tokens":30,"total_tokens":80}}}}""", "50 0 0 0 30 0")]
    [InlineData("openrouter", """{"prompt_tokens":900,"completion_tokens":69,"cost":0.016,"prompt_tokens_details":{"cached_tokens":100,"cache_write_tokens":50,"audio_tokens":0},"total_tokens":969}""", "750 100 50 0 69 0")]
    [InlineData("xai", """{"prompt_tokens":10,"completion_tokens":5,"total_tokens":45,"completion_tokens_details":{"reasoning_tokens":30}}""", "10 0 0 0 5 30")]
    [InlineData("cohere", """{"usage":{"billed_units":{"input_tokens":2406,"output_tokens":2},"tokens":{"input_tokens":2935,"output_tokens":4}}}""", "2406 0 0 0 2 0")]
    [InlineData("openai", """{"gen_ai.usage.input_tokens":"100","gen_ai.usage.output_tokens":30,"gen_ai.usage.cache_read.input_tokens":60,"gen_ai.usage.cache_creation.input_tokens":10}""", "30 60 10 0 30 0")]
    public void Each_shape_becomes_disjoint_counts(string provider, string block, string expected) =>
        Assert.Equal(expected, Text(Read(block, provider)));

    [Fact]
    public void Audio_and_images_are_taken_out_of_the_text()
    {
        var tokens = Read("""{"prompt_tokens":100,"prompt_tokens_details":{"audio_tokens":44,"image_tokens":6},"completion_tokens":30,"completion_tokens_details":{"audio_tokens":20,"reasoning_tokens":3}}""", "openai");
        Assert.Equal("50 0 0 0 7 3", Text(tokens));
        Assert.Equal((44, 6, 20), (tokens[TokenKind.InputAudio], tokens[TokenKind.InputImage], tokens[TokenKind.OutputAudio]));
    }

    [Fact]
    public void Cached_audio_is_its_own_kind_and_counted_once()
    {
        var tokens = Read("""{"promptTokenCount":100,"promptTokensDetails":[{"modality":"TEXT","tokenCount":20},{"modality":"AUDIO","tokenCount":80}],"cachedContentTokenCount":50,"cacheTokensDetails":[{"modality":"AUDIO","tokenCount":45},{"modality":"TEXT","tokenCount":5}],"candidatesTokenCount":1}""", "google");
        Assert.Equal("15 5 0 0 1 0", Text(tokens));
        Assert.Equal((35, 45), (tokens[TokenKind.InputAudio], tokens[TokenKind.CacheReadAudio]));
    }

    [Theory]
    [InlineData("""{"prompt_tokens":100,"prompt_tokens_details":{"cached_tokens":101},"completion_tokens":1}""", "exceed")]
    [InlineData("""{"prompt_tokens":100,"completion_tokens":5,"completion_tokens_details":{"reasoning_tokens":6},"total_tokens":105}""", "exceed")]
    [InlineData("""{"prompt_tokens":100,"prompt_cache_hit_tokens":60,"prompt_cache_miss_tokens":41,"completion_tokens":1}""", "add up")]
    [InlineData("""{"input_tokens":1,"output_tokens":3,"cache_creation_input_tokens":5,"cache_creation":{"ephemeral_1h_input_tokens":6}}""", "exceed")]
    [InlineData("""{"input_tokens":1,"output_tokens":3,"cache_read_input_tokens":0,"output_tokens_details":{"thinking_tokens":4}}""", "exceeds")]
    [InlineData("""{"promptTokenCount":5,"cachedContentTokenCount":6,"candidatesTokenCount":1}""", "exceed")]
    [InlineData("""{"prompt_tokens":-1,"completion_tokens":5}""", "whole number")]
    [InlineData("""{"prompt_tokens":1.5,"completion_tokens":5}""", "whole number")]
    [InlineData("""{"prompt_tokens":true,"completion_tokens":5}""", "whole number")]
    [InlineData("""{"completion_tokens":5}""", "prompt_tokens is missing")]
    [InlineData("""{"prompt_tokens":5,"total_tokens":9}""", "completion_tokens is missing")]
    [InlineData("""{"characters":5}""", "no known token counts")]
    [InlineData("[]", "a list")]
    [InlineData("null", "null")]
    public void A_block_that_cannot_be_true_is_an_error_and_never_clamped(string block, string says)
    {
        using var document = JsonDocument.Parse(block);
        Assert.False(UsageBlock.TryRead(document.RootElement, "openai", out _, out var error));
        Assert.Contains(says, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Kinds_of_an_inclusive_block_sum_to_its_stated_total() =>
        Gen.Select(Gen.Long[0, 1000].Array[8], Gen.Bool).Sample((parts, gemini) =>
        {
            // Built from parts, so that every combination is possible: text, cached text, write, audio, cached audio, image, answer, reasoning.
            var prompt = parts[0] + parts[1] + parts[2] + parts[3] + parts[4] + parts[5];
            var cached = parts[1] + parts[4];
            var block = gemini
                ? $$$"""{"promptTokenCount":{{{prompt}}},"cachedContentTokenCount":{{{cached}}},"promptTokensDetails":[{"modality":"AUDIO","tokenCount":{{{parts[3] + parts[4]}}}},{"modality":"IMAGE","tokenCount":{{{parts[5]}}}}],"candidatesTokenCount":{{{parts[6]}}},"thoughtsTokenCount":{{{parts[7]}}}}"""
                : $$$"""{"prompt_tokens":{{{prompt}}},"prompt_tokens_details":{"cached_tokens":{{{cached}}},"cache_write_tokens":{{{parts[2]}}},"audio_tokens":{{{parts[3] + parts[4]}}},"image_tokens":{{{parts[5]}}},"cached_tokens_details":{"audio_tokens":{{{parts[4]}}}}},"completion_tokens":{{{parts[6] + parts[7]}}},"completion_tokens_details":{"reasoning_tokens":{{{parts[7]}}}},"total_tokens":{{{parts.Sum()}}}}""";
            var tokens = Read(block, gemini ? "google" : "openai");
            return tokens.Total == parts.Sum() && tokens.Reasoning == parts[7] && tokens.Output == parts[6]
                && tokens.CacheRead + tokens[TokenKind.CacheReadAudio] == cached;
        });

    private static TokenCounts Read(string block, string provider)
    {
        using var document = JsonDocument.Parse(block);
        Assert.True(UsageBlock.TryRead(document.RootElement, provider, out var tokens, out var error), error);
        return tokens;
    }

    private static string Text(TokenCounts tokens) =>
        $"{tokens.Input} {tokens.CacheRead} {tokens.CacheWrite5m} {tokens.CacheWrite1h} {tokens.Output} {tokens.Reasoning}";
}

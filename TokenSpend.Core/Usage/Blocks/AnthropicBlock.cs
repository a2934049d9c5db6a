namespace TokenSpend.Core.Usage.Blocks;

/// <summary>Anthropic's shape: input, cache read and cache writes are disjoint; thinking is inside the output.</summary>
/// <remarks>Seen in real responses and in the usage report (uncached_input_tokens). cache_creation splits the writes by lifetime; without it they are 5-minute writes, the default.</remarks>
internal static class AnthropicBlock
{
    public static readonly string[] Marks =
        ["cache_read_input_tokens", "cache_creation_input_tokens", "cache_creation", "uncached_input_tokens"];

    public static TokenCounts? Read(BlockFields fields, string provider)
    {
        if (fields.Count("input_tokens", "uncached_input_tokens") is not { } input) return fields.Fail("input_tokens is missing");
        if (fields.Count("output_tokens") is not { } output) return fields.Fail("output_tokens is missing");

        var fiveMinutes = fields.Detail(["cache_creation"], "ephemeral_5m_input_tokens");
        var oneHour = fields.Detail(["cache_creation"], "ephemeral_1h_input_tokens");
        var written = fields.Count("cache_creation_input_tokens") ?? (fiveMinutes ?? 0) + (oneHour ?? 0);
        if ((fiveMinutes ?? 0) + (oneHour ?? 0) > written) return fields.Fail($"the cache_creation parts exceed cache_creation_input_tokens ({written})");

        var thinking = fields.Detail(["output_tokens_details"], "thinking_tokens", "reasoning_tokens") ?? 0;
        if (thinking > output) return fields.Fail($"output_tokens_details.thinking_tokens ({thinking}) exceeds output_tokens ({output})");
        return TokenCounts.FromDisjoint(
            input, fields.Count("cache_read_input_tokens") ?? 0, written - (oneHour ?? 0), oneHour ?? 0, output - thinking, thinking);
    }
}

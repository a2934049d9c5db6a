namespace TokenSpend.Core.Usage.Blocks;

/// <summary>The Bedrock shape: input, cache read and cache write are disjoint.</summary>
/// <remarks>Converse seen in real responses (cacheDetails names the lifetime of a write); the invocation log's …TokenCount spellings are documented only.</remarks>
internal static class BedrockBlock
{
    public static readonly string[] Marks = ["inputTokens", "inputTokenCount", "outputTokens", "outputTokenCount"];

    public static TokenCounts? Read(BlockFields fields, string provider)
    {
        if (fields.Count("inputTokens", "inputTokenCount") is not { } input) return fields.Fail("inputTokens is missing");
        var written = fields.Count("cacheWriteInputTokens", "cacheWriteInputTokenCount") ?? 0;
        var byLifetime = fields.ByLabel(["cacheDetails"], ["ttl"], ["inputTokens"]);
        var oneHour = byLifetime.GetValueOrDefault("1H");
        if (oneHour > written) return fields.Fail($"cacheDetails of one hour ({oneHour}) exceed cacheWriteInputTokens ({written})");
        return TokenCounts.FromDisjoint(
            input, fields.Count("cacheReadInputTokens", "cacheReadInputTokenCount") ?? 0, written - oneHour, oneHour,
            fields.Count("outputTokens", "outputTokenCount") ?? 0);
    }
}

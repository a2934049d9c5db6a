namespace TokenSpend.Core.Usage.Blocks;

/// <summary>Gemini's usageMetadata: the prompt contains the cached tokens, thoughts stand beside the candidates.</summary>
/// <remarks>
/// Seen in real responses. Tool-use prompts are input beside the prompt. Details name modalities and may name fewer tokens
/// than the whole; DOCUMENT pages are counted as images.
/// The snake-case spelling is that of the client libraries; response… that of the Live API, documented only.
/// </remarks>
internal static class GeminiBlock
{
    public static readonly string[] Marks =
        ["promptTokenCount", "candidatesTokenCount", "thoughtsTokenCount", "prompt_token_count", "candidates_token_count"];

    private static readonly string[] Modality = ["modality"];
    private static readonly string[] TokenCount = ["tokenCount", "token_count"];

    public static TokenCounts? Read(BlockFields fields, string provider)
    {
        if (fields.Count("promptTokenCount", "prompt_token_count") is not { } prompt) return fields.Fail("promptTokenCount is missing");
        var thoughts = fields.Count("thoughtsTokenCount", "thoughts_token_count") ?? 0;
        var candidates = fields.Count("candidatesTokenCount", "candidates_token_count", "responseTokenCount", "response_token_count");
        var tools = fields.Count("toolUsePromptTokenCount", "tool_use_prompt_token_count") ?? 0;
        var total = fields.Count("totalTokenCount", "total_token_count");
        if (candidates is null && total > prompt + tools + thoughts) return fields.Fail($"candidatesTokenCount is missing, though totalTokenCount ({total}) exceeds the other counts ({prompt + tools + thoughts})");

        var promptBy = fields.ByLabel(["promptTokensDetails", "promptTokenDetails", "prompt_tokens_details"], Modality, TokenCount);
        var toolsBy = fields.ByLabel(["toolUsePromptTokensDetails", "tool_use_prompt_tokens_details"], Modality, TokenCount);
        var cachedBy = fields.ByLabel(["cacheTokensDetails", "cache_tokens_details"], Modality, TokenCount);
        var outputBy = fields.ByLabel(["candidatesTokensDetails", "candidates_tokens_details", "responseTokensDetails"], Modality, TokenCount);
        long? Cached(string modality) => cachedBy.Count == 0 ? null : Of(cachedBy, modality);

        return new InclusiveCounts
        {
            Input = prompt + tools,
            CacheRead = fields.Count("cachedContentTokenCount", "cached_content_token_count") ?? 0,
            InputAudio = Of(promptBy, "AUDIO") + Of(toolsBy, "AUDIO"),
            InputImage = Of(promptBy, "IMAGE") + Of(toolsBy, "IMAGE"),
            InputVideo = Of(promptBy, "VIDEO") + Of(toolsBy, "VIDEO"),
            CachedAudio = Cached("AUDIO"),
            CachedImage = Cached("IMAGE"),
            CachedVideo = Cached("VIDEO"),
            Output = (candidates ?? 0) + thoughts,
            Reasoning = thoughts,
            OutputAudio = Of(outputBy, "AUDIO"),
            OutputImage = Of(outputBy, "IMAGE"),
        }.ToDisjoint(fields);
    }

    private static long Of(IReadOnlyDictionary<string, long> counts, string modality) =>
        counts.GetValueOrDefault(modality) + (modality == "IMAGE" ? counts.GetValueOrDefault("DOCUMENT") : 0);
}

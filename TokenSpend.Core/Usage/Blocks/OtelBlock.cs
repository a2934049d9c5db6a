namespace TokenSpend.Core.Usage.Blocks;

/// <summary>OpenTelemetry GenAI attributes as a flat object: both cache kinds are inside the input, reasoning inside the output.</summary>
/// <remarks>Documented by the semantic conventions; prompt_tokens and completion_tokens are their older names. Integers may be text, as OTLP writes them.</remarks>
internal static class OtelBlock
{
    public static readonly string[] Marks =
        ["gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens", "gen_ai.usage.prompt_tokens", "gen_ai.usage.completion_tokens"];

    public static TokenCounts? Read(BlockFields fields, string provider)
    {
        if (fields.Count("gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens") is not { } input)
            return fields.Fail("gen_ai.usage.input_tokens is missing");
        return new InclusiveCounts
        {
            Input = input,
            CacheRead = fields.Count("gen_ai.usage.cache_read.input_tokens", "gen_ai.usage.cache_read_input_tokens") ?? 0,
            CacheWrite5m = fields.Count("gen_ai.usage.cache_creation.input_tokens", "gen_ai.usage.cache_creation_input_tokens") ?? 0,
            Output = fields.Count("gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens") ?? 0,
            Reasoning = fields.Count("gen_ai.usage.reasoning.output_tokens", "gen_ai.usage.reasoning_tokens") ?? 0,
        }.ToDisjoint(fields);
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace TokenSpend.Core.Usage.Blocks;

/// <summary>A provider's raw usage block (JSON) as disjoint token counts, recognised by its shape.</summary>
/// <remarks>
/// The shape decides, not the provider's name: gateways hand on one vendor's block under another vendor's name.
/// Each reader says what its shape rests on. Fields that are not known are ignored; money in a block is not read.
/// </remarks>
public static class UsageBlock
{
    /// <param name="block">The usage object itself, or a response that holds it under usage, usageMetadata, meta.billed_units or payload.usage.text.</param>
    /// <param name="provider">Provider id; "" where unknown. Only settles what a shape leaves open.</param>
    /// <param name="error">What is wrong and where; null when the counts are good.</param>
    /// <returns>False for a block that cannot be read, lacks its input count, or has a part that exceeds its whole.</returns>
    public static bool TryRead(JsonElement block, string provider, out TokenCounts tokens, [NotNullWhen(false)] out string? error)
    {
        tokens = default;
        if (block.ValueKind != JsonValueKind.Object)
        {
            error = $"usage is {Describe(block.ValueKind)}, expected an object of token counts";
            return false;
        }
        var fields = new BlockFields(Unwrap(block));
        var counts = Reader(fields) is { } read ? read(fields, provider) : null;
        if (fields.Error is null && counts is { } good)
        {
            (tokens, error) = (good, null);
            return true;
        }
        error = fields.Error ?? "no known token counts in usage, expected a field such as prompt_tokens, input_tokens, inputTokens or promptTokenCount";
        return false;
    }

    // Order matters: gateways add Anthropic's cache fields to OpenAI's inclusive shapes, so those are asked for first.
    private static Func<BlockFields, string, TokenCounts?>? Reader(BlockFields fields) =>
        fields.HasAny(ChatBlock.Marks) ? ChatBlock.Read
        : fields.HasAny(GeminiBlock.Marks) ? GeminiBlock.Read
        : fields.HasAny(BedrockBlock.Marks) ? BedrockBlock.Read
        : fields.HasAny(OtelBlock.Marks) ? OtelBlock.Read
        : fields.HasAny(AnthropicBlock.Marks) && !fields.HasAny("input_tokens_details") ? AnthropicBlock.Read
        : fields.HasAny(ResponsesBlock.Marks) ? ResponsesBlock.Read
        : null;

    /// <summary>Steps down to the object that holds the counts.</summary>
    /// <remarks>Cohere: billed_units is what is charged, tokens what the model saw. Spark (WebSocket): payload.usage.text.</remarks>
    private static JsonElement Unwrap(JsonElement block)
    {
        foreach (var name in (ReadOnlySpan<string>)["payload", "meta", "usage", "usageMetadata", "usage_metadata", "billed_units", "text"])
            if (block.TryGetProperty(name, out var inner) && inner.ValueKind == JsonValueKind.Object) block = inner;
        return block;
    }

    private static string Describe(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Undefined => "missing",
        JsonValueKind.Null => "null",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "text",
        _ => "a single value",
    };
}

using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ingestion;

/// <summary>Tokens that a bill line counts, from its quantity, unit and name: "1234.567" of "1K tokens" named "USE1-NovaLite-input-tokens".</summary>
/// <remarks>
/// Only where the unit says what one of it is: some lines count in units that nobody documents, and a guess would be a thousandfold wrong.
/// The kind is read from the words of the name; a name that says neither input nor output gives nothing.
/// </remarks>
internal static class BilledTokens
{
    /// <param name="unit">Of the price: "1K tokens", "1M", "千tokens", "Tokens"; null: the line does not say.</param>
    /// <param name="name">Usage type, meter or SKU; it or the unit speaks of tokens.</param>
    /// <returns>Null where the line counts none, or does not say how many.</returns>
    public static TokenCounts? Of(string? quantity, string? unit, string name)
    {
        if (quantity is null || unit is null || !(Has(name, "token") || Has(unit, "token")) || Has(name, "minute") || Has(name, "hour")) return null;
        if (DecimalsOf(unit) is not { } decimals || KindOf(name) is not { } kind) return null;
        return Scaled.TryParse(quantity.Trim(), decimals, out var count) && count is > 0 and <= CellText.MaxCount ? default(TokenCounts).With(kind, count) : null;
    }

    /// <summary>3 for thousands, 6 for millions, 0 for tokens; null for a unit that is not known.</summary>
    private static int? DecimalsOf(string unit)
    {
        var word = unit.Replace("tokens", "", StringComparison.OrdinalIgnoreCase).Replace("token", "", StringComparison.OrdinalIgnoreCase).Trim().ToUpperInvariant();
        return word switch
        {
            "" or "1" or "COUNT" => 0,
            "K" or "1K" or "1,000" or "1000" or "千" => 3,
            "10K" or "万" => 4,
            "M" or "1M" or "1,000,000" or "1000000" or "百万" => 6,
            _ => null,
        };
    }

    private static TokenKind? KindOf(string name)
    {
        if (HasAny(name, "cacheread", "cache-read", "cache_read", "cached", "cchd", "cache hit")) return HasAny(name, "audio", " aud ") ? TokenKind.CacheReadAudio : TokenKind.CacheRead;
        if (HasAny(name, "cachewrite", "cache-write", "cache_write", "cache write")) return HasAny(name, "1h", "1 hour") ? TokenKind.CacheWrite1h : TokenKind.CacheWrite5m;
        if (HasAny(name, "output", "outp", " opt ", "completion", "response"))
            return HasAny(name, "audio", " aud ") ? TokenKind.OutputAudio : HasAny(name, "image", " img ") ? TokenKind.OutputImage : TokenKind.Output;
        if (!HasAny(name, "input", " inp", "-inp", "prompt", "embed")) return null;
        return HasAny(name, "audio", " aud ") ? TokenKind.InputAudio : HasAny(name, "video") ? TokenKind.InputVideo : HasAny(name, "image", " img ") ? TokenKind.InputImage : TokenKind.Input;
    }

    private static bool HasAny(string text, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
            if (Has(text, word)) return true;
        return false;
    }

    private static bool Has(string text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);
}

namespace TokenSpend.Core.Ingestion;

/// <summary>Keys as exports show them.</summary>
internal static class KeyText
{
    /// <summary>A name or a masked key as it is; of a key in clear only its end: a secret is never stored.</summary>
    public static string? Hint(string? key) => key is null || !key.StartsWith("sk-", StringComparison.Ordinal) || key.Length < 16 || key.AsSpan().IndexOfAny('*', '.', '…') >= 0
        ? key
        : key[^4..];
}

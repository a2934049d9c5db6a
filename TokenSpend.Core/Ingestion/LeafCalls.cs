using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace TokenSpend.Core.Ingestion;

/// <summary>Tells a trace's model calls from the spans above them, which repeat the sums of their calls.</summary>
/// <remarks>
/// Of the spans that tell of tokens only those count that have none below them. Spans of one trace may come in several
/// exports: a call ends before what made it, so the spans above it come with it or later, and are remembered.
/// </remarks>
internal sealed class LeafCalls
{
    private readonly HashSet<ulong> _above = [];
    private readonly Dictionary<ulong, ulong> _parents = [];

    /// <summary>Begins the next export of spans.</summary>
    public void Next() => _parents.Clear();

    /// <summary>Notes a span. All of an export are noted before any is asked for.</summary>
    public void Note(string span, string? parent)
    {
        if (!string.IsNullOrEmpty(parent)) _parents[Key(span)] = Key(parent);
    }

    /// <summary>Marks what stands above a span that tells of tokens, or that is known to stand above one.</summary>
    public void Mark(string span, bool hasTokens)
    {
        var key = Key(span);
        if (!hasTokens && !_above.Contains(key)) return;
        while (_parents.TryGetValue(key, out var parent) && _above.Add(parent)) key = parent;
    }

    public bool IsAboveACall(string span) => _above.Contains(Key(span));

    private static ulong Key(string span) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(span.AsSpan()));
}

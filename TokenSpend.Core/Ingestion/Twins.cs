namespace TokenSpend.Core.Ingestion;

/// <summary>Ordinals of equal lines without an id: two of them in a file are two requests, the same file again is none.</summary>
public sealed class Twins
{
    private readonly Dictionary<ulong, ulong> _seen = [];

    /// <summary>The line's identity, moved on by its ordinal where the source gave no id.</summary>
    public long IdentityOf(UsageLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        if (line.HasId) return (long)line.Identity;
        var ordinal = _seen.GetValueOrDefault(line.Identity);
        _seen[line.Identity] = ordinal + 1;
        return (long)unchecked(line.Identity + ordinal * 0x9E3779B97F4A7C15);
    }
}

using System.Runtime.CompilerServices;

namespace TokenSpend.Core.Usage;

/// <summary>Tokens of one usage record by kind; kinds never overlap. Unit: tokens.</summary>
/// <remarks>
/// Providers count inclusively in different ways; the factories say which, so that no format subtracts by itself.
/// A count is never negative: factories answer null for a part that exceeds its whole, and the line is rejected.
/// </remarks>
public readonly record struct TokenCounts
{
    private readonly Counts _counts;

    private TokenCounts(in Counts counts) => _counts = counts;

    public long this[TokenKind kind] => _counts[(int)kind];

    public long Input => _counts[(int)TokenKind.Input];
    public long CacheRead => _counts[(int)TokenKind.CacheRead];
    public long CacheWrite5m => _counts[(int)TokenKind.CacheWrite5m];
    public long CacheWrite1h => _counts[(int)TokenKind.CacheWrite1h];
    public long Output => _counts[(int)TokenKind.Output];
    public long Reasoning => _counts[(int)TokenKind.Reasoning];

    /// <summary>Of all kinds. Tokenisers differ: totals over providers compare volume, not work.</summary>
    public long Total
    {
        get
        {
            long total = 0;
            for (var i = 0; i < Counts.Length; i++) total = checked(total + _counts[i]);
            return total;
        }
    }

    public bool HasOnlyTextKinds
    {
        get
        {
            long rest = 0;
            for (var i = TokenKindInfo.AlwaysShown; i < Counts.Length; i++) rest |= _counts[i];
            return rest == 0;
        }
    }

    /// <summary>From counts that are disjoint already (Anthropic, Bedrock, token CSVs).</summary>
    /// <returns>Null if a count is negative.</returns>
    public static TokenCounts? FromDisjoint(long input, long cacheRead = 0, long cacheWrite5m = 0, long cacheWrite1h = 0, long output = 0, long reasoning = 0)
    {
        if ((input | cacheRead | cacheWrite5m | cacheWrite1h | output | reasoning) < 0) return null;
        var counts = new Counts();
        counts[0] = input;
        counts[1] = cacheRead;
        counts[2] = cacheWrite5m;
        counts[3] = cacheWrite1h;
        counts[4] = output;
        counts[5] = reasoning;
        return new TokenCounts(counts);
    }

    /// <summary>From counts that are disjoint already.</summary>
    /// <param name="counts">One for each <see cref="TokenKind"/>.</param>
    /// <returns>Null if a count is negative.</returns>
    public static TokenCounts? FromDisjoint(ReadOnlySpan<long> counts)
    {
        var own = new Counts();
        counts.CopyTo(own);
        return counts.ContainsAnyInRange(long.MinValue, -1) ? null : new TokenCounts(own);
    }

    /// <summary>From a block whose input contains the cached and whose output contains the reasoning tokens (OpenAI chat and responses, DeepSeek, OTel).</summary>
    /// <param name="cacheWrite">Cache-creation tokens inside <paramref name="input"/>; 5-minute writes.</param>
    /// <returns>Null if a part exceeds its whole or a count is negative: reject the line, never clamp to 0.</returns>
    public static TokenCounts? FromInclusive(long input, long cacheRead, long output, long reasoning = 0, long cacheWrite = 0) =>
        cacheRead < 0 || cacheWrite < 0 || input < cacheRead + cacheWrite || output < reasoning
            ? null
            : FromDisjoint(input - cacheRead - cacheWrite, cacheRead, cacheWrite, 0, output - reasoning, reasoning);

    /// <summary>Moves <paramref name="count"/> tokens, that were counted as <paramref name="from"/>, to the finer <paramref name="to"/>.</summary>
    /// <returns>Null if there are fewer than that.</returns>
    public TokenCounts? Move(TokenKind from, TokenKind to, long count)
    {
        if (count < 0 || _counts[(int)from] < count) return null;
        var counts = _counts;
        counts[(int)from] -= count;
        counts[(int)to] += count;
        return new TokenCounts(counts);
    }

    /// <summary>The same with one kind set.</summary>
    /// <returns>Null if the count is negative.</returns>
    public TokenCounts? With(TokenKind kind, long count)
    {
        if (count < 0) return null;
        var counts = _counts;
        counts[(int)kind] = count;
        return new TokenCounts(counts);
    }

    public static TokenCounts operator +(in TokenCounts a, in TokenCounts b)
    {
        var counts = new Counts();
        for (var i = 0; i < Counts.Length; i++) counts[i] = checked(a._counts[i] + b._counts[i]);
        return new TokenCounts(counts);
    }

    public bool Equals(TokenCounts other) => ((ReadOnlySpan<long>)_counts).SequenceEqual(other._counts);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var count in (ReadOnlySpan<long>)_counts) hash.Add(count);
        return hash.ToHashCode();
    }

    [InlineArray(Length)]
    private struct Counts
    {
        public const int Length = 12;
        private long _first;
    }
}

namespace TokenSpend.Core.Primitives;

/// <summary>Divides a whole by weights so that the parts sum to the whole exactly.</summary>
public static class Split
{
    /// <summary>Largest-remainder method. Ties go to the smaller key, so the order of the rows does not matter.</summary>
    /// <param name="whole">Any sign; a credit splits as the exact negative of a charge.</param>
    /// <param name="weights">Each ≥ 0.</param>
    /// <param name="keys">One per weight, distinct: the tie-break, such as a subject's id. Null: the position.</param>
    /// <returns>One part per weight, or null when all weights are 0: nothing says who gets it.</returns>
    /// <remarks>Laws: the parts sum to the whole; each lies within one unit of its exact share; a smaller weight never gets more.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">A weight is negative.</exception>
    public static long[]? LargestRemainder(long whole, ReadOnlySpan<long> weights, ReadOnlySpan<long> keys = default)
    {
        Int128 total = 0;
        foreach (var weight in weights)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(weight);
            total += weight;
        }
        if (total == 0) return null;

        var size = Int128.Abs(whole);
        var parts = new long[weights.Length];
        var rests = new (Int128 Left, long Weight, long Key, int At)[weights.Length];
        Int128 given = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            var (part, rest) = Int128.DivRem(size * weights[i], total);
            parts[i] = (long)part;
            given += part;
            rests[i] = (rest, weights[i], keys.IsEmpty ? i : keys[i], i);
        }
        var left = (int)(size - given);
        if (left > 0)
        {
            // The greater weight first among equal rests: else a smaller weight could get more.
            Array.Sort(rests, static (a, b) =>
                b.Left.CompareTo(a.Left) is var r and not 0 ? r
                : b.Weight.CompareTo(a.Weight) is var w and not 0 ? w
                : a.Key.CompareTo(b.Key));
            for (var i = 0; i < left; i++) parts[rests[i].At]++;
        }
        if (whole < 0)
            for (var i = 0; i < parts.Length; i++) parts[i] = -parts[i];
        return parts;
    }

    /// <summary>One of several equal parts: what <see cref="LargestRemainder"/> gives for equal weights with the positions as keys.</summary>
    /// <param name="parts">Above 0.</param>
    /// <param name="at">0 to <paramref name="parts"/> − 1.</param>
    public static long EvenPart(long whole, int parts, int at)
    {
        var (each, rest) = Math.DivRem(whole, parts);
        return each + (at < Math.Abs(rest) ? Math.Sign(rest) : 0);
    }
}

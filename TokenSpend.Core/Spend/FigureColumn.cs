namespace TokenSpend.Core.Spend;

/// <summary>One figure of many rows, as narrow as its values allow.</summary>
internal sealed class FigureColumn
{
    private readonly int[]? _narrow;
    private readonly long[]? _wide;

    private FigureColumn(int[]? narrow, long[]? wide) => (_narrow, _wide) = (narrow, wide);

    /// <returns>Null where every value is 0: nothing to keep, nothing to add.</returns>
    public static FigureColumn? Of(ReadOnlySpan<long> values)
    {
        if (!values.ContainsAnyExcept(0)) return null;
        foreach (var value in values)
            if (value is < int.MinValue or > int.MaxValue) return new FigureColumn(null, values.ToArray());
        var narrow = new int[values.Length];
        for (var i = 0; i < narrow.Length; i++) narrow[i] = (int)values[i];
        return new FigureColumn(narrow, null);
    }

    public long this[int row] => _narrow is not null ? _narrow[row] : _wide![row];

    /// <summary>Adds row <c>rows[i]</c> to sum <c>groups[i]</c>.</summary>
    public void AddTo(long[] sums, ReadOnlySpan<int> rows, ReadOnlySpan<int> groups)
    {
        groups = groups[..rows.Length];
        if (_narrow is { } narrow)
            for (var i = 0; i < rows.Length; i++)
            {
                ref var sum = ref sums[groups[i]];
                sum = checked(sum + narrow[rows[i]]);
            }
        else if (_wide is { } wide)
            for (var i = 0; i < rows.Length; i++)
            {
                ref var sum = ref sums[groups[i]];
                sum = checked(sum + wide[rows[i]]);
            }
    }

    /// <summary>Adds consecutive rows from <paramref name="start"/> on, each to the sum of its day.</summary>
    public void AddRun(long[] sums, int start, ReadOnlySpan<byte> days, int offset)
    {
        if (_narrow is { } narrow)
        {
            var own = narrow.AsSpan(start, days.Length);
            for (var i = 0; i < days.Length; i++)
            {
                ref var sum = ref sums[offset + days[i]];
                sum = checked(sum + own[i]);
            }
        }
        else
        {
            var own = _wide.AsSpan(start, days.Length);
            for (var i = 0; i < days.Length; i++)
            {
                ref var sum = ref sums[offset + days[i]];
                sum = checked(sum + own[i]);
            }
        }
    }
}

using TokenSpend.Core.Ledger;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Spend;

/// <summary>The figures that a segment keeps a column of. From <see cref="Tokens"/> on, one for each <see cref="TokenKind"/>.</summary>
internal enum Figure { Attributed, Accrued, AttributedUnpriced, Effective, Billed, Metered, MeteredUnpriced, Requests, Tokens }

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
}

/// <summary>All figures of many rows, by column.</summary>
internal sealed class FigureColumns
{
    public static readonly int Count = (int)Figure.Tokens + TokenKindInfo.Count;

    private readonly FigureColumn?[] _columns = new FigureColumn?[Count];

    /// <param name="figures">One array per figure, all of one length.</param>
    public FigureColumns(long[][] figures)
    {
        Lanes = UsageLanes.Of(figures, figures[0].Length);
        for (var i = 0; i < Count; i++)
            if (Lanes is null || UsageLanes.LaneOf(i) < 0) _columns[i] = Same(figures, i) ?? FigureColumn.Of(figures[i]);
    }

    /// <summary>Requests and text tokens; null where they are kept as columns.</summary>
    public UsageLanes? Lanes { get; }

    /// <summary>Null: all 0, or kept in <see cref="Lanes"/>.</summary>
    public FigureColumn? this[int figure] => _columns[figure];

    public long At(Figure figure, int row) =>
        Lanes is not null && UsageLanes.LaneOf((int)figure) is >= 0 and var lane ? Lanes.At(lane, row) : _columns[(int)figure]?[row] ?? 0;

    public long At(TokenKind kind, int row) => At(Figure.Tokens + (int)kind, row);

    /// <summary>In a month without bills, accrued and metered cost are the attributed cost: one column serves all.</summary>
    private FigureColumn? Same(long[][] figures, int at) => (Figure)at is Figure.Accrued or Figure.Metered
        && figures[at].AsSpan().SequenceEqual(figures[(int)Figure.Attributed]) ? _columns[(int)Figure.Attributed]
        : (Figure)at == Figure.MeteredUnpriced && figures[at].AsSpan().SequenceEqual(figures[(int)Figure.AttributedUnpriced])
            ? _columns[(int)Figure.AttributedUnpriced] : null;

    public static void Add(long[][] figures, int at, in LedgerRow row)
    {
        Add(Figure.Attributed, row.Attributed);
        Add(Figure.Accrued, row.Accrued);
        Add(Figure.AttributedUnpriced, row.AttributedUnpriced);
        Add(Figure.Effective, row.Effective);
        Add(Figure.Billed, row.Billed);
        Add(Figure.Metered, row.Metered);
        Add(Figure.MeteredUnpriced, row.MeteredUnpriced);
        Add(Figure.Requests, row.Requests);
        for (var kind = 0; kind < TokenKindInfo.Count; kind++) Add(Figure.Tokens + kind, row.Tokens[(TokenKind)kind]);

        void Add(Figure figure, long value) => figures[(int)figure][at] = checked(figures[(int)figure][at] + value);
    }
}

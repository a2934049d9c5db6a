using TokenSpend.Core.Ledger;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Spend;

/// <summary>The figures that a segment keeps a column of. From <see cref="Tokens"/> on, one for each <see cref="TokenKind"/>.</summary>
internal enum Figure { Attributed, Accrued, AttributedUnpriced, Effective, Billed, Metered, MeteredUnpriced, Requests, Tokens }

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

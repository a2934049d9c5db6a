using TokenSpend.Core.Ledger;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Spend;

public enum SegmentState : byte
{
    /// <summary>Owners are looked up: a changed rule shows at once.</summary>
    Open,
    /// <summary>Owners are frozen with the rows.</summary>
    Closed,
}

/// <summary>A row of a segment with the owner that a closed one has frozen; null in an open one.</summary>
public readonly record struct SegmentRow(LedgerRow Row, Owner? Owner);

/// <summary>One month of spend as immutable columns: the unit that the cube loads, swaps and freezes.</summary>
/// <remarks>
/// A series is all days of one subject, model, payer, currency, part and owner: keys are kept once per series, days only
/// carry figures. A series also has its month total, so that a question without days reads a tenth of the rows.
/// </remarks>
public sealed class MonthSegment
{
    internal MonthSegment(
        Month month, SegmentState state, long version, SegmentSeries series, byte[] days, sbyte[]? hours, FigureColumns figures, FigureColumns totals)
    {
        (Month, State, Version) = (month, state, version);
        (Series, Days, Hours, Figures, Totals) = (series, days, hours, figures, totals);
    }

    public Month Month { get; }
    public SegmentState State { get; }

    /// <summary>Of the store's row for this month: another number means that it must be read again.</summary>
    public long Version { get; }

    /// <summary>Day rows (hour rows in hour views).</summary>
    public int Count => Days.Length;

    internal SegmentSeries Series { get; }

    /// <summary>Day of the month less one, by row; ascending inside a series.</summary>
    internal byte[] Days { get; }

    /// <summary>Null where every row is for a whole day.</summary>
    internal sbyte[]? Hours { get; }

    /// <summary>By row.</summary>
    internal FigureColumns Figures { get; }

    /// <summary>By series: the sum of its rows.</summary>
    internal FigureColumns Totals { get; }

    private MonthSegment? _withoutSubjects;

    /// <summary>The same sums without subjects and owners. Made when first asked for; two askers at once make it twice.</summary>
    internal MonthSegment WithoutSubjects => _withoutSubjects ??= SegmentSummary.Of(this);

    /// <summary>A month as the ledger derives it now.</summary>
    public static MonthSegment Open(MonthLedger ledger, long version = 0) =>
        SegmentBuilder.Build(ledger, SegmentState.Open, ledger.Rows.Select(row => new SegmentRow(row, null)), version);

    /// <summary>A frozen month as the store kept it.</summary>
    /// <param name="ledger">Month, payers and models; its rows are not read.</param>
    public static MonthSegment Closed(MonthLedger ledger, IEnumerable<SegmentRow> rows, long version = 0) =>
        SegmentBuilder.Build(ledger, SegmentState.Closed, rows, version);

    /// <summary>The same figures with today's owners frozen in: a rule that changes later does not reach them.</summary>
    public MonthSegment Close(SpendLookups lookups, long version = 0) => Closed(Keys(), Read().Select(row => row with
    {
        Owner = row.Owner ?? lookups.Owner(lookups.Subject(row.Row.Subject), DateOnly.FromDayNumber(row.Row.Day)),
    }), version);

    /// <summary>Month, payers and models that <see cref="Read"/> refers to, without rows.</summary>
    public MonthLedger Keys() => new(Month, Series.Payers, Series.Models, []);

    /// <summary>The rows, for the store and for checks.</summary>
    public IEnumerable<SegmentRow> Read()
    {
        var first = Month.First.DayNumber;
        for (var s = 0; s < Series.Count; s++)
            for (var r = Series.Start[s]; r < Series.Start[s + 1]; r++)
                yield return new SegmentRow(Row(s, r, first), State == SegmentState.Closed ? Series.Owners[Series.Owner[s]] : null);
    }

    private LedgerRow Row(int s, int r, int first)
    {
        var tokens = default(TokenCounts);
        foreach (var info in TokenKindInfo.All)
            if (Figures.At(info.Kind, r) is > 0 and var count) tokens = tokens.With(info.Kind, count)!.Value;
        return new LedgerRow
        {
            Day = first + Days[r], Hour = Hours?[r] ?? -1, Subject = Series.Subject[s], Model = Series.Model[s], Payer = Series.Payer[s],
            Currency = Series.Currencies[Series.Currency[s]], MeteredCurrency = Series.Currencies[Series.MeteredCurrency[s]],
            Parts = Series.Parts[s], Marks = Series.Marks[s],
            Attributed = Figures.At(Figure.Attributed, r), Accrued = Figures.At(Figure.Accrued, r),
            AttributedUnpriced = Figures.At(Figure.AttributedUnpriced, r), Effective = Figures.At(Figure.Effective, r),
            Billed = Figures.At(Figure.Billed, r), Metered = Figures.At(Figure.Metered, r),
            MeteredUnpriced = Figures.At(Figure.MeteredUnpriced, r), Requests = Figures.At(Figure.Requests, r), Tokens = tokens,
        };
    }
}

/// <summary>The keys of a segment's series, by column; codes are positions in the segment's own lists.</summary>
internal sealed class SegmentSeries
{
    public required IReadOnlyList<Payer> Payers { get; init; }
    public required IReadOnlyList<LedgerModel> Models { get; init; }
    public required IReadOnlyList<string> Currencies { get; init; }

    /// <summary>Empty in an open segment.</summary>
    public required IReadOnlyList<Owner> Owners { get; init; }

    /// <summary>First row of each series, and the count of rows at the end.</summary>
    public required int[] Start { get; init; }

    public required int[] Subject { get; init; }
    public required int[] Model { get; init; }
    public required int[] Payer { get; init; }
    public required byte[] Currency { get; init; }
    public required byte[] MeteredCurrency { get; init; }
    public required LedgerParts[] Parts { get; init; }
    public required LedgerMarks[] Marks { get; init; }

    /// <summary>0 throughout in an open segment.</summary>
    public required int[] Owner { get; init; }

    public int Count => Subject.Length;
}

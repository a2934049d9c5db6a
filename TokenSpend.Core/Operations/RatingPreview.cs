using TokenSpend.Core.Primitives;

namespace TokenSpend.Core.Operations;

/// <summary>What another price book would change in the metered cost of stored usage.</summary>
/// <param name="Records">Whose cost would change.</param>
/// <param name="Days">On which they lie, in the payers' calendars; null: none.</param>
/// <param name="Rows">By department and currency, the largest change first; sums of <see cref="Total"/>.</param>
/// <param name="ClosedMonths">Closed months among them: their figures stay, what changes there is still to be adjusted.</param>
public sealed record RatingPreview(long Records, Period? Days, IReadOnlyList<RatingPreviewRow> Rows, IReadOnlyList<Month> ClosedMonths)
{
    public IReadOnlyList<RatingPreviewRow> Total => [.. Rows.GroupBy(row => row.Currency, StringComparer.Ordinal).Select(rows => rows.Aggregate((a, b) => a.Plus(b)) with { Department = null })];
}

/// <summary>One department's part, of the records that change only.</summary>
/// <param name="Department">Null: unassigned.</param>
/// <param name="Currency">"" where nothing is priced.</param>
/// <param name="Before">Nano units.</param>
/// <param name="After">Nano units.</param>
/// <param name="UnpricedBefore">Tokens without a price.</param>
/// <param name="UnpricedAfter">Tokens without a price.</param>
public sealed record RatingPreviewRow(string? Department, string Currency, long Records, long Before, long After, long UnpricedBefore, long UnpricedAfter)
{
    internal RatingPreviewRow Plus(RatingPreviewRow other) => this with
    {
        Records = Records + other.Records, Before = checked(Before + other.Before), After = checked(After + other.After),
        UnpricedBefore = UnpricedBefore + other.UnpricedBefore, UnpricedAfter = UnpricedAfter + other.UnpricedAfter,
    };
}

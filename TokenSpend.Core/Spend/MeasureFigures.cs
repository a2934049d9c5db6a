using TokenSpend.Core.Ledger;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Spend;

/// <summary>What a measure adds up, in a fixed order: cost, accrued, unpriced tokens, requests, tokens by kind.</summary>
/// <remarks>Bills do not count tokens: billed and effective cost have neither tokens nor requests.</remarks>
internal static class MeasureFigures
{
    public const int Cost = 0, Accrued = 1, Unpriced = 2, Requests = 3, Tokens = 4;

    private const int None = -1;

    public static int[] Of(Measure measure) => measure switch
    {
        Measure.Attributed => WithUsage(Figure.Attributed, (int)Figure.Accrued, Figure.AttributedUnpriced),
        Measure.Metered => WithUsage(Figure.Metered, None, Figure.MeteredUnpriced),
        Measure.Effective => [(int)Figure.Effective, None, None, None],
        Measure.Billed => [(int)Figure.Billed, None, None, None],
        _ => throw new ArgumentOutOfRangeException(nameof(measure), measure, "Not a measure of the cube."),
    };

    public static LedgerParts PartOf(Measure measure) => measure switch
    {
        Measure.Attributed => LedgerParts.Attributed,
        Measure.Metered => LedgerParts.Usage,
        Measure.Effective => LedgerParts.Effective,
        _ => LedgerParts.Billed,
    };

    public static SpendFigures Figures(ReadOnlySpan<long> values) => Figures(
        values[Cost], values[Accrued], values[Requests], values.Length > Tokens ? TokenCounts.FromDisjoint(values[Tokens..])!.Value : default, values[Unpriced]);

    /// <summary>No amount at all beside tokens without a price is not 0 but unknown.</summary>
    public static SpendFigures Figures(long cost, long accrued, long requests, TokenCounts tokens, long unpriced) =>
        new(CostOf(cost, unpriced), accrued, requests, tokens, unpriced);

    /// <inheritdoc cref="Figures(long, long, long, TokenCounts, long)"/>
    public static long? CostOf(long cost, long unpriced) => cost == 0 && unpriced > 0 ? null : cost;

    private static int[] WithUsage(Figure cost, int accrued, Figure unpriced) =>
        [(int)cost, accrued, (int)unpriced, (int)Figure.Requests, .. TokenKindInfo.All.Select(info => (int)Figure.Tokens + (int)info.Kind)];
}

using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ledger;

/// <summary>Where the money of one payer and day comes from.</summary>
/// <param name="Level">Null: nothing tells of the day.</param>
/// <param name="IsFinal">What covers the day changes no more.</param>
public readonly record struct DaySource(SourceLevel? Level, bool IsFinal);

/// <summary>Which source is the money of each payer and day of a month: what <see cref="MonthLedger"/> goes by.</summary>
/// <param name="Payers">By payer; the days count from the first of the month.</param>
/// <param name="Logs">Gateway logs and the payers that they tell of.</param>
public sealed record MonthSources(Month Month, IReadOnlyDictionary<Payer, IReadOnlyList<DaySource>> Payers, IReadOnlySet<(string Source, Payer Payer)> Logs)
{
    /// <param name="usage">Which subjects and models tell of which days; figures are not looked at.</param>
    /// <param name="charges">Live charges whose days or billing period touch the month.</param>
    /// <param name="coverage">All that is declared, for any month.</param>
    public static MonthSources Of(Month month, IReadOnlyList<UsageDay> usage, IReadOnlyList<ChargeFact> charges, IReadOnlyList<Coverage> coverage, SpendLookups lookups)
    {
        ArgumentNullException.ThrowIfNull(usage);
        ArgumentNullException.ThrowIfNull(lookups);
        var codes = new FactCodes(lookups);
        var days = new PayerDays(month);
        days.Cover(coverage, codes.PayerOf);
        // Its lines tell of their days when they are taken in.
        _ = new MonthBill(charges, days, codes, lookups);
        days.Tell(usage, codes);
        var payers = codes.Payers;
        var logs = usage.Where(row => days.Has(row.Day)).Select(row => codes.Place(row)).Where(placed => placed.Level == SourceLevel.PrimaryLog)
            .Select(placed => (placed.Source, payers[placed.Payer])).ToHashSet();
        return new MonthSources(month, days.All.ToDictionary(
            payer => payers[payer.Payer], payer => (IReadOnlyList<DaySource>)[.. payer.Days.Select(day => new DaySource(day.Money, day.IsFinal))]), logs);
    }
}

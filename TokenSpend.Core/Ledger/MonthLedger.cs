using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ledger;

/// <summary>One month of all sources, each payer-day's money told once and given to those who caused it.</summary>
/// <param name="Rows">In no particular order; several may share all their keys.</param>
public sealed record MonthLedger(Month Month, IReadOnlyList<Payer> Payers, IReadOnlyList<LedgerModel> Models, IReadOnlyList<LedgerRow> Rows)
{
    /// <param name="usage">Rows of the month, all levels; others are passed over.</param>
    /// <param name="charges">Live charges whose days or billing period touch the month; others are passed over.</param>
    /// <param name="coverage">All that is declared, for any month.</param>
    public static MonthLedger Of(
        Month month, IReadOnlyList<UsageDay> usage, IReadOnlyList<ChargeFact> charges, IReadOnlyList<Coverage> coverage, SpendLookups lookups)
    {
        var codes = new FactCodes(lookups);
        var days = new PayerDays(month);
        // Coverage first: which teller is used depends on it.
        days.Cover(coverage, codes.PayerOf);
        var bill = new MonthBill(charges, days, codes, lookups);
        days.Tell(usage, codes);

        var shape = ShapeRows.Of(usage, days, codes);
        var spreading = new Spreading(shape);
        shape.Index((payer, day) => days[payer, day].Money > SourceLevel.PrimaryLog);

        var staying = new List<LedgerRow>();
        new ReportMoney(days, codes, shape, spreading).Give(usage, staying);
        bill.Give(shape, spreading, staying);
        Accrue(shape.Rows, days);
        LedgerRow[] rows = [.. shape.Rows, .. spreading.More, .. staying, .. bill.OwnRows()];
        RowCurrency.Complete(rows, bill.CurrencyOf);
        return new MonthLedger(month, codes.Payers, codes.Models, rows);
    }

    /// <summary>Where the shape's own metering is the money, the metered cost is the attributed cost, all of it accrued.</summary>
    private static void Accrue(LedgerRow[] rows, PayerDays days)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            ref var row = ref rows[i];
            var day = days[row.Payer, row.Day];
            if (day.Money == SourceLevel.PrimaryLog || (day.Money == SourceLevel.UsageReport && !day.HasLog))
                row = row with { Currency = row.MeteredCurrency, Attributed = row.Metered, Accrued = row.Metered, AttributedUnpriced = row.MeteredUnpriced };
        }
    }
}

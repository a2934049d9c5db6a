using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ledger;

/// <summary>On days where a usage report is the money and a log the shape: the report's metered cost is spread over the log by model.</summary>
internal sealed class ReportMoney(PayerDays days, FactCodes codes, ShapeRows shape, Spreading spreading)
{
    /// <param name="staying">Takes what finds no log row: it stays at the report's own subject.</param>
    public void Give(IReadOnlyList<UsageDay> usage, List<LedgerRow> staying)
    {
        var reported = new Dictionary<(int Payer, int Day, int Canonical), List<UsageDay>>();
        foreach (var row in usage)
        {
            if (!days.Has(row.Day)) continue;
            var placed = codes.Place(row);
            if (placed.Level != SourceLevel.UsageReport) continue;
            var day = days[placed.Payer, row.Day];
            if (day.Money != SourceLevel.UsageReport || !day.HasLog || day.ReportSource != placed.Source) continue;
            var key = (placed.Payer, row.Day, placed.Canonical);
            if (!reported.TryGetValue(key, out var rows)) reported.Add(key, rows = []);
            rows.Add(row);
        }
        foreach (var ((payer, day, canonical), rows) in reported) Give(rows, [.. shape.On(payer, day, canonical)], staying);
    }

    private void Give(List<UsageDay> rows, List<int> candidates, List<LedgerRow> staying)
    {
        foreach (var priced in rows.Where(row => row.Metered != 0).GroupBy(row => row.Currency).OrderBy(rows => rows.Key, StringComparer.Ordinal))
            if (!spreading.Money(priced.Aggregate(0L, (sum, row) => checked(sum + row.Metered)), priced.Key, candidates, accrued: true))
                staying.AddRange(priced.Select(row => Own(row) with { Attributed = row.Metered, Accrued = row.Metered }));

        var unpriced = rows.Where(row => row.UnpricedTokens > 0).ToList();
        if (unpriced.Count > 0 && !spreading.Unpriced(unpriced.Sum(row => row.UnpricedTokens), candidates))
            staying.AddRange(unpriced.Select(row => Own(row) with { AttributedUnpriced = row.UnpricedTokens }));
    }

    private LedgerRow Own(in UsageDay row)
    {
        var placed = codes.Place(row);
        return new LedgerRow
        {
            Day = row.Day, Hour = row.Hour, Subject = row.Subject, Model = placed.Model, Payer = placed.Payer,
            Currency = row.Currency, MeteredCurrency = row.Currency, Parts = LedgerParts.Attributed,
        };
    }
}

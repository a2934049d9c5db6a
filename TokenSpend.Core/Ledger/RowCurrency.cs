namespace TokenSpend.Core.Ledger;

/// <summary>Gives rows without an amount a currency, so that unpriced usage stands in the group of its payer and not in one of its own.</summary>
internal static class RowCurrency
{
    /// <param name="billed">Currency of a payer's bill; null where it has none.</param>
    public static void Complete(LedgerRow[] rows, Func<int, string?> billed)
    {
        var byPayer = new Dictionary<int, Dictionary<string, int>>();
        var all = new Dictionary<string, int>();
        foreach (var row in rows)
        {
            if (row.MeteredCurrency.Length == 0 || !row.Parts.HasFlag(LedgerParts.Usage)) continue;
            if (!byPayer.TryGetValue(row.Payer, out var counts)) byPayer.Add(row.Payer, counts = []);
            counts[row.MeteredCurrency] = counts.GetValueOrDefault(row.MeteredCurrency) + 1;
            all[row.MeteredCurrency] = all.GetValueOrDefault(row.MeteredCurrency) + 1;
        }
        var usual = byPayer.ToDictionary(pair => pair.Key, pair => MostUsed(pair.Value));
        var usualOfAll = MostUsed(all);
        for (var i = 0; i < rows.Length; i++)
        {
            ref var row = ref rows[i];
            if (row.Currency.Length > 0 && row.MeteredCurrency.Length > 0) continue;
            var metered = row.MeteredCurrency.Length > 0 ? row.MeteredCurrency
                : usual.GetValueOrDefault(row.Payer) ?? billed(row.Payer) ?? usualOfAll;
            row = row with { MeteredCurrency = metered, Currency = row.Currency.Length > 0 ? row.Currency : billed(row.Payer) ?? metered };
        }
    }

    private static string MostUsed(Dictionary<string, int> counts) =>
        counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).FirstOrDefault().Key ?? "";
}

using TokenSpend.Core.Spend;

namespace TokenSpend.Core.Alerts;

/// <summary>What makes up a signal's figure: the greatest rows of the question that explains it.</summary>
public static class AlertExplanation
{
    private const int MostRows = 5;

    /// <param name="today">In the organisation's zone.</param>
    public static AlertSignal Explained(this AlertSignal signal, SpendAnswers spend, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(signal);
        ArgumentNullException.ThrowIfNull(spend);
        if (signal.Snapshot.Query is not { } asked) return signal;
        var (query, _) = new SpendQueryText(asked.From, asked.To, asked.By, null, asked.Where, null, asked.Currency).Parse(today);
        if (query is null) return signal;
        var rows = spend.Ask(query).Rows;
        return signal with
        {
            Snapshot = signal.Snapshot with
            {
                Rows = signal.Kind switch
                {
                    AlertKind.Unpriced => OfTokens(rows, figures => figures.UnpricedTokens),
                    AlertKind.BudgetShare or AlertKind.BudgetRunRate when asked.Currency is null => OfTokens(rows, figures => figures.Tokens.Total),
                    _ => OfMoney(rows, asked.Currency ?? ""),
                },
            },
        };
    }

    private static IReadOnlyList<AlertRow> OfTokens(IEnumerable<SpendRow> rows, Func<SpendFigures, long> tokens) =>
        [.. rows.GroupBy(row => row.Keys[0]).Select(same => new AlertRow(same.Key, same.Sum(row => tokens(row.Figures)), null))
            .Where(row => row.Amount > 0).OrderByDescending(row => row.Amount).ThenBy(row => row.Name, StringComparer.Ordinal).Take(MostRows)];

    // Usage without any price has no currency of its own: it is unknown in the one that was asked for.
    private static IReadOnlyList<AlertRow> OfMoney(IEnumerable<SpendRow> rows, string currency) =>
        [.. rows.OrderByDescending(row => row.Figures.Cost ?? 0).Take(MostRows)
            .Select(row => new AlertRow(row.Keys[0], row.Figures.Cost, row.Currency.Length > 0 ? row.Currency : currency))];
}

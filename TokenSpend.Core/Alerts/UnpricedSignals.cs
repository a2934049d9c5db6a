using TokenSpend.Core.Spend;

namespace TokenSpend.Core.Alerts;

/// <summary>Models whose tokens no price covers.</summary>
public static class UnpricedSignals
{
    /// <param name="month">By model, of one month.</param>
    /// <param name="least">Tokens from which on it is worth saying.</param>
    public static IEnumerable<AlertSignal> Of(SpendResult month, long least, IReadOnlyList<string> recipients)
    {
        ArgumentNullException.ThrowIfNull(month);
        var days = month.Query.Days;
        foreach (var model in month.Rows.GroupBy(row => row.Keys[0]).Select(rows => (Name: rows.Key, Tokens: rows.Sum(row => row.Figures.UnpricedTokens))))
        {
            if (model.Tokens == 0 || model.Tokens < least) continue;
            var named = Primitives.Month.Containing(days.From).ToString();
            var figures = new Dictionary<string, string> { [AlertFigures.Tokens] = AlertFigures.Of(model.Tokens), [AlertFigures.Models] = model.Name ?? "", [AlertFigures.Month] = named };
            yield return new AlertSignal($"unpriced:{named}:{model.Name?.ToLowerInvariant()}", AlertKind.Unpriced, new AlertSnapshot(figures, [],
                new AlertQuery(AlertFigures.Of(days.From), AlertFigures.Of(days.To), "application", FilterText.Print([new Filter(Dimension.Model, [model.Name])]), null)), recipients);
        }
    }
}

using TokenSpend.Core.Budgets;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;

namespace TokenSpend.Core.Alerts;

/// <summary>What a budget's standing gives reason to say.</summary>
public static class BudgetSignals
{
    private static readonly Dimension[] Explaining = [Dimension.Department, Dimension.Application, Dimension.Model];

    /// <remarks>
    /// A share is reached when actual ÷ amount ≥ share; only the highest is told, for at 113 % nobody needs to hear of 80 % too.
    /// The amount is part of the cause: a raised budget that is used up again is news.
    /// </remarks>
    public static IEnumerable<AlertSignal> Of(BudgetStanding standing)
    {
        ArgumentNullException.ThrowIfNull(standing);
        var (budget, month, amount) = (standing.Budget, standing.Month, standing.Amount);
        if (standing.Actual is not { } actual) yield break;
        if (budget.AlertShares.Where(share => IsReached(actual, amount, share)).Select(share => (int?)share).Max() is { } share)
            yield return Signal(AlertKind.BudgetShare, $"budget-share:{budget.Id}:{month}:{share}:{amount}", (AlertFigures.Threshold, AlertFigures.Of(share)));
        // What is above already needs no forecast.
        if (budget.WatchRunRate && standing.RunRate > amount && actual <= amount)
            yield return Signal(AlertKind.BudgetRunRate, $"budget-run-rate:{budget.Id}:{month}:{amount}");

        AlertSignal Signal(AlertKind kind, string cause, params (string, string?)[] more) => new(
            cause, kind, new AlertSnapshot(Figures(standing, more), [], QueryOf(standing.Query)), Recipients(budget));
    }

    private static bool IsReached(long actual, long amount, int share) => actual > 0 && (Int128)actual * 100 >= (Int128)amount * share;

    private static Dictionary<string, string> Figures(BudgetStanding standing, IEnumerable<(string Name, string? Value)> more)
    {
        var (budget, month) = (standing.Budget, standing.Month);
        (string Name, string? Value)[] all =
        [
            (AlertFigures.Budget, AlertFigures.Of(budget.Id)), (AlertFigures.Name, budget.Name), (AlertFigures.Month, month.ToString()),
            (AlertFigures.Day, month.Days.Contains(standing.Today) ? AlertFigures.Of(standing.Today.Day) : null), (AlertFigures.Days, AlertFigures.Of(month.Days.Days)),
            (AlertFigures.Currency, budget.Currency ?? ""), (AlertFigures.Amount, AlertFigures.Of(standing.Amount)),
            (AlertFigures.Actual, standing.Actual is { } actual ? AlertFigures.Of(actual) : null),
            (AlertFigures.Share, standing.Actual is { } used ? AlertFigures.ShareOf(used, standing.Amount) : null),
            (AlertFigures.Accrued, AlertFigures.Of(standing.Accrued)), (AlertFigures.Tokens, AlertFigures.Of(standing.UnpricedTokens)),
            (AlertFigures.RunRate, standing.RunRate is { } pace ? AlertFigures.Of(pace) : null),
            (AlertFigures.Breach, standing.Breach is { } breach ? AlertFigures.Of(breach) : null), .. more,
        ];
        return all.Where(figure => figure.Value is not null).ToDictionary(figure => figure.Name, figure => figure.Value!);
    }

    /// <summary>By the first dimension that the budget itself does not fix.</summary>
    private static AlertQuery QueryOf(SpendQuery query)
    {
        var by = Explaining.FirstOrDefault(dimension => query.Where.All(filter => filter.Dimension != dimension), Dimension.Model);
        return new AlertQuery(AlertFigures.Of(query.Days.From), AlertFigures.Of(query.Days.To), by.ToString().ToLowerInvariant(), FilterText.Print(query.Where), query.Currency);
    }

    private static IReadOnlyList<string> Recipients(Budget budget) =>
        [.. budget.Watchers.Prepend(budget.Owner).Where(address => !string.IsNullOrWhiteSpace(address)).Distinct(StringComparer.OrdinalIgnoreCase)];
}

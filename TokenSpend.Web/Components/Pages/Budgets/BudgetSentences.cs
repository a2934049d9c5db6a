using Microsoft.Extensions.Localization;
using TokenSpend.Core.Budgets;
using TokenSpend.Core.Primitives;
using TokenSpend.Web.Resources;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Budgets;

/// <summary>The answer of a page of budgets as a sentence.</summary>
public static class BudgetSentences
{
    public static string Of(IReadOnlyList<BudgetStanding> standings, Month month, DateOnly today, IStringLocalizer<Texts> text, Writing writing)
    {
        var count = standings.CountBy(BudgetFigures.StateOf).ToDictionary();
        int Count(BudgetState state) => count.GetValueOrDefault(state);
        var when = IsRunning(month, today) ? text["Budgets.OnDay", writing.Days.Long(month), today.Day, month.Days.Days].Value : writing.Days.Long(month);
        if (standings.Count == 0) return text["Budgets.NoneIn", when];
        if (Count(BudgetState.Within) == standings.Count) return text["Budgets.AllHold", when, standings.Count];
        var parts = new[]
        {
            (Count(BudgetState.Over), text["Budgets.CountOver", Count(BudgetState.Over)]),
            (Count(BudgetState.Breaking), text["Budgets.CountBreaking", Count(BudgetState.Breaking)]),
            (Count(BudgetState.Unknown), text["Budgets.CountUnknown", Count(BudgetState.Unknown)]),
            (Count(BudgetState.Within), text["Budgets.CountWithin", Count(BudgetState.Within)]),
        }.Where(part => part.Item1 > 0).Select(part => part.Item2.Value);
        return text["Budgets.Headline", when, string.Join(text["Budgets.ListComma"], parts)];
    }

    public static string Of(BudgetStanding standing, BudgetFigures figures, IStringLocalizer<Texts> text, Writing writing)
    {
        var (budget, month, today) = (standing.Budget, standing.Month, standing.Today);
        var name = writing.Days.Name(month, today);
        var amount = figures.Short(standing.Amount, budget.Currency);
        if (standing.Share is not { } share) return text["Budget.Unknown", budget.Name, name, amount];
        var used = writing.Figures.Percent(share);
        if (!IsRunning(month, today))
            return month.First > today ? text["Budget.Ahead", budget.Name, name, amount]
                : standing.Breach is { } day ? text["Budget.ClosedOver", budget.Name, used, name, amount, writing.Days.Short(day)] : text["Budget.Closed", budget.Name, used, name, amount];
        var begin = text["Budget.Used", budget.Name, used, name, amount, today.Day, month.Days.Days].Value;
        var end = standing.RunRate is { } rate ? figures.Short(rate, budget.Currency) : null;
        return begin + (standing.Breach, end) switch
        {
            ({ } broke, { } pace) when standing.Actual > standing.Amount => text["Budget.Broke", writing.Days.Short(broke), pace].Value,
            ({ } broke, null) => text["Budget.BrokeOnly", writing.Days.Short(broke)].Value,
            ({ } breaks, { } pace) => text["Budget.Breaks", pace, writing.Days.Short(breaks)].Value,
            (null, { } pace) => text["Budget.Holds", pace].Value,
            _ => text["Budget.NoPace"].Value,
        };
    }

    private static bool IsRunning(Month month, DateOnly today) => month == Month.Containing(today);
}

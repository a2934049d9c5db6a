using Microsoft.Extensions.Localization;
using TokenSpend.Core.Budgets;
using TokenSpend.Core.Primitives;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Resources;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Budgets;

/// <summary>How a budget stands, in one word.</summary>
public enum BudgetState { Over, Breaking, Unknown, Within }

/// <summary>Amounts of budgets as text: money or tokens, each with its unit, since a list may hold both.</summary>
public sealed class BudgetFigures(IStringLocalizer<Texts> text, Writing writing)
{
    /// <summary>"$12.4 K", "2.00 M tokens".</summary>
    public string Short(long amount, string? currency) =>
        currency is null ? text["Budgets.Tokens", writing.Figures.CountCompact(amount)] : writing.Figures.Compact(amount, currency);

    /// <summary>For a table: "$12,400", the exact amount on hover.</summary>
    public Figure Of(long? amount, string? currency, bool isLowerBound = false) => amount is not { } known
        ? Figures.NotApplicable
        : new Figure((isLowerBound ? "≥\u00A0" : "") + (currency is null ? writing.Figures.CountCompact(known) : writing.Figures.Money(known, currency)),
            isLowerBound ? FigureLook.LowerBound : FigureLook.Value, currency is null ? text["Budgets.Tokens", Figures.Count(known).Text] : Figures.Exact(known, currency));

    public Figure Actual(BudgetStanding standing) => standing.Actual is null
        ? new Figure(text["Figure.Unknown"], FigureLook.Unknown, text["Figure.UnknownWhy", writing.Figures.CountCompact(standing.UnpricedTokens)])
        : Of(standing.Actual, standing.Budget.Currency, standing.UnpricedTokens > 0);

    public Figure Percent(decimal? share) => share is { } known ? new Figure(writing.Figures.Percent(known), FigureLook.Value) : Figures.NotApplicable;

    public static BudgetState StateOf(BudgetStanding standing) =>
        standing.Actual is null ? BudgetState.Unknown
        : standing.Actual > standing.Amount ? BudgetState.Over
        : standing.RunRate > standing.Amount ? BudgetState.Breaking
        : BudgetState.Within;

    public string Word(BudgetState state) => state switch
    {
        BudgetState.Over => text["Budgets.StateOver"],
        BudgetState.Breaking => text["Budgets.StateBreaking"],
        BudgetState.Unknown => text["Budgets.StateUnknown"],
        _ => text["Budgets.StateWithin"],
    };

    public static string Badge(BudgetState state) => state switch
    {
        BudgetState.Over => "badge bad",
        BudgetState.Within => "badge good",
        _ => "badge warn",
    };

    /// <summary>"Department: Sales · Model: gpt-5"; the whole company where there is no filter.</summary>
    public string Scope(Budget budget) => budget.Where.Count == 0
        ? text["Budgets.WholeCompany"]
        : string.Join(" · ", budget.Where.Select(filter => text["Budgets.Condition", text.Of(filter.Dimension), string.Join(text["Budgets.ListComma"], filter.Values.Select(value => text.Key(filter.Dimension, value)))].Value));

    /// <summary>The month that the bar's period ends in, as far as it has begun.</summary>
    public static Month MonthOf(ViewState view, DateOnly today)
    {
        var days = view.Period.Days(today);
        var last = days.IsEmpty ? days.From : days.To.AddDays(-1);
        return Month.Containing(last <= today ? last : days.From > today ? days.From : today);
    }

    /// <summary>The figures behind a standing, on Explore.</summary>
    public static ViewState Behind(BudgetStanding standing, ViewState view) => view with
    {
        Period = standing.Month == Month.Containing(standing.Today) ? PeriodChoice.Default : PeriodChoice.Between(standing.Month.Days),
        Where = standing.Budget.Where, Currency = standing.Budget.Currency, Show = null, Measure = Core.Spend.Measure.Attributed, Scope = Core.Spend.Scope.Ai,
    };
}

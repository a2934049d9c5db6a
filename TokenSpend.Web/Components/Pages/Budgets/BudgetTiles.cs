using Microsoft.Extensions.Localization;
using TokenSpend.Core.Budgets;
using TokenSpend.Web.Components.Pages.Overview;
using TokenSpend.Web.Resources;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Budgets;

/// <summary>The figures of one budget that a reader asks for first.</summary>
public static class BudgetTiles
{
    public static IReadOnlyList<TileFigure> Of(BudgetStanding standing, string link, IStringLocalizer<Texts> text, Writing writing)
    {
        var figures = new BudgetFigures(text, writing);
        var currency = standing.Budget.Currency;
        var isLowerBound = standing.UnpricedTokens > 0;
        return
        [
            Tile(text["Budgets.Amount"], Compact(standing.Amount)),
            Tile(text["Budgets.Actual"], standing.Actual is null ? figures.Actual(standing) : Compact(standing.Actual, isLowerBound),
                note: standing.Share is { } share ? text["Budget.ShareUsed", writing.Figures.Percent(share)].Value : null,
                trend: [.. standing.ByDay.Select(day => (double?)day)]),
            Tile(text["Budget.Left"], standing.Actual is { } actual ? Compact(standing.Amount - actual) : Figures.NotApplicable),
            Tile(text["Budgets.MonthEnd"], Compact(standing.RunRate, isLowerBound),
                note: standing is { RunRate: not null, Pace: { } pace } ? text["Budget.PaceOf", pace.WholeDays].Value : null),
            Tile(text["Budgets.Breach"], standing.Breach is { } day ? new Figure(writing.Days.Short(day), FigureLook.Value, writing.Days.Weekday(day)) : Figures.NotApplicable),
        ];

        Figure Compact(long? amount, bool atLeast = false) => amount is { } known
            ? figures.Of(known, currency, atLeast) with { Text = (atLeast ? "≥\u00A0" : "") + (currency is null ? writing.Figures.CountCompact(known) : writing.Figures.Compact(known, currency)) }
            : Figures.NotApplicable;

        TileFigure Tile(string label, Figure value, string? note = null, IReadOnlyList<double?>? trend = null) =>
            new(label, value, [], new Change(Trending.None, ""), false, trend ?? [], link, note);
    }
}

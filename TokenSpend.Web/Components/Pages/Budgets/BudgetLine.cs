using System.Globalization;
using Microsoft.Extensions.Localization;
using TokenSpend.Core.Budgets;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Resources;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Budgets;

/// <summary>One budget of the list, ready to be shown.</summary>
/// <param name="UsedPart">Length of the bar as CSS; the track is the budget.</param>
/// <param name="PassedPart">Where today stands in the month, as CSS.</param>
public sealed record BudgetLine(
    long Id, string Name, string Scope, string Link, string State, string Badge, Figure Amount, Figure Actual, Figure Used, string Bar, string UsedPart, string PassedPart,
    Figure MonthEnd, string Breach)
{
    public static BudgetLine Of(BudgetStanding standing, ViewState view, IStringLocalizer<Texts> text, Writing writing)
    {
        var figures = new BudgetFigures(text, writing);
        var (budget, state) = (standing.Budget, BudgetFigures.StateOf(standing));
        return new BudgetLine(budget.Id, budget.Name, figures.Scope(budget), Links.Budget(budget.Id, view with { By = [] }), figures.Word(state), BudgetFigures.Badge(state),
            figures.Of(standing.Amount, budget.Currency), figures.Actual(standing), figures.Percent(standing.Share),
            state switch { BudgetState.Over => "track over", BudgetState.Breaking => "track breaking", _ => "track" },
            Part(standing.Share ?? 0), Part(standing.MonthShare), figures.Of(standing.RunRate, budget.Currency, standing.UnpricedTokens > 0),
            standing.Breach is { } day ? writing.Days.Short(day) : Figures.NotApplicable.Text);
    }

    /// <summary>Worst first: over, about to break, unknown, then by how much of the budget the month ends at.</summary>
    public static IEnumerable<BudgetStanding> Ordered(IEnumerable<BudgetStanding> standings) => standings
        .OrderBy(BudgetFigures.StateOf)
        .ThenByDescending(standing => standing.RunRateShare ?? standing.Share)
        .ThenBy(standing => standing.Budget.Name, StringComparer.CurrentCulture);

    private static string Part(decimal percent) => Math.Clamp(percent, 0, 100).ToString("0.##", CultureInfo.InvariantCulture) + "%";
}

using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Budgets;
using TokenSpend.Web.Components.Charts;
using TokenSpend.Web.Components.Pages.Overview;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Budgets;

/// <summary>The page of one budget whose answers are there.</summary>
public sealed partial class BudgetView
{
    [Parameter, EditorRequired] public required BudgetData Data { get; set; }
    [Parameter] public bool Stale { get; set; }

    [Inject] private Writing Writing { get; set; } = null!;

    private sealed record Shown(BudgetStanding Standing, ViewState Behind, IReadOnlyList<TileFigure> Tiles, ChartSpec Chart);

    private Shown? _shown;

    private BudgetFigures Figures => new(Text, Writing);

    protected override void OnParametersSet() => _shown = Data.Standing is { } standing
        ? new Shown(standing, BudgetFigures.Behind(standing, Data.View), BudgetTiles.Of(standing, Links.Explore(BudgetFigures.Behind(standing, Data.View) with { By = [] }), Text, Writing),
            BudgetChart.Of(standing, Text, Writing))
        : null;

    private string Sentence => Data.Standing is { } standing
        ? BudgetSentences.Of(standing, Figures, Text, Writing)
        : Text["Budget.NotIn", Data.Budget.Name, Writing.Days.Long(Data.Month)];

    private IEnumerable<string> Amounts => Data.Budget.Amounts.Select(amount => amount.Amount is { } known
        ? Text["Budget.AmountFrom", Figures.Of(known, Data.Budget.Currency).Text, Writing.Days.Long(amount.From)].Value
        : Text["Budget.EndsBefore", Writing.Days.Long(amount.From)].Value);

    private string AlertsAt
    {
        get
        {
            var shares = Data.Budget.AlertShares.Select(share => Writing.Figures.WholePercent(share));
            return string.Join(Text["Budgets.ListComma"], Data.Budget.WatchRunRate ? shares.Append(Text["Budget.WhenPaceBreaks"].Value) : shares);
        }
    }
}

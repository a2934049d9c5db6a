using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Spend;
using TokenSpend.Web.Components.Charts;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Overview;

/// <summary>The overview of answers that are there.</summary>
public sealed partial class OverviewView
{
    [Parameter, EditorRequired] public required OverviewData Data { get; set; }
    [Parameter] public bool Stale { get; set; }

    /// <summary>What else is worth knowing, below the chart.</summary>
    [Parameter] public RenderFragment? News { get; set; }

    [Inject] private Writing Writing { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private sealed record Shown(string Currency, string Headline, IReadOnlyList<TileFigure> Tiles, ChartSpec Trend, Ranking Departments, Ranking Models);

    private Shown? _shown;
    private OverviewData? _made;

    protected override void OnParametersSet()
    {
        if (ReferenceEquals(_made, Data)) return;
        _made = Data;
        _shown = Data.Currency is { } currency
            ? new Shown(currency, Headline.Of(Data, currency, Text, Writing), Tiles.Of(Data, currency, Text, Writing), Trend.Of(Data, currency, Text, Writing),
                Ranking.Of(Data, Data.Departments, currency, Text, Writing), Ranking.Of(Data, Data.Models, currency, Text, Writing))
            : null;
    }

    private string InCurrency(string currency) => Links.Overview(Data.View with { Show = currency });

    private void Drill(ChartPoint point)
    {
        var grain = Data.Trend.Now.Query.By[0];
        var axis = TimeAxis.Of(Data.View.Period.Days(Data.Status.Today), grain, Data.Status.Today, Writing.Days);
        Navigation.NavigateTo(Links.Explore(Data.View.Drill([grain], [axis.Keys[point.Category]])));
    }
}

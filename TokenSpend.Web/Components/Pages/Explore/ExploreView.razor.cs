using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Spend;
using TokenSpend.Web.Components.Charts;
using TokenSpend.Web.Components.Shared;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Explore;

/// <summary>Explore over answers that are there; each choice is a new address.</summary>
public sealed partial class ExploreView
{
    private static readonly IReadOnlyList<Dimension> Groupable = [.. DimensionNames.Offered, Dimension.Day, Dimension.Month];

    [Parameter, EditorRequired] public required ExploreData Data { get; set; }
    [Parameter] public bool Stale { get; set; }

    [Inject] private Writing Writing { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private sealed record Shown(ChartSpec Chart, ComparedRows Rows);

    private Shown? _shown;
    private ExploreData? _made;

    protected override void OnParametersSet()
    {
        if (ReferenceEquals(_made, Data)) return;
        _made = Data;
        _shown = Data.Currency is { } currency
            ? new Shown(OverTime.Of(Data, currency, Text, Writing), ComparedRows.Of(Data.Table, Data.Before, currency))
            : null;
    }

    private string Sentence
    {
        get
        {
            var period = Writing.Days.Period(Data.View.Period, Data.Status.Today);
            var by = Data.By.Select(dimension => Text.Of(dimension)).Aggregate((first, second) => Text["Explore.Times", first, second]);
            if (Data.Table.Totals.Count == 0) return Text["Explore.HeadlineEmpty", by, period];
            var amounts = Data.Table.Totals.OrderBy(total => total.Currency == Data.Currency ? 0 : 1)
                .Select(total => total.Figures.Cost is { } cost ? Writing.Figures.Compact(cost, total.Currency) : Text["Headline.UnknownCost", total.Currency].Value)
                .Aggregate((sofar, next) => Text["Headline.And", sofar, next]);
            return Text["Explore.Headline", by, period, amounts];
        }
    }

    private string InCurrency(string currency) => Links.Explore(Data.View with { Show = currency });

    private void Go(ViewState view) => Navigation.NavigateTo(Links.Explore(view));

    private void Group(int at, ChangeEventArgs e)
    {
        Dimension? chosen = Enum.TryParse<Dimension>(e.Value?.ToString(), out var dimension) ? dimension : null;
        var others = Data.By.Where((_, index) => index != at).Where(other => other != chosen);
        IEnumerable<Dimension> by = chosen is not { } one ? others : at == 0 ? others.Prepend(one) : others.Append(one);
        Go(Data.View with { By = [.. by], Sort = null });
    }

    private void Measured(ChangeEventArgs e)
    {
        if (Enum.TryParse<Measure>(e.Value?.ToString(), out var measure)) Go(Data.View with { Measure = measure });
    }

    private void Scoped(ChangeEventArgs e)
    {
        if (Enum.TryParse<Scope>(e.Value?.ToString(), out var scope)) Go(Data.View with { Scope = scope });
    }

    private void Drill(ChartPoint point)
    {
        if (_shown is not { } shown) return;
        var query = Data.OverTime.Query;
        var axis = TimeAxis.Of(query.Days, query.By[0], Data.Status.Today, Writing.Days);
        var series = point.Series is { } at && at < shown.Chart.Series.Count ? shown.Chart.Series[at] : null;
        Go(query.By.Count > 1 && series is { Look: SeriesLook.Actual, Key: { } key }
            ? Data.View.Drill([query.By[0], query.By[1]], [axis.Keys[point.Category], key])
            : Data.View.Drill([query.By[0]], [axis.Keys[point.Category]]) with { By = Data.By.Where(dimension => !dimension.IsTime()).DefaultIfEmpty(Dimension.Department).ToList() });
    }
}

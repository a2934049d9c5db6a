using TokenSpend.Core.Operations;
using TokenSpend.Core.Spend;
using TokenSpend.Web.Components.Charts;
using TokenSpend.Web.Components.Shared;
using TokenSpend.Web.Navigation;

namespace TokenSpend.Web.Components.Pages.Overview;

/// <summary>An answer and the same question about the period before.</summary>
public sealed record Pair(SpendResult Now, SpendResult Before)
{
    public ComparedRows In(string currency) => ComparedRows.Of(Now, Before, currency);
}

/// <summary>All answers that the overview is made of.</summary>
/// <param name="Trend">By day, or by month where days would be too many.</param>
/// <param name="Movers">By department and model.</param>
public sealed record OverviewData(
    ViewState View, DataStatus Status, Pair Trend, Pair Departments, Pair Models, Pair Movers, EntityColours Colours)
{
    public string? Currency => ShownCurrency.Of(View, Status.Currencies, Trend.Now);

    public IReadOnlyList<string> Currencies => [.. Trend.Now.Totals.Select(total => total.Currency)];

    public static async Task<OverviewData> LoadAsync(
        SpendReports spend, ColourBook colours, Viewer viewer, ViewState view, DataStatus status, CancellationToken cancellation)
    {
        async Task<Pair> Ask(params Dimension[] by) => new(
            await spend.QueryAsync(viewer, view.Query(status.Today, by), cancellation),
            await spend.QueryAsync(viewer, view.QueryBefore(status.Today, by), cancellation));

        await colours.ForAsync(viewer, status.Today, Dimension.Department, cancellation);
        return new OverviewData(view, status,
            await Ask(TimeAxis.Grain(view.Period.Days(status.Today))),
            await Ask(Dimension.Department),
            await Ask(Dimension.Model),
            await Ask(Dimension.Department, Dimension.Model),
            await colours.ForAsync(viewer, status.Today, Dimension.Model, cancellation));
    }
}

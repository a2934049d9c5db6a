using TokenSpend.Core.Operations;
using TokenSpend.Core.Spend;
using TokenSpend.Web.Components.Charts;
using TokenSpend.Web.Components.Shared;
using TokenSpend.Web.Navigation;

namespace TokenSpend.Web.Components.Pages.Explore;

/// <summary>The answers behind one view of Explore.</summary>
/// <param name="By">The grouping in force: the view's, else departments.</param>
/// <param name="Table">By the grouping.</param>
/// <param name="Before">The same of the period before; null unless the view compares.</param>
/// <param name="HasRequests">A log tells of single requests in its days.</param>
/// <param name="OverTime">By day or month and the first dimension that is no time.</param>
public sealed record ExploreData(
    ViewState View, DataStatus Status, IReadOnlyList<Dimension> By, SpendResult Table, SpendResult? Before, SpendResult OverTime, EntityColours Colours, bool HasRequests)
{
    public string? Currency => ShownCurrency.Of(View, Status.Currencies, Table);

    public IReadOnlyList<string> Currencies => ShownCurrency.In(Table);

    public static IReadOnlyList<Dimension> Grouping(ViewState view) => view.By.Count > 0 ? view.By : [Dimension.Department];

    public static async Task<ExploreData> LoadAsync(
        SpendReports spend, ColourBook colours, Viewer viewer, ViewState view, DataStatus status, CancellationToken cancellation)
    {
        var by = Grouping(view);
        var days = view.Period.Days(status.Today);
        // Grouping by day means days, however many; everything else takes the grain that a chart can show.
        var time = by.Contains(Dimension.Day) ? Dimension.Day : by.Contains(Dimension.Month) ? Dimension.Month : TimeAxis.Grain(days);
        Dimension[] overTime = by.Where(dimension => !dimension.IsTime()).Take(1).Prepend(time).ToArray();
        var table = await spend.QueryAsync(viewer, view.Query(status.Today, by), cancellation);
        return new ExploreData(view, status, by, table,
            view.Compare ? await spend.QueryAsync(viewer, view.QueryBefore(status.Today, by), cancellation) : null,
            await spend.QueryAsync(viewer, view.Query(status.Today, overTime), cancellation),
            overTime.Length == 1 ? EntityColours.None : await colours.ForAsync(viewer, status.Today, overTime[1], cancellation),
            await spend.HasRequestsAsync(viewer, view.Query(status.Today), cancellation));
    }
}

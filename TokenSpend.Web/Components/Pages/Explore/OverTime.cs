using Microsoft.Extensions.Localization;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;
using TokenSpend.Web.Components.Charts;
using TokenSpend.Web.Components.Shared;
using TokenSpend.Web.Resources;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Explore;

/// <summary>Cost over time, cut by the first dimension: at most seven series, the rest is Other.</summary>
public static class OverTime
{
    /// <summary>Named series, greatest first; null among them is the unassigned bucket.</summary>
    public static ChartSpec Of(ExploreData data, string currency, IStringLocalizer<Texts> text, Writing writing)
    {
        var query = data.OverTime.Query;
        var today = data.Status.Today;
        var axis = TimeAxis.Of(query.Days, query.By[0], today, writing.Days);
        var rows = data.OverTime.Rows.Where(row => ComparedRows.Counts(row.Currency, currency)).ToList();
        var gaps = axis.Gaps(data.OverTime.Caveats);
        var title = query.By[0] == Dimension.Day ? text["Chart.CostByDay", currency] : text["Chart.CostByMonth", currency];
        IReadOnlyList<SpendSeries> series = query.By.Count == 1
            ? [Line(text.Of(data.View.Measure), Palette.Series[0], SeriesLook.Actual, rows, null)]
            : Cut(query.By[1]);
        return new ChartSpec(ChartKind.Stacked, title, Summary(), axis.Labels, axis.LongLabels, series, Figures.Symbol(currency), axis.Running, gaps,
            ChartPeak.Of([axis.Align(rows, currency)], (_, at, cost) => text["Chart.Peak", axis.Labels[at], writing.Figures.Money(cost, currency)]));

        IReadOnlyList<SpendSeries> Cut(Dimension dimension)
        {
            var groups = rows.GroupBy(row => row.Keys[1])
                .Select(group => (Key: group.Key, Rows: group.ToList(), Cost: ComparedRows.Sum(group.Select(row => row.Figures)).Cost ?? 0))
                .Where(group => group.Cost != 0)
                .OrderByDescending(group => group.Cost).ThenBy(group => group.Key, StringComparer.Ordinal).ToList();
            var named = groups.Where(group => group.Key is not null).Take(Palette.MostSeries).ToList();
            var colours = data.Colours.For(dimension, named.Select(group => group.Key));
            var lines = named.Select(group => Line(group.Key!, colours[group.Key!], SeriesLook.Actual, group.Rows, group.Key)).ToList();
            var rest = groups.Except(named).ToList();
            if (rest.Count == 1 && rest[0].Key is null) lines.Add(Line(text.Key(dimension, null), Palette.Unassigned, SeriesLook.Other, rest[0].Rows, null));
            else if (rest.Count > 0) lines.Add(Line(text["Chart.Other", rest.Count], Palette.Other, SeriesLook.Other, [.. rest.SelectMany(group => group.Rows)], null));
            return lines;
        }

        SpendSeries Line(string name, string colour, SeriesLook look, IReadOnlyList<SpendRow> of, string? key)
        {
            var byTime = of.ToLookup(row => row.Keys[0], row => row.Figures);
            var sums = axis.Keys.Select((at, index) => index >= axis.Begun ? null : ComparedRows.Sum(byTime[at].DefaultIfEmpty(Nothing))).ToList();
            return new SpendSeries(name, colour, look,
                [.. sums.Select((sum, at) => sum?.Cost is { } cost && !(cost == 0 && gaps.Contains(at)) ? (double?)Nano.ToDecimal(cost) : null)],
                [.. sums.Select(sum => sum is null ? Figures.NotApplicable.Text : writing.Figures.Cost(sum, currency).Text)], key);
        }

        string Summary() => ComparedRows.TotalOf(data.Table, currency)?.Cost is { } cost
            ? text["Chart.TotalIs", writing.Figures.Money(cost, currency), writing.Days.Range(query.Days)]
            : text["Chart.Nothing"];
    }

    private static readonly SpendFigures Nothing = new(0, 0, 0, default, 0);
}

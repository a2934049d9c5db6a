using Microsoft.Extensions.Localization;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;
using TokenSpend.Web.Components.Charts;
using TokenSpend.Web.Resources;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Overview;

/// <summary>Cost a day of the period over the same days of the one before.</summary>
public static class Trend
{
    public static ChartSpec Of(OverviewData data, string currency, IStringLocalizer<Texts> text, Writing writing)
    {
        var today = data.Status.Today;
        var period = data.View.Period;
        var grain = data.Trend.Now.Query.By[0];
        var axis = TimeAxis.Of(period.Days(today), grain, today, writing.Days);
        var days = period.Before(today);
        var axisBefore = TimeAxis.Of(days, grain, today, writing.Days);
        var now = axis.Align(data.Trend.Now.Rows, currency);
        var before = axisBefore.Align(data.Trend.Before.Rows, currency);
        var gaps = axis.Gaps(data.Trend.Now.Caveats);

        return new ChartSpec(ChartKind.Columns,
            grain == Dimension.Day ? text["Chart.CostByDay", currency] : text["Chart.CostByMonth", currency],
            Summary(), axis.Labels, axis.LongLabels,
            [
                new(writing.Days.Period(period, today), Palette.Series[0], SeriesLook.Actual, Values(now), Texts(now, axis.Keys.Count)),
                new(writing.Days.Range(days), Palette.Series[0], SeriesLook.Before, Values(before), Texts(before, axis.Keys.Count)),
            ],
            Figures.Symbol(currency), axis.Running, gaps,
            ChartPeak.Of([now, [.. before.Take(axis.Keys.Count)]], (of, at, cost) => text["Chart.Peak", (of == 0 ? axis : axisBefore).Labels[at], writing.Figures.Money(cost, currency)]));

        IReadOnlyList<double?> Values(IReadOnlyList<SpendFigures?> figures) =>
            [.. Enumerable.Range(0, axis.Keys.Count).Select(at => at < figures.Count && !(ReferenceEquals(figures, now) && gaps.Contains(at) && figures[at]?.Cost == 0) && figures[at]?.Cost is { } cost ? (double?)Nano.ToDecimal(cost) : null)];

        IReadOnlyList<string> Texts(IReadOnlyList<SpendFigures?> figures, int count) =>
            [.. Enumerable.Range(0, count).Select(at => at < figures.Count && figures[at] is { } known ? writing.Figures.Cost(known, currency).Text : Figures.NotApplicable.Text)];

        string Summary()
        {
            var known = now.Select((figures, at) => (figures?.Cost, at)).Where(day => day.Cost is > 0).ToList();
            if (known.Count == 0) return text["Chart.Nothing"];
            var top = known.MaxBy(day => day.Cost);
            return text["Chart.Highest", axis.LongLabels[top.at], writing.Figures.Money(top.Cost!.Value, currency)];
        }
    }
}

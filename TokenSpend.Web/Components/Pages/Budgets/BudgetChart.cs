using Microsoft.Extensions.Localization;
using TokenSpend.Core.Budgets;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;
using TokenSpend.Web.Components.Charts;
using TokenSpend.Web.Resources;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Budgets;

/// <summary>The month added up day by day: actual, where the pace leads, and the budget.</summary>
public static class BudgetChart
{
    public static ChartSpec Of(BudgetStanding standing, IStringLocalizer<Texts> text, Writing writing)
    {
        var figures = new BudgetFigures(text, writing);
        var currency = standing.Budget.Currency;
        var axis = TimeAxis.Of(standing.Month.Days, Dimension.Day, standing.Today, writing.Days);
        var last = Math.Min(axis.Begun, standing.ByDay.Count) - 1;
        var actual = Sums(standing.ByDay.Select(day => day ?? 0)).Select((sum, at) => at <= last && standing.Actual is not null ? sum : (long?)null).ToList();
        List<SpendSeries> series =
        [
            Line(text["Budgets.Actual"], Palette.Series[0], SeriesLook.Actual, actual),
            Line(text["Budgets.Amount"], Palette.Other, SeriesLook.Plan, [.. axis.Keys.Select(_ => (long?)standing.Amount)]),
        ];
        if (standing is { RunRate: not null, Pace: { } pace })
            series.Insert(1, Line(text["Budget.AtThisPace"], Palette.Series[0], SeriesLook.Forecast, Forecast([.. Sums(pace.Expected)], actual, last)));
        return new ChartSpec(ChartKind.Line, text["Budget.ChartTitle", currency ?? text["Budget.UnitTokens"].Value], BudgetSentences.Of(standing, figures, text, writing),
            axis.Labels, axis.LongLabels, series, currency is null ? "" : Figures.Symbol(currency), null, axis.Gaps(standing.Caveats));

        SpendSeries Line(string name, string colour, SeriesLook look, IReadOnlyList<long?> values) => new(name, colour, look,
            [.. values.Select(value => value is { } known ? (double?)(currency is null ? known : Nano.ToDecimal(known)) : null)],
            [.. values.Select(value => value is { } known ? figures.Of(known, currency).Text : Figures.NotApplicable.Text)]);
    }

    /// <summary>Begins where the actual still is what was expected, so that one line goes on as the other.</summary>
    private static IReadOnlyList<long?> Forecast(IReadOnlyList<long> expected, IReadOnlyList<long?> actual, int last)
    {
        var from = Enumerable.Range(0, last + 1).LastOrDefault(at => actual[at] == expected[at], last);
        return [.. expected.Select((sum, at) => at >= from ? sum : (long?)null)];
    }

    private static IEnumerable<long> Sums(IEnumerable<long> days)
    {
        long sum = 0;
        foreach (var day in days) yield return sum = checked(sum + day);
    }
}

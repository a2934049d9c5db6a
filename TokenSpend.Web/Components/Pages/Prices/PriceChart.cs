using Microsoft.Extensions.Localization;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Pricing;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;
using TokenSpend.Core.Usage;
using TokenSpend.Web.Components.Charts;
using TokenSpend.Web.Resources;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Prices;

/// <summary>Standard prices month by month, each as it was on the month's last day: of one model its kinds, of several their output.</summary>
public static class PriceChart
{
    private const int MostMonths = 24;
    private static readonly TokenKind[] Kinds = [TokenKind.Input, TokenKind.CacheRead, TokenKind.Output];

    /// <returns>Null where the first model has no standard price in that time.</returns>
    public static ChartSpec? Of(IReadOnlyList<ShownModel> models, DateOnly today, IStringLocalizer<Texts> text, Writing writing)
    {
        ArgumentNullException.ThrowIfNull(models);
        ArgumentNullException.ThrowIfNull(writing);
        var axis = TimeAxis.Of(new Period(Month.Containing(today).Add(1 - MostMonths).First, Month.Containing(today).Add(1).First), Dimension.Month, today, writing.Days);
        List<DateOnly> days = [.. axis.Keys.Select(key => Month.TryParse(key, out var month) && month.Add(1).First <= today ? month.Add(1).First.AddDays(-1) : today)];
        var courses = models.Select(model => (model.Record, Rows: days.Select(day => BookPrice.Standard(model.Record.Current.Where(price => price.Row.Holds(day)))).ToList())).ToList();
        if (courses[0].Rows.LastOrDefault(row => row is not null)?.Currency is not { } currency) return null;

        // A line in another currency would lie at a height that means nothing.
        var drawn = courses.Where(course => course.Rows.LastOrDefault(row => row is not null)?.Currency == currency).ToList();
        List<SpendSeries> series = drawn.Count == 1
            ? [.. Kinds.Select((kind, at) => Line(text.OfTokens(TokenKindInfo.Of(kind).Name), at, kind, drawn[0].Rows))]
            : [.. drawn.Select((course, at) => Line(course.Record.Model, at, TokenKind.Output, course.Rows))];
        var title = drawn.Count == 1 ? text["PriceChart.Title", currency] : text["PriceChart.TitleOutput", currency];
        var summary = string.Join(" ", series.Select(line => text["PriceChart.Summary", line.Name, line.Texts.FirstOrDefault(value => value != Figures.NotApplicable.Text, Figures.NotApplicable.Text), line.Texts[^1]].Value));
        return new ChartSpec(ChartKind.Line, title, summary, axis.Labels, axis.LongLabels, series, Figures.Symbol(currency), null, []);

        SpendSeries Line(string name, int at, TokenKind kind, IReadOnlyList<PriceRow?> rows)
        {
            var prices = rows.Select(row => row is not null && row.Currency == currency && row.PricedAs(kind) is { } priced ? row.NanosPerMillion[(int)priced] : null).ToList();
            return new SpendSeries(name, Palette.Series[at], SeriesLook.Actual, [.. prices.Select(price => price is { } nanos ? (double?)Nano.ToDecimal(nanos) : null)],
                [.. prices.Select(price => price is { } nanos ? Figures.Symbol(currency) + PriceFigures.Exact(nanos) : Figures.NotApplicable.Text)]);
        }
    }
}

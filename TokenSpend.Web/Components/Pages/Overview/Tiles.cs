using Microsoft.Extensions.Localization;
using TokenSpend.Core.Spend;
using TokenSpend.Web.Components.Charts;
using TokenSpend.Web.Components.Shared;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Resources;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Overview;

/// <summary>One figure, its change and its trend.</summary>
/// <param name="More">The same in further currencies; empty: there is one.</param>
/// <param name="Note">What the figure is of where its neighbours are of something else; null: the same.</param>
public sealed record TileFigure(
    string Label, Figure Value, IReadOnlyList<Figure> More, Change Change, bool MoreIsBad, IReadOnlyList<double?> Trend, string Link, string? Note = null);

/// <summary>The five figures that a controller asks for first.</summary>
public static class Tiles
{
    public static IReadOnlyList<TileFigure> Of(OverviewData data, string currency, IStringLocalizer<Texts> text, Writing writing)
    {
        var figures = writing.Figures;
        var today = data.Status.Today;
        var (now, before) = (data.Trend.In(currency).Total, data.Trend.In(currency).TotalBefore!);
        var axis = TimeAxis.Of(data.View.Period.Days(today), data.Trend.Now.Query.By[0], today, writing.Days);
        var trend = axis.Align(data.Trend.Now.Rows, currency).Take(axis.Begun).ToList();
        var trendOfAll = axis.Align(data.Trend.Now.Rows, null).Take(axis.Begun).ToList();
        var ofAll = data.Currencies.Count > 1 ? text["Tile.AllCurrencies"].Value : null;
        var (all, allBefore) = (Everything(data.Trend.Now), Everything(data.Trend.Before));
        var days = data.View.Period.Elapsed(today)?.Days ?? 0;
        var daysBefore = data.View.Period.Before(today).Days;
        var unassigned = Unassigned(data.Departments.Now, currency);
        var unassignedBefore = Unassigned(data.Departments.Before, currency);
        string Explore(params Dimension[] by) => Links.Explore(data.View with { By = by, Compare = true });

        return
        [
            new(text["Tile.Cost"], Money(now, currency), [.. data.Trend.Now.Totals.Where(total => total.Currency.Length > 0 && total.Currency != currency).Select(total => Money(total.Figures, total.Currency))],
                figures.Change(now.Cost, before.Cost, Was(before.Cost)), false, [.. trend.Select(day => (double?)day?.Cost)], Explore(Dimension.Department)),
            new(text["Tile.PerDay"], days == 0 || now.Cost is null ? Figures.NotApplicable : Money(now with { Cost = now.Cost / days }, currency), [],
                figures.Change(PerDay(now.Cost, days), PerDay(before.Cost, daysBefore), Was(PerDay(before.Cost, daysBefore))), false, [], Explore(Dimension.Day)),
            new(text["Tile.Requests"], Compact(all.Requests), [], figures.Change(all.Requests, allBefore.Requests, figures.CountCompact(allBefore.Requests)), false,
                [.. trendOfAll.Select(day => (double?)day?.Requests)], Explore(Dimension.Application), ofAll),
            new(text["Tile.Tokens"], Compact(all.Tokens.Total), [], figures.Change(all.Tokens.Total, allBefore.Tokens.Total, figures.CountCompact(allBefore.Tokens.Total)), false,
                [.. trendOfAll.Select(day => (double?)day?.Tokens.Total)], Explore(Dimension.Model), ofAll),
            new(text["Tile.Unassigned"], figures.Share(unassigned, now.Cost), [], figures.Points(Percent(unassigned, now.Cost), Percent(unassignedBefore, before.Cost)), true, [],
                Links.Explore(data.View.Only(Dimension.Department, null) with { By = [Dimension.Subject] })),
        ];

        string? Was(long? cost) => cost is { } known ? text["Tile.Was", figures.Money(known, currency)].Value : null;
        Figure Compact(long count) => new(figures.CountCompact(count), count == 0 ? FigureLook.Zero : FigureLook.Value, Figures.Count(count).Text);
        Figure Money(SpendFigures sum, string unit) => sum.Cost is { } cost
            ? figures.Cost(sum, unit) with { Text = (sum.UnpricedTokens > 0 ? "≥\u00A0" : "") + figures.Compact(cost, unit) }
            : figures.Cost(sum, unit);
    }

    // Requests and tokens have no currency: all of them count.
    private static SpendFigures Everything(SpendResult result) => ComparedRows.Sum(result.Totals.Select(total => total.Figures));

    private static long? PerDay(long? cost, int days) => days == 0 ? null : cost / days;

    private static long? Unassigned(SpendResult departments, string currency)
    {
        var rows = departments.Rows.Where(row => ComparedRows.Counts(row.Currency, currency) && row.Keys[0] is null).ToList();
        return rows.Count == 0 ? 0 : ComparedRows.Sum(rows.Select(row => row.Figures)).Cost;
    }

    private static decimal? Percent(long? part, long? whole) => part is null || whole is null or 0 ? null : part.Value * 100m / whole.Value;
}

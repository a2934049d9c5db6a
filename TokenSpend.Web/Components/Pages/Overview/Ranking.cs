using System.Globalization;
using Microsoft.Extensions.Localization;
using TokenSpend.Core.Spend;
using TokenSpend.Web.Components.Charts;
using TokenSpend.Web.Components.Shared;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Resources;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Overview;

/// <summary>One line of a ranking, ready to be shown.</summary>
/// <param name="Part">Length of the bar as CSS, against the greatest row.</param>
public sealed record RankedRow(string Name, string Colour, Figure Cost, Figure Share, string Part, Change Change, string? Link);

/// <summary>The greatest of a dimension, the rest as one row, and the query's total.</summary>
public sealed record Ranking(Dimension Dimension, string Currency, IReadOnlyList<RankedRow> Rows, Figure Total, Change TotalChange)
{
    private const int Most = 8;

    public static Ranking Of(OverviewData data, Pair answers, string currency, IStringLocalizer<Texts> text, Writing writing)
    {
        var dimension = answers.Now.Query.By[0];
        var compared = answers.In(currency);
        var (top, rest, count) = compared.Top(Most);
        var colours = data.Colours.For(dimension, top.Where(row => row.Now.Cost is > 0).Select(row => row.Keys[0]).Take(Palette.MostSeries));
        var greatest = top.Concat(rest is null ? [] : [rest]).Max(row => row.Now.Cost) ?? 0;

        RankedRow Line(ComparedRow row, string name, string colour, string? link) => new(
            name, colour, writing.Figures.Cost(row.Now, currency), writing.Figures.Share(row.Now.Cost, compared.Total.Cost), Part(row.Now.Cost, greatest),
            writing.Figures.Change(row.Now.Cost, row.Before is null ? 0 : row.Before.Cost, Was(row.Before)), link);

        string? Was(SpendFigures? before) => before?.Cost is { } cost ? text["Tile.Was", writing.Figures.Money(cost, currency)].Value : null;

        var lines = top.Select(row => Line(row, text.Key(dimension, row.Keys[0]), row.Keys[0] is { } key ? colours.GetValueOrDefault(key, Palette.Other) : Palette.Unassigned,
            Links.Explore((data.View with { Show = data.Currencies.Count > 1 ? currency : data.View.Show }).Drill([dimension], row.Keys))));
        if (rest is not null)
            lines = lines.Append(Line(rest, text["Table.Others", count], Palette.Other, Links.Explore(data.View with { By = [dimension], Compare = true })));
        return new Ranking(dimension, currency, [.. lines], writing.Figures.Cost(compared.Total, currency),
            writing.Figures.Change(compared.Total.Cost, compared.TotalBefore?.Cost, Was(compared.TotalBefore)));
    }

    private static string Part(long? cost, long greatest) => cost is > 0 && greatest > 0
        ? (cost.Value * 100m / greatest).ToString("0.##", CultureInfo.InvariantCulture) + "%"
        : "0%";
}

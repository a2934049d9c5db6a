using Microsoft.Extensions.Localization;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Spend;
using TokenSpend.Web.Resources;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Prices;

/// <summary>What a change of prices makes of one department's cost.</summary>
public sealed record PreviewLine(string Department, string Currency, Figure Records, Figure Before, Figure After, Change Change)
{
    /// <summary>Tokens that nothing prices have no currency: they are told with the department's largest amount.</summary>
    public static IReadOnlyList<PreviewLine> Of(IEnumerable<RatingPreviewRow> rows, IStringLocalizer<Texts> text, Writing writing)
    {
        ArgumentNullException.ThrowIfNull(writing);
        return [.. rows.GroupBy(row => row.Department).SelectMany(department =>
        {
            var blank = department.FirstOrDefault(row => row.Currency.Length == 0);
            var priced = department.Where(row => row.Currency.Length > 0).ToList();
            if (blank is null) return priced;
            return priced.Count == 0 ? [blank]
                : priced.Select((row, at) => at > 0 ? row : row with { Records = row.Records + blank.Records, UnpricedBefore = row.UnpricedBefore + blank.UnpricedBefore, UnpricedAfter = row.UnpricedAfter + blank.UnpricedAfter });
        }).Select(row => Of(row, text, writing))];
    }

    private static PreviewLine Of(RatingPreviewRow row, IStringLocalizer<Texts> text, Writing writing)
    {
        var (before, after) = (Known(row.Before, row.UnpricedBefore), Known(row.After, row.UnpricedAfter));
        return new PreviewLine(text.Key(Dimension.Department, row.Department), row.Currency, Figures.Count(row.Records),
            writing.Figures.Cost(new SpendFigures(before, 0, 0, default, row.UnpricedBefore), row.Currency),
            writing.Figures.Cost(new SpendFigures(after, 0, 0, default, row.UnpricedAfter), row.Currency),
            writing.Figures.Change(after, before));
    }

    // Nothing known beside tokens without a price is unknown, not 0.
    private static long? Known(long cost, long unpriced) => cost == 0 && unpriced > 0 ? null : cost;
}

using Microsoft.Extensions.Localization;
using TokenSpend.Core.Spend;
using TokenSpend.Web.Resources;

namespace TokenSpend.Web.Text;

/// <summary>The totals of an answer inside a sentence: "$24.1 K and ¥30.6 K".</summary>
public static class Amounts
{
    /// <param name="first">The currency that is shown stands first.</param>
    public static string Of(SpendResult result, string? first, IStringLocalizer<Texts> text, Figures figures)
    {
        var priced = result.Totals.Where(total => total.Currency.Length > 0).OrderBy(total => total.Currency == first ? 0 : 1)
            .Select(total => total.Figures.Cost is { } cost ? figures.Compact(cost, total.Currency) : text["Headline.UnknownCost", total.Currency].Value)
            .ToList();
        return priced.Count == 0
            ? text["Figure.Unknown"]
            : priced.Aggregate((sofar, next) => text["Headline.And", sofar, next]);
    }
}

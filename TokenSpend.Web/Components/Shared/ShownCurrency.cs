using TokenSpend.Core.Spend;
using TokenSpend.Web.Navigation;

namespace TokenSpend.Web.Components.Shared;

/// <summary>Currencies are never added without a rate: where an answer has several, chart and tables show one of them at a time.</summary>
public static class ShownCurrency
{
    /// <summary>Written where all is unpriced and no amount gives a currency.</summary>
    private const string Otherwise = "USD";

    /// <summary>Currencies of an answer. Unpriced usage alone has none: it is unknown in any.</summary>
    /// <returns>Most requests first: amounts of two currencies do not compare, requests do.</returns>
    public static IReadOnlyList<string> In(SpendResult result) =>
        [.. result.Totals.Where(total => total.Currency.Length > 0).OrderByDescending(total => total.Figures.Requests).Select(total => total.Currency)];

    /// <summary>The one the reader chose, else the one with the most requests; null for an empty answer.</summary>
    public static string? Of(ViewState view, IReadOnlyList<string> known, SpendResult result)
    {
        var present = In(result);
        return result.Totals.Count == 0 ? null
            : present.Count == 0 ? view.Currency ?? known.FirstOrDefault() ?? Otherwise
            : view.Show is { } chosen && present.Contains(chosen) ? chosen
            : view.Currency is { } target && present.Contains(target) ? target
            : present[0];
    }
}

using TokenSpend.Core.Spend;
using TokenSpend.Web.Navigation;

namespace TokenSpend.Web.Components.Shared;

/// <summary>Currencies are never added without a rate: where an answer has several, chart and tables show one of them at a time.</summary>
public static class ShownCurrency
{
    /// <summary>Written where all is unpriced and no amount gives a currency.</summary>
    private const string Otherwise = "USD";

    /// <summary>Currencies of an answer. Unpriced usage alone has none: it is unknown in any.</summary>
    public static IReadOnlyList<string> In(SpendResult result) => [.. result.Totals.Select(total => total.Currency).Where(code => code.Length > 0)];

    /// <summary>The one the reader chose, else the first of the store's that the answer has; null for an empty answer.</summary>
    public static string? Of(ViewState view, IReadOnlyList<string> known, SpendResult result)
    {
        var present = In(result);
        return result.Totals.Count == 0 ? null
            : present.Count == 0 ? view.Currency ?? known.FirstOrDefault() ?? Otherwise
            : view.Show is { } chosen && present.Contains(chosen) ? chosen
            : view.Currency is { } target && present.Contains(target) ? target
            : known.FirstOrDefault(present.Contains) ?? present[0];
    }
}

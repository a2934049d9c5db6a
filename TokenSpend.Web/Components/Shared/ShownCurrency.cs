using TokenSpend.Core.Spend;
using TokenSpend.Web.Navigation;

namespace TokenSpend.Web.Components.Shared;

/// <summary>Currencies are never added without a rate: where an answer has several, chart and tables show one of them at a time.</summary>
public static class ShownCurrency
{
    /// <summary>The one the reader chose, else the first of the store's that the answer has; null for an empty answer.</summary>
    public static string? Of(ViewState view, IReadOnlyList<string> known, SpendResult result)
    {
        var present = result.Totals.Select(total => total.Currency).ToList();
        return present.Count == 0 ? null
            : view.Show is { } chosen && present.Contains(chosen) ? chosen
            : view.Currency is { } target && present.Contains(target) ? target
            : known.FirstOrDefault(present.Contains) ?? present[0];
    }
}

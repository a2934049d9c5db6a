using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Primitives;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Prices;

/// <summary>The prices of today, searched and cut into pages; what is missing or outdated stands above them.</summary>
public sealed partial class PriceList
{
    private const int PerPage = 50;

    [Parameter, EditorRequired] public required PriceListing Of { get; set; }
    [Parameter, EditorRequired] public required ViewState View { get; set; }
    [Parameter, EditorRequired] public required Period Days { get; set; }
    [Parameter] public string? Search { get; set; }
    [Parameter] public int Page { get; set; } = 1;
    [Parameter] public bool IsBehind { get; set; }
    [Parameter] public bool Stale { get; set; }

    [Inject] private Writing Writing { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private List<PriceLine> _lines = [];
    private int _found, _page, _pages;

    private bool HasContract => Of.Prices.Any(price => price.Book == PriceBookFiles.Contract);

    private string Sentence => Of.Unpriced.Count == 0
        ? Text["Prices.Headline", Figures.Count(Of.Prices.Select(price => (price.Row.Provider, price.Row.Model)).Distinct().Count()).Text, Writing.Days.Range(Days)]
        : Text["Prices.HeadlineUnpriced", Writing.Figures.CountCompact(Of.Unpriced.Sum(model => model.Tokens)), Figures.Count(Of.Unpriced.Count).Text, Writing.Days.Range(Days)];

    protected override void OnParametersSet()
    {
        // All words must be there, in the provider's name or the model's.
        var words = (Search ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var found = Of.Prices.Where(price => words.All(word => $"{price.Row.Provider} {price.Row.Model} {string.Join(' ', price.Row.Aliases)}".Contains(word, StringComparison.OrdinalIgnoreCase))).ToList();
        _found = found.Count;
        _pages = Math.Max(1, (found.Count + PerPage - 1) / PerPage);
        _page = Math.Clamp(Page, 1, _pages);
        _lines = [.. found.Skip((_page - 1) * PerPage).Take(PerPage).Select(price => PriceLine.Of(price, View, Text, Writing))];
    }

    private void Find(ChangeEventArgs e) => Navigation.NavigateTo(Links.Prices(View, e.Value?.ToString()?.Trim()));

    private void Turn(int page) => Navigation.NavigateTo(Links.Prices(View, Search, page));
}

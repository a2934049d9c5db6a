using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Pricing;
using TokenSpend.Core.Usage;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Prices;

/// <summary>Standard prices of up to four models side by side; the address says which.</summary>
public sealed partial class PriceComparison
{
    private const int MostBeside = 3;

    [Parameter, EditorRequired] public required ShownPrices Of { get; set; }
    [Parameter, EditorRequired] public required ViewState View { get; set; }

    /// <summary>To choose from.</summary>
    [Parameter, EditorRequired] public required IReadOnlyList<(string Provider, string Model)> Models { get; set; }

    [Inject] private Writing Writing { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private string? _unknown;

    /// <summary>The usual ones, and those that some model here has a price for.</summary>
    private IEnumerable<TokenKindInfo> Kinds => TokenKindInfo.All.Where(kind => (int)kind.Kind < TokenKindInfo.AlwaysShown || Of.Models.Any(model => BookPrice.Standard(model.Prices)?.NanosPerMillion[(int)kind.Kind] is not null));

    private static string CurrencyOf(ShownModel model) => BookPrice.Standard(model.Prices)?.Currency ?? Figures.NotApplicable.Text;

    private Figure PriceOf(ShownModel model, TokenKind kind) => BookPrice.Standard(model.Prices) is { } row ? new PriceFigures(Text, Writing).Of(row, kind) : Figures.NotApplicable with { Hint = Text["Prices.NoPrice"] };

    private string Without(ShownModel gone) => Link([.. Of.Beside.Where(name => name != $"{gone.Record.Provider}/{gone.Record.Model}")]);

    private string Link(IReadOnlyList<string> beside) => Links.Price(Of.Main.Record.Provider, Of.Main.Record.Model, View, beside, Of.IsToday ? null : Of.On, Of.Known);

    private void Add(ChangeEventArgs e)
    {
        var name = e.Value?.ToString()?.Trim() ?? "";
        // A model's name alone will do where one provider has it.
        var found = Models.Where(model => $"{model.Provider}/{model.Model}".Equals(name, StringComparison.OrdinalIgnoreCase) || model.Model.Equals(name, StringComparison.OrdinalIgnoreCase)).ToList();
        _unknown = name.Length > 0 && found.Count == 0 ? name : null;
        if (found.Count > 0) Navigation.NavigateTo(Link([.. Of.Beside, $"{found[0].Provider}/{found[0].Model}"]));
    }
}

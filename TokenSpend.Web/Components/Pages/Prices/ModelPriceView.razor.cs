using System.Globalization;
using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Pricing;
using TokenSpend.Core.Usage;
using TokenSpend.Web.Components.Charts;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Prices;

/// <summary>A model's prices of a day, their course, and all that was ever recorded.</summary>
public sealed partial class ModelPriceView
{
    private static readonly IReadOnlyList<TokenKindInfo> MainKinds = [.. TokenKindInfo.All.Take(TokenKindInfo.AlwaysShown)];

    [Parameter, EditorRequired] public required ShownPrices Of { get; set; }
    [Parameter, EditorRequired] public required ViewState View { get; set; }

    /// <summary>To compare with.</summary>
    [Parameter, EditorRequired] public required IReadOnlyList<(string Provider, string Model)> Models { get; set; }

    [Parameter] public bool IsBehind { get; set; }

    [Inject] private Writing Writing { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private PriceFigures _figures = null!;
    private ChartSpec? _chart;

    private ShownModel Main => Of.Main;

    private string Sentence => BookPrice.Standard(Main.Prices) is { } row && row.PricedAs(TokenKind.Input) is not null && row.PricedAs(TokenKind.Output) is not null
        ? Text["ModelPrice.Headline", Main.Record.Model, Main.Record.Provider, Written(row, TokenKind.Input), Written(row, TokenKind.Output), Writing.Days.Long(Of.On)]
        : Text["ModelPrice.HeadlineNone", Main.Record.Model, Main.Record.Provider, Writing.Days.Long(Of.On)];

    private string InForce => Of.Known is { } known ? Text["ModelPrice.InForceKnown", Writing.Days.Long(Of.On), Writing.Days.Long(known)] : Text["ModelPrice.InForce", Writing.Days.Long(Of.On)];

    private string About => string.Join(" · ", new[]
    {
        Main.Record.Publisher is { } publisher ? Text["ModelPrice.Publisher", publisher].Value : null,
        Main.Record.Names.Count > 0 ? Text["ModelPrice.Names", string.Join(Text["Budgets.ListComma"], Main.Record.Names)].Value : null,
        Main.Record.SoldBy.Count > 0 ? Text["ModelPrice.SoldBy", string.Join(Text["Budgets.ListComma"], Main.Record.SoldBy)].Value : null,
    }.OfType<string>());

    protected override void OnParametersSet()
    {
        _figures = new PriceFigures(Text, Writing);
        _chart = PriceChart.Of(Of.Models, Of.Today, Text, Writing);
    }

    private string Written(PriceRow row, TokenKind kind) => Figures.Symbol(row.Currency) + _figures.Of(row, kind).Text;

    // On a phone the two prices that most requests go by.
    private static string ClassOf(TokenKindInfo kind) => kind.Kind is TokenKind.Input or TokenKind.Output ? "num" : "num wide";

    /// <summary>Kinds that have no column and units, as far as they have prices of their own.</summary>
    private string Others(PriceRow row) => string.Join(" · ",
    [
        .. TokenKindInfo.All.Skip(TokenKindInfo.AlwaysShown).Where(kind => row.NanosPerMillion[(int)kind.Kind] is not null).Select(kind => $"{Text.OfTokens(kind.Name)} {_figures.Of(row, kind.Kind).Text}"),
        .. PriceUnitInfo.All.Where(unit => row.UnitNanosPerMillion[(int)unit.Unit] is not null).Select(unit => Text.Of(unit.Unit, PriceFigures.Of(row, unit).Text)),
    ]);

    private static string? Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private void ShowOn(ChangeEventArgs e) => Show(Day(e), Of.Known);

    private void ShowKnown(ChangeEventArgs e) => Show(Of.IsToday ? null : Of.On, Day(e));

    private void Show(DateOnly? on, DateOnly? known) => Navigation.NavigateTo(Links.Price(Main.Record.Provider, Main.Record.Model, View, Of.Beside, on, known));

    private static DateOnly? Day(ChangeEventArgs e) => DateOnly.TryParseExact(e.Value?.ToString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}

using Microsoft.Extensions.Localization;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Pricing;
using TokenSpend.Core.Usage;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Resources;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Prices;

/// <summary>One model of the list, ready to be shown.</summary>
/// <param name="Note">For whom the price is, and whether there are others; null: for everybody, and the only one.</param>
public sealed record PriceLine(string Key, string Provider, string Model, string Link, string? Note, Figure Input, Figure Cached, Figure Output, string Currency, string Book, bool IsContract, string Since)
{
    public static PriceLine Of(ListedPrice price, ViewState view, IStringLocalizer<Texts> text, Writing writing)
    {
        ArgumentNullException.ThrowIfNull(price);
        var (row, figures) = (price.Row, new PriceFigures(text, writing));
        string?[] notes = [row.On.Payer is { } payer ? text["Prices.ForPayer", payer].Value : null, price.HasOthers ? text["Prices.HasOthers"].Value : null];
        var note = string.Join(" · ", notes.OfType<string>());
        return new PriceLine($"{row.Provider}/{row.Model}/{row.On.Payer}", row.Provider, row.Model, Links.Price(row.Provider, row.Model, view), note.Length == 0 ? null : note,
            figures.Of(row, TokenKind.Input), figures.Of(row, TokenKind.CacheRead), figures.Of(row, TokenKind.Output), row.Currency, figures.Book(price.Book), price.Book == PriceBookFiles.Contract, figures.Since(row));
    }
}

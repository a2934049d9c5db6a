using Microsoft.Extensions.Localization;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Pricing;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;
using TokenSpend.Web.Resources;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Prices;

/// <summary>Prices and their conditions as text. Prices are written with every digit: a rounded one would not explain a cost.</summary>
public sealed class PriceFigures(IStringLocalizer<Texts> text, Writing writing)
{
    /// <summary>"1.25", "0.50", "0.0375".</summary>
    public static string Exact(long nanosPerMillion)
    {
        var digits = Nano.Format(nanosPerMillion);
        var decimals = digits.IndexOf('.', StringComparison.Ordinal) is var point and >= 0 ? digits.Length - point - 1 : 0;
        return decimals switch { 0 => digits + ".00", 1 => digits + "0", _ => digits };
    }

    /// <summary>Price of a kind; muted where it is that of a parent, "–" where there is none.</summary>
    public Figure Of(PriceRow row, TokenKind kind) => row.PricedAs(kind) switch
    {
        null => Figures.NotApplicable with { Hint = text["Prices.NoPrice"] },
        { } own when own == kind => new Figure(Exact(row.NanosPerMillion[(int)kind]!.Value), FigureLook.Value),
        { } parent => new Figure(Exact(row.NanosPerMillion[(int)parent]!.Value), FigureLook.NotApplicable, text["Prices.Inherited", text.OfTokens(TokenKindInfo.Of(parent).Name)]),
    };

    /// <summary>Price of another unit than a token, as its column has it.</summary>
    public static Figure Of(PriceRow row, PriceUnitInfo unit) => row.UnitNanosPerMillion[(int)unit.Unit] is { } nanos
        ? new Figure(Exact(Nano.DivideHalfEven((Int128)nanos * unit.Per, 1_000_000)), FigureLook.Value)
        : Figures.NotApplicable;

    public string Book(string name) => name == PriceBookFiles.Contract ? text["Prices.BookContract"] : text["Prices.BookList"];

    /// <summary>"since ever" or the first day.</summary>
    public string Since(PriceRow row) => row.From is { } from ? writing.Days.Long(from) : text["Prices.Ever"];

    /// <summary>The days that a row is for, both ends inside.</summary>
    public string Days(PriceRow row) => (row.From, row.To) switch
    {
        (null, null) => text["Prices.Ever"],
        ({ } from, null) => text["Prices.From", writing.Days.Long(from)],
        (null, { } to) => text["Prices.Until", writing.Days.Long(to.AddDays(-1))],
        ({ } from, { } to) => writing.Days.Range(new Period(from, to)),
    };

    /// <summary>"Batch · eu · prompts over 200,000 tokens · for openai / org-1"; "Standard" where nothing is special.</summary>
    public string Conditions(PriceRow row) => string.Join(" · ", new string?[]
    {
        text.Of(row.Tier),
        row.On.Region,
        row.On.Hours?.ToString(),
        row.ContextOver == 0 ? null : row.ContextMode == ContextMode.Graduated ? text["Prices.OverPart", Figures.Count(row.ContextOver).Text].Value : text["Prices.Over", Figures.Count(row.ContextOver).Text].Value,
        row.On.Payer is { } payer ? text["Prices.ForPayer", payer].Value : null,
    }.OfType<string>());
}

using System.Globalization;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Pricing;
using TokenSpend.Core.Usage;

namespace TokenSpend.Web.Components.Pages.Prices;

/// <summary>A price of a contract as it is typed: text in every field, whether it makes sense yet or not.</summary>
public sealed class PriceDraft
{
    public string Provider { get; set; } = "";
    public string Model { get; set; } = "";

    /// <summary>"issuer" or "issuer / account"; blank: everybody.</summary>
    public string Payer { get; set; } = "";
    public string Currency { get; set; } = "USD";
    public ServiceTier Tier { get; set; }
    public string Region { get; set; } = "";
    public string ContextOver { get; set; } = "";
    public DateOnly? From { get; set; }

    /// <summary>Last day; null: until something else is entered.</summary>
    public DateOnly? Last { get; set; }

    /// <summary>By <see cref="TokenKind"/>, per million tokens.</summary>
    public string[] Prices { get; } = [.. TokenKindInfo.All.Select(_ => "")];
    public string Source { get; set; } = "";
    public string By { get; set; } = "";

    /// <summary>Column of a kind in a price file.</summary>
    public static string Field(TokenKind kind) => TokenKindInfo.Of(kind).Name;

    /// <param name="like">Whose currency and prices stand in the fields at first; null: none.</param>
    public static PriceDraft New(DateOnly from, string? provider, string? model, PriceRow? like)
    {
        var draft = new PriceDraft { From = from, Provider = provider ?? like?.Provider ?? "", Model = model ?? like?.Model ?? "" };
        if (like is null) return draft;
        draft.Currency = like.Currency;
        foreach (var kind in TokenKindInfo.All)
            draft.Prices[(int)kind.Kind] = like.NanosPerMillion[(int)kind.Kind] is { } nanos ? Nano.Format(nanos) : "";
        return draft;
    }

    /// <param name="named">The model that a provider and a name mean, by all names that the books know.</param>
    /// <param name="today">The price counts as checked on it.</param>
    public (PriceRow? Row, IReadOnlyList<PriceProblem> Problems) Read(Func<string, string, KnownModel> named, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(named);
        List<PriceProblem> problems = [];
        foreach (var (field, text) in new[] { ("provider", Provider), ("model", Model), ("source", Source) })
            if (string.IsNullOrWhiteSpace(text)) problems.Add(new(field, "required"));
        var currency = Currency.Trim().ToUpperInvariant();
        if (currency.Length != 3 || !currency.All(char.IsAsciiLetterUpper)) problems.Add(new("currency", "currency", Currency));
        long over = 0;
        if (ContextOver.Trim().Length > 0 && (!long.TryParse(ContextOver.Trim(), NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out over) || over <= 0)) problems.Add(new("context_over", "tokens", ContextOver));
        if (From is { } from && Last is { } last && last < from) problems.Add(new("to", "days"));
        var prices = TokenKindInfo.All.Select(kind => Price(kind.Kind, problems)).ToArray();
        if (Prices.All(string.IsNullOrWhiteSpace)) problems.Add(new(Field(TokenKind.Input), "no-price"));
        if (problems.Count > 0) return (null, problems);

        var model = named(Provider.Trim(), Model.Trim());
        return (new PriceRow
        {
            Line = 1, Provider = model.Provider, Model = model.Model, Aliases = [], Publisher = model.Publisher, Currency = currency,
            On = new PriceSelector(OrNull(Payer), Tier, OrNull(Region)?.ToLowerInvariant(), null), ContextOver = over, From = From, To = Last?.AddDays(1),
            NanosPerMillion = prices, Source = Source.Trim(), Checked = today, EnteredBy = OrNull(By),
        }, []);
    }

    private long? Price(TokenKind kind, List<PriceProblem> problems)
    {
        var text = Prices[(int)kind].Trim();
        if (text.Length == 0) return null;
        if (Nano.TryParse(text, out var nanos) && nanos >= 0) return nanos;
        problems.Add(new(Field(kind), "price", text));
        return null;
    }

    private static string? OrNull(string text) => text.Trim() is { Length: > 0 } some ? some : null;
}

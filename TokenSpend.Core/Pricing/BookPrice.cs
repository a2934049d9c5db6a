using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Pricing;

/// <summary>A price and the book that says so.</summary>
/// <param name="Book">contract, list or another book's name.</param>
public sealed record BookPrice(string Book, PriceRow Row)
{
    /// <summary>Of prices that hold at one time, that which a reader means by "the price": standard tier, everybody, everywhere, at any hour and length.</summary>
    /// <param name="prices">The winning book's first.</param>
    /// <returns>Null where there is none.</returns>
    public static PriceRow? Standard(IEnumerable<BookPrice> prices) =>
        prices.FirstOrDefault(price => price.Row is { ContextOver: 0, On: { Payer: null, Tier: ServiceTier.Standard, Region: null, Hours: null } })?.Row;
}

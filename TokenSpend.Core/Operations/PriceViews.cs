using TokenSpend.Core.Pricing;
using TokenSpend.Core.Spend;

namespace TokenSpend.Core.Operations;

/// <summary>The prices of a day, and what a period's usage says about them.</summary>
/// <param name="Unpriced">Most tokens first.</param>
/// <param name="Bills">Bills that imply other prices than the books; the largest difference first.</param>
public sealed record PriceListing(DateOnly Day, IReadOnlyList<ListedPrice> Prices, IReadOnlyList<UnpricedModel> Unpriced, IReadOnlyList<BillCheck> Bills);

/// <summary>Usage of a model whose cost is unknown.</summary>
/// <param name="Provider">Null: unknown.</param>
/// <param name="Model">Null: the source names none.</param>
/// <param name="Tokens">Without a price in the period.</param>
/// <param name="Nearest">Priced models with names like it, the most alike first.</param>
public sealed record UnpricedModel(string? Provider, string? Model, long Tokens, long Requests, IReadOnlyList<(string Provider, string Model)> Nearest);

/// <summary>All that the books ever said of a provider's model.</summary>
/// <param name="Names">Other names that mean it.</param>
/// <param name="Rows">In force or not, the contract's first, then by tier, region, hours and length; the latest days first.</param>
/// <param name="Current">What is believed now of all days, the winning book first.</param>
/// <param name="SoldBy">Other providers with a price of the same model.</param>
public sealed record ModelRecord(string Provider, string Model, string? Publisher, IReadOnlyList<string> Names, IReadOnlyList<RecordedPrice> Rows, IReadOnlyList<BookPrice> Current, IReadOnlyList<string> SoldBy);

/// <summary>A row of a book and the time in which it was believed.</summary>
/// <param name="Until">UTC: since then a later row says otherwise of its days, or of some of them; null: none does.</param>
/// <param name="IsBelieved">On some of its days at least it still is.</param>
public sealed record RecordedPrice(string Book, PriceRow Row, DateTime? Until, bool IsBelieved);

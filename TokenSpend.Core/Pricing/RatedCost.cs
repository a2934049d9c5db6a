namespace TokenSpend.Core.Pricing;

/// <summary>Metered cost of one record.</summary>
/// <param name="Input">Input side, every cache kind in it. Nano units; null: unknown.</param>
/// <param name="Total">Nano units; null: unknown. With unpriced tokens it is a lower bound.</param>
/// <param name="UnpricedTokens">Tokens without a price.</param>
/// <param name="Currency">"" where nothing is priced.</param>
public readonly record struct RatedCost(long? Input, long? Total, long UnpricedTokens, string Currency)
{
    /// <summary>What is left of the total: the two sides always sum to it.</summary>
    public long? Output => Total - Input;

    public static RatedCost Unpriced(long tokens) => new(null, null, tokens, "");

    /// <summary>Known to cost nothing.</summary>
    public static RatedCost Nothing(string currency) => new(0, 0, 0, currency);
}

namespace TokenSpend.Core.Primitives;

/// <summary>A cost that says what it does not know.</summary>
/// <param name="Priced">The known part.</param>
/// <param name="UnpricedTokens">Tokens that no price covers; above 0 the cost is a lower bound. Unit: tokens (or the kind's own unit).</param>
public readonly record struct Cost(Money Priced, long UnpricedTokens)
{
    public static Cost operator +(Cost a, Cost b) => new(a.Priced + b.Priced, checked(a.UnpricedTokens + b.UnpricedTokens));
}

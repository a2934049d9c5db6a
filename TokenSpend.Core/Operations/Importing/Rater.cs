using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Operations.Importing;

/// <summary>Metered cost of one record.</summary>
/// <param name="Nanos">Null: unknown.</param>
/// <param name="Currency">"" where nothing is priced.</param>
internal readonly record struct Rated(long? Nanos, long UnpricedTokens, string Currency);

/// <summary>Gives each model its prices once, so that a request finds them without a search.</summary>
internal sealed class Rater
{
    public ModelRates For(ModelName model) => new(model);
}

/// <summary>The prices of one model as a provider sells it.</summary>
internal sealed class ModelRates(ModelName model)
{
    public ModelName Model => model;

    public Rated Rate(long atMs, ServiceTier tier, RequestStatus status, in TokenCounts tokens, bool isBucket) =>
        new(null, tokens.Total, "");
}

using TokenSpend.Core.Pricing;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Savings;

/// <summary>What the hints ask about a model as one provider sells it.</summary>
/// <param name="Smaller">Smaller models of its family that this provider sells, the next size first; empty unless it is a large one.</param>
/// <param name="CacheMinimum">Fewest tokens that its provider caches.</param>
public sealed record ModelFacts(ModelPrices Prices, IReadOnlyList<ModelPrices> Smaller, int CacheMinimum)
{
    public KnownModel Model => Prices.Model;

    public static ModelFacts Of(ModelName name, PriceBooks prices, ModelFamilies families, SavingsSettings settings)
    {
        ArgumentNullException.ThrowIfNull(prices);
        ArgumentNullException.ThrowIfNull(families);
        ArgumentNullException.ThrowIfNull(settings);
        var own = prices.For(name.Provider, name.Model);
        return new ModelFacts(own, [.. families.Smaller(own.Model.Model).Select(smaller => prices.For(name.Provider, smaller))], settings.CacheMinimumOf(name.Provider));
    }
}

/// <summary>Facts by stored model id.</summary>
public sealed class ModelTable(IReadOnlyList<ModelFacts?> facts)
{
    /// <exception cref="ArgumentException">No model has this id.</exception>
    public ModelFacts this[int id] => facts[id] ?? throw new ArgumentException($"There is no model {id}.", nameof(id));

    /// <param name="models">By id; the default where an id has no model.</param>
    public static ModelTable Of(IReadOnlyList<ModelName> models, PriceBooks prices, ModelFamilies families, SavingsSettings settings)
    {
        ArgumentNullException.ThrowIfNull(models);
        return new([.. models.Select(name => name.Model is null ? null : ModelFacts.Of(name, prices, families, settings))]);
    }
}

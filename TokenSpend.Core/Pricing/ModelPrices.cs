using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Pricing;

/// <summary>All prices of one model as one provider sells it, over time and tiers: an importer keeps one per model name. Immutable.</summary>
public sealed class ModelPrices
{
    private static readonly int Tiers = Enum.GetValues<ServiceTier>().Length;

    // Moments at which anything changes, ascending, the first at the beginning of time; and the card from then on, by tier.
    private readonly long[] _fromMs;
    private readonly PriceCard?[] _cards;

    /// <param name="layers">Rows of the model by book, the winning book first.</param>
    /// <param name="zone">In which the provider's days begin.</param>
    internal ModelPrices(KnownModel model, IReadOnlyList<IReadOnlyList<PriceRow>> layers, TimeZoneInfo zone)
    {
        Model = model;
        DateOnly[] days = [DateOnly.MinValue, .. layers.SelectMany(rows => rows).SelectMany(row => new[] { row.From, row.To }).OfType<DateOnly>().Distinct().Order()];
        _fromMs = [.. days.Select(day => day == DateOnly.MinValue ? long.MinValue : Midnight(day, zone))];
        _cards = [.. days.SelectMany(day => Enumerable.Range(0, Tiers).Select(tier => Card(layers, day, (ServiceTier)tier)))];
    }

    public KnownModel Model { get; }

    /// <summary>The prices at an instant; null where the books have none.</summary>
    /// <param name="atMs">Milliseconds since 1970, UTC.</param>
    public PriceCard? At(long atMs, ServiceTier tier)
    {
        var segment = _fromMs.Length - 1;
        while (atMs < _fromMs[segment]) segment--;
        return _cards[segment * Tiers + (int)tier];
    }

    /// <summary>The metered cost of a record.</summary>
    /// <param name="atMs">Milliseconds since 1970, UTC.</param>
    /// <param name="isBucket">Many requests in one.</param>
    public RatedCost Rate(long atMs, ServiceTier tier, RequestStatus status, in TokenCounts tokens, bool isBucket)
    {
        var card = At(atMs, tier);
        if (status == RequestStatus.CachedAnswer || Model.IsFree) return RatedCost.Nothing(card?.Currency ?? "");
        if (card is not null) return card.Rate(tokens, isBucket);
        return tokens.Total is > 0 and var unpriced ? RatedCost.Unpriced(unpriced) : RatedCost.Nothing("");
    }

    /// <summary>Why there is no price at an instant, for people.</summary>
    public string WhyUnpriced(long atMs) => Array.Exists(_cards, card => card is not null)
        ? $"the price book has no price of {Model.Model} at {Model.Provider} for {DateTime.UnixEpoch.AddMilliseconds(atMs):yyyy-MM-dd}"
        : $"the price book has no price of {Model.Model} at {Model.Provider}";

    private static PriceCard? Card(IReadOnlyList<IReadOnlyList<PriceRow>> layers, DateOnly day, ServiceTier tier) =>
        Card(layers, day, tier, isAssumed: false)
        ?? (tier == ServiceTier.Standard ? null : Card(layers, day, ServiceTier.Standard, isAssumed: true));

    private static PriceCard? Card(IReadOnlyList<IReadOnlyList<PriceRow>> layers, DateOnly day, ServiceTier tier, bool isAssumed)
    {
        foreach (var layer in layers)
        {
            var rows = layer.Where(row => row.Tier == tier && row.Holds(day)).ToList();
            if (rows.Exists(row => row.ContextOver == 0)) return new PriceCard(rows, isAssumed);
        }
        return null;
    }

    private static long Midnight(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified);
        // A day may begin after midnight where clocks go forward then.
        while (zone.IsInvalidTime(local)) local = local.AddMinutes(15);
        return (long)(TimeZoneInfo.ConvertTimeToUtc(local, zone) - DateTime.UnixEpoch).TotalMilliseconds;
    }
}

using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Pricing;

/// <summary>All prices of one model as one provider sells it to one payer, over time and tiers: an importer keeps one per model name. Immutable.</summary>
public sealed class ModelPrices
{
    private static readonly int Tiers = Enum.GetValues<ServiceTier>().Length;

    // Moments at which anything changes, ascending, the first at the beginning of time; and the day's cards from then on, by tier.
    private readonly long[] _fromMs;
    private readonly DayCards?[] _cards;
    private readonly TimeZoneInfo _zone;

    /// <param name="layers">Rows of the model by book, the winning book first; no two of one key overlap.</param>
    /// <param name="zone">In which the provider's days begin.</param>
    /// <param name="payer">"issuer / account" of who pays; null where unknown.</param>
    internal ModelPrices(KnownModel model, IReadOnlyList<IReadOnlyList<PriceRow>> layers, TimeZoneInfo zone, string? payer = null)
    {
        (Model, _zone) = (model, zone);
        DateOnly[] days = [DateOnly.MinValue, .. layers.SelectMany(rows => rows).SelectMany(row => new[] { row.From, row.To }).OfType<DateOnly>().Distinct().Order()];
        _fromMs = [.. days.Select(day => day == DateOnly.MinValue ? long.MinValue : Midnight(day, zone))];
        _cards = [.. days.SelectMany(day => Enumerable.Range(0, Tiers).Select(tier => CardSearch.Find(layers, day, (ServiceTier)tier, model.Region, payer)))];
    }

    public KnownModel Model { get; }

    /// <summary>The prices at an instant; null where the books have none.</summary>
    /// <param name="atMs">Milliseconds since 1970, UTC.</param>
    /// <param name="isBucket">The instant stands for a day: its hour is unknown.</param>
    public PriceCard? At(long atMs, ServiceTier tier, bool isBucket = false)
    {
        var cards = CardsAt(atMs, (int)tier);
        return cards is null || cards.Windows.Length == 0 || isBucket ? cards?.RestOfDay : cards.At(MinuteOfDay(atMs));
    }

    /// <summary>The metered cost of a record.</summary>
    /// <param name="atMs">Milliseconds since 1970, UTC.</param>
    /// <param name="isBucket">Many requests in one.</param>
    /// <param name="requests">In the bucket; 0: unknown.</param>
    public RatedCost Rate(long atMs, ServiceTier tier, RequestStatus status, in TokenCounts tokens, bool isBucket, long requests = 1)
    {
        var card = At(atMs, tier, isBucket);
        if (status == RequestStatus.CachedAnswer || Model.IsFree) return RatedCost.Nothing(card?.Currency ?? "");
        if (card is null) return tokens.Total is > 0 and var unpriced ? RatedCost.Unpriced(unpriced) : RatedCost.Nothing("");
        if (!card.IsPerRequest) return card.Rate(tokens, isBucket);
        if (status == RequestStatus.Failed && tokens.Total == 0) return RatedCost.Nothing(card.Currency);
        // How often the price per request is due nobody knows: a cost without it would pass for the whole.
        return requests == 0 && tokens.Total > 0 ? RatedCost.Unpriced(tokens.Total) : card.Rate(tokens, isBucket, requests);
    }

    /// <summary>When usage costs something else at other prices of the same model name.</summary>
    /// <returns>[from, to) in milliseconds since 1970, UTC, ascending and apart.</returns>
    internal IEnumerable<(long FromMs, long ToMs)> DiffersFrom(ModelPrices other)
    {
        if (Model.IsFree && other.Model.IsFree) yield break;
        long[] moments = [.. _fromMs.Concat(other._fromMs).Distinct().Order()];
        long? from = null;
        for (var i = 0; i < moments.Length; i++)
        {
            var differs = Model.IsFree != other.Model.IsFree || Enumerable.Range(0, Tiers).Any(tier => !Same(CardsAt(moments[i], tier), other.CardsAt(moments[i], tier)));
            if (differs) from ??= moments[i];
            else if (from is { } start)
            {
                yield return (start, moments[i]);
                from = null;
            }
        }
        if (from is { } open) yield return (open, long.MaxValue);
    }

    private static bool Same(DayCards? one, DayCards? other) => one is null ? other is null : other is not null && one.CostsAs(other);

    private DayCards? CardsAt(long atMs, int tier)
    {
        var segment = _fromMs.Length - 1;
        while (atMs < _fromMs[segment]) segment--;
        return _cards[segment * Tiers + tier];
    }

    /// <summary>Why there is no price at an instant, for people.</summary>
    public string WhyUnpriced(long atMs) => Array.Exists(_cards, card => card is not null)
        ? $"the price book has no price of {Model.Model} at {Model.Provider} for {DateTime.UnixEpoch.AddMilliseconds(atMs):yyyy-MM-dd}"
        : $"the price book has no price of {Model.Model} at {Model.Provider}";

    private int MinuteOfDay(long atMs)
    {
        var minutes = (Math.DivRem(atMs, 60_000, out var rest) - (rest < 0 ? 1 : 0)
            + (long)_zone.GetUtcOffset(DateTime.UnixEpoch.AddMilliseconds(atMs)).TotalMinutes) % DayHours.MinutesPerDay;
        return (int)(minutes < 0 ? minutes + DayHours.MinutesPerDay : minutes);
    }

    private static long Midnight(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified);
        // A day may begin after midnight where clocks go forward then.
        while (zone.IsInvalidTime(local)) local = local.AddMinutes(15);
        return (long)(TimeZoneInfo.ConvertTimeToUtc(local, zone) - DateTime.UnixEpoch).TotalMilliseconds;
    }
}

using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Storage;

/// <summary>Key of the day rollup. Subject, model and currency are numbers of one import's lists or stored ids, never mixed.</summary>
internal readonly record struct DayKey(int Day, int Subject, int Model, ServiceTier Tier, int Currency) : IComparable<DayKey>
{
    /// <summary>The order of the rollup's primary key.</summary>
    public int CompareTo(DayKey other) =>
        Day != other.Day ? Day.CompareTo(other.Day)
        : Subject != other.Subject ? Subject.CompareTo(other.Subject)
        : Model != other.Model ? Model.CompareTo(other.Model)
        : Tier != other.Tier ? Tier.CompareTo(other.Tier)
        : Currency.CompareTo(other.Currency);
}

/// <summary>What is added to a row of the day rollup.</summary>
internal struct DayDelta
{
    public long Requests;
    public TokenCounts Tokens;
    public long Cost;
    public long Unpriced;

    public void Add(in TokenCounts tokens, long requests, long? cost, long unpriced)
    {
        Requests += requests;
        Tokens += tokens;
        Cost = checked(Cost + (cost ?? 0));
        Unpriced = checked(Unpriced + unpriced);
    }
}

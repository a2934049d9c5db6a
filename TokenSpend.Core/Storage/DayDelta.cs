using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Storage;

/// <summary>Key of the day rollup. Subject, model and currency are numbers of one import's lists or stored ids, never mixed.</summary>
internal readonly record struct DayKey(int Day, int Subject, int Model, ServiceTier Tier, int Currency);

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

namespace TokenSpend.Core.Usage;

/// <summary>A usage record as the importer carries it: names are numbers of one import's own lists.</summary>
public struct UsageRow
{
    /// <summary>Milliseconds since 1970, UTC.</summary>
    public long AtMs;
    /// <summary>64-bit identity.</summary>
    public long Fact;
    /// <summary>Number in the import's list of subjects.</summary>
    public int Subject;
    /// <summary>Number in the import's list of models.</summary>
    public int Model;
    /// <summary>Number in the import's list of currencies; 0 where nothing is priced.</summary>
    public int Currency;
    /// <summary>Line in the file.</summary>
    public int Line;
    /// <summary>Day number in the payer's calendar.</summary>
    public int Day;
    public ServiceTier Tier;
    public RequestStatus Status;
    public TokenCounts Tokens;
    /// <summary>Nano units; null: unknown.</summary>
    public long? Cost;
    public long UnpricedTokens;
    public long? ClaimedNanoUsd;

    /// <summary>Order of two tellings of one request: the greater figures win, whichever came first.</summary>
    public static int CompareFigures(in TokenCounts a, RequestStatus aStatus, in TokenCounts b, RequestStatus bStatus)
    {
        var order = a.Total.CompareTo(b.Total);
        for (var kind = 0; order == 0 && kind < TokenKindInfo.Count; kind++)
            order = a[(TokenKind)kind].CompareTo(b[(TokenKind)kind]);
        return order != 0 ? order : aStatus.CompareTo(bStatus);
    }
}

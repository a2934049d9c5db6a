using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Savings;

/// <summary>One request of a primary log, as the hints see it: names are stored ids.</summary>
public struct LoggedRequest
{
    /// <summary>Milliseconds since 1970, UTC.</summary>
    public long AtMs;

    /// <summary>64-bit identity.</summary>
    public long Fact;

    /// <summary>Stored id.</summary>
    public int Subject;

    /// <summary>Stored id.</summary>
    public int Model;

    public ServiceTier Tier;
    public RequestStatus Status;
    public TokenCounts Tokens;

    /// <summary>Metered, nano units; null: unknown, or known in part only. No hint claims anything of such a request.</summary>
    public long? Cost;

    /// <summary>ISO 4217; "" where nothing is priced.</summary>
    public string Currency;

    /// <summary>Tokens of the prompt, cached ones included.</summary>
    public readonly long Prompt
    {
        get
        {
            long prompt = 0;
            for (var kind = 0; kind < TokenKindInfo.Count; kind++)
                if (IsInput[kind]) prompt += Tokens[(TokenKind)kind];
            return prompt;
        }
    }

    private static readonly bool[] IsInput = [.. TokenKindInfo.All.Select(kind => kind.IsInput)];
}

/// <summary>What a hint would save of one request, nano units of its currency; the default claims nothing.</summary>
/// <param name="Saving">The likely figure: above 0, at most the request's cost.</param>
/// <param name="Low">At the least; at most <paramref name="Saving"/>.</param>
/// <param name="High">At the most; at least <paramref name="Saving"/>.</param>
public readonly record struct SavingClaim(long Saving, long Low, long High);

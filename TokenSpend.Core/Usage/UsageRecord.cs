namespace TokenSpend.Core.Usage;

/// <summary>Service tier that changes the price of the same tokens.</summary>
public enum ServiceTier : byte { Standard = 0, Batch = 1, Flex = 2, Priority = 3 }

/// <summary>How a request ended, as far as its cost goes.</summary>
public enum RequestStatus : byte
{
    Ok = 0,
    /// <summary>Failed: costs nothing unless it carries tokens.</summary>
    Failed = 1,
    /// <summary>Answered from a gateway's own cache: the provider saw nothing, it costs nothing.</summary>
    CachedAnswer = 2,
}

/// <summary>One metered request, or one bucket of requests that a provider reports.</summary>
public sealed record UsageRecord
{
    /// <summary>Instant of the request, or start of the bucket. UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>End of the bucket, exclusive; null for a single request. UTC.</summary>
    public DateTime? To { get; init; }

    /// <summary>Id from the provider list, or the name as given where it is not in the list.</summary>
    public required string Provider { get; init; }

    /// <summary>Model as the source names it.</summary>
    public required string Model { get; init; }

    public required Subject Subject { get; init; }
    public required TokenCounts Tokens { get; init; }

    /// <summary>Requests in the bucket; 1 for a single request, 0 where the source does not count them.</summary>
    public long Requests { get; init; } = 1;

    public ServiceTier Tier { get; init; }
    public RequestStatus Status { get; init; }

    /// <summary>The source's own id of the request; null where it gives none.</summary>
    public string? Id { get; init; }

    /// <summary>Further dimensions that tell two buckets apart (context window, region …), canonical text; part of a snapshot's identity.</summary>
    public string Dimensions { get; init; } = "";

    /// <summary>What the source itself thinks it cost: nano USD, shown beside the metered cost, never summed with it. Null: it says nothing.</summary>
    public long? ClaimedNanoUsd { get; init; }
}

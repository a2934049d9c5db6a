namespace TokenSpend.Core.Usage;

/// <summary>How much a source is worth when several tell of the same payer and day: the highest that covers the day gives the money.</summary>
public enum SourceLevel
{
    /// <summary>Traces and client logs: shape and evidence, never money.</summary>
    Detail = 0,
    /// <summary>A gateway's log of every request; money is its tokens × book.</summary>
    PrimaryLog = 1,
    /// <summary>A provider's own usage buckets; money is their tokens × book.</summary>
    UsageReport = 2,
    /// <summary>A provider's cost report: money, provisional until billed.</summary>
    CostReport = 3,
    /// <summary>The bill.</summary>
    FinalBill = 4,
}

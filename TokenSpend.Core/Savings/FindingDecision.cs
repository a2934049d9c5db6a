namespace TokenSpend.Core.Savings;

/// <summary>What somebody decided on a finding.</summary>
public enum DecisionKind { Reopened = 0, Dismissed = 1, Accepted = 2 }

/// <summary>One decision. All are kept: the latest of a finding's key holds, also when the finding comes back after months.</summary>
public sealed class FindingDecision
{
    public long Id { get; set; }

    /// <summary>Of the finding.</summary>
    public required string Key { get; set; }

    public required DecisionKind Kind { get; set; }

    /// <summary>Why it was dismissed; null otherwise.</summary>
    public string? Reason { get; set; }

    /// <summary>Who does it; null unless accepted.</summary>
    public string? Owner { get; set; }

    /// <summary>By when; null unless accepted.</summary>
    public DateOnly? Due { get; set; }

    /// <summary>Who decided.</summary>
    public required string By { get; set; }

    public required DateTime AtUtc { get; set; }
}

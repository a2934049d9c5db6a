namespace TokenSpend.Core.Alerts;

/// <summary>A signal that was raised, with the figures of that moment. One per cause, for good.</summary>
public sealed record Alert
{
    /// <summary>0 until stored.</summary>
    public long Id { get; init; }
    public required string Cause { get; init; }
    public required AlertKind Kind { get; init; }
    public required AlertState State { get; init; }
    public required AlertSnapshot Snapshot { get; init; }
    public required DateTime RaisedUtc { get; init; }
    /// <summary>Null while it holds.</summary>
    public DateTime? ResolvedUtc { get; init; }
    public DateTime? AcknowledgedUtc { get; init; }
    public string? AcknowledgedBy { get; init; }
    public IReadOnlyList<string> Recipients { get; init; } = [];
}

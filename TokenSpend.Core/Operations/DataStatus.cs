namespace TokenSpend.Core.Operations;

/// <summary>What there is to look at.</summary>
/// <param name="IsEmpty">No import is visible.</param>
/// <param name="Today">In the organisation's zone.</param>
/// <param name="Zone">IANA name.</param>
/// <param name="Demo">Progress of the demo's imports; null when no demo is being made.</param>
/// <param name="Currencies">Currencies that amounts come in.</param>
public sealed record DataStatus(
    bool IsEmpty, DateTime? FreshestUtc, DateOnly Today, string Zone, DemoProgress? Demo, IReadOnlyList<string> Currencies);

/// <param name="Done">Files imported.</param>
/// <param name="Total">Files to import; 0 while they are being written.</param>
public sealed record DemoProgress(int Done, int Total);

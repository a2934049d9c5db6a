using TokenSpend.Core.Primitives;

namespace TokenSpend.Core.Alerts;

/// <summary>What the organisation wants to be told, and who is told what no budget's owner is.</summary>
public sealed record AlertSettings
{
    /// <summary>E-mail addresses for alerts that belong to no budget; none: they are on the page only.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    /// <summary>ISO 4217, of <see cref="NewKeyCost"/>.</summary>
    public string Currency { get; init; } = "USD";

    /// <summary>Nano units that a new key must have cost to be named.</summary>
    public long NewKeyCost { get; init; } = 50 * Nano.PerUnit;

    /// <summary>Tokens of a model without a price, in a month, from which on it is said.</summary>
    public long UnpricedTokens { get; init; } = 10_000;

    /// <summary>Days after the expected one that a bill or report may take.</summary>
    public int BillGraceDays { get; init; } = 5;

    /// <summary>Busy days after the expected one that a log may take.</summary>
    public int LogGraceDays { get; init; } = 1;
}

using TokenSpend.Core.Ledger;
using TokenSpend.Core.Primitives;

namespace TokenSpend.Core.Spend;

/// <summary>All months in memory: immutable, so that readers need no lock; a changed month or rule makes a new cube from the same segments.</summary>
public sealed class SpendCube
{
    /// <param name="segments">In any order; several for one month add up (a frozen month and its adjustments).</param>
    /// <param name="zone">IANA zone of the organisation.</param>
    /// <param name="freshness">Newest usage or charge in the store, UTC; null when it is empty.</param>
    public SpendCube(IReadOnlyList<MonthSegment> segments, SpendLookups lookups, string zone = "Etc/UTC", DateTime? freshness = null)
    {
        Segments = [.. segments.OrderBy(segment => segment.Month)];
        (Lookups, Zone, Freshness) = (lookups, zone, freshness);
        Codes = new CubeCodes(Segments, lookups);
    }

    public IReadOnlyList<MonthSegment> Segments { get; }
    public SpendLookups Lookups { get; }
    public string Zone { get; }
    public DateTime? Freshness { get; }

    internal CubeCodes Codes { get; }

    /// <summary>The same with this month's segments replaced.</summary>
    public SpendCube With(MonthSegment segment, DateTime? freshness) =>
        new([.. Segments.Where(other => other.Month != segment.Month), segment], Lookups, Zone, freshness);

    /// <summary>The same figures under other rules; closed months keep their owners.</summary>
    public SpendCube With(SpendLookups lookups) => new(Segments, lookups, Zone, Freshness);

    public SpendResult Query(SpendQuery query, ConvertMoney? convert = null) => SpendEngine.Query(query, this, convert);
}

/// <summary>Converts to the currency of the query at the rate of a day; null where no rate is known.</summary>
public delegate Converted? ConvertMoney(Money amount, DateOnly day);

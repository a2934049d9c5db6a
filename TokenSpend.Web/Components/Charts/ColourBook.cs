using TokenSpend.Core.Operations;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;
using TokenSpend.Web.Navigation;

namespace TokenSpend.Web.Components.Charts;

/// <summary>Learns once a circuit how entities rank over a year, so that all pages paint them alike.</summary>
public sealed class ColourBook(SpendReports spend)
{
    private readonly Dictionary<Dimension, IReadOnlyList<string>> _ranked = [];

    public async Task<EntityColours> ForAsync(Viewer viewer, DateOnly today, Dimension dimension, CancellationToken cancellation)
    {
        if (!dimension.IsTimeless()) return EntityColours.None;
        if (!_ranked.ContainsKey(dimension))
        {
            var year = new Period(Month.Containing(today).Add(-11).First, today.AddDays(1));
            var result = await spend.QueryAsync(viewer, new SpendQuery(year, [dimension], Measure.Attributed, Scope.All, []), cancellation);
            // An empty store ranks nothing; asking again after the first import costs little.
            if (result.Rows.Count == 0) return EntityColours.None;
            _ranked[dimension] = [.. result.Rows.Select(row => row.Keys[0]).OfType<string>().Distinct(StringComparer.Ordinal)];
        }
        return new EntityColours(_ranked);
    }
}

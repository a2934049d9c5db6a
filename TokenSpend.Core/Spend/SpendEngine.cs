using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Spend;

/// <summary>Answers a query from the cube. Pure: the same cube and query give the same answer.</summary>
public static class SpendEngine
{
    /// <param name="convert">Rates to the query's currency; null or unanswered leaves an amount in its own currency, with a caveat.</param>
    public static SpendResult Query(SpendQuery query, SpendCube cube, ConvertMoney? convert = null)
    {
        var axes = query.By.GroupBy(CubeCodes.SourceOf)
            .Select(dimensions => Axis.Of(dimensions.Key, [.. dimensions.Distinct()], cube.Codes, query.Days)).ToArray();
        var everything = Filtered(query, cube, new ScanRequest(
            query.Days, MeasureFigures.PartOf(query.Measure), query.Measure == Measure.Metered, axes, MeasureFigures.Of(query.Measure)));
        var counted = query.Scope == Scope.All ? everything : everything.Keep(CodeSource.Marks, SpendCaveats.WithoutOthers);

        var money = new MoneyGroups(cube, query.Currency, convert);
        var rows = Rows(query, axes, money.Read(counted));
        var totals = Totals(rows);
        var caveats = new SpendCaveats(query, cube, money).Of(everything, counted, totals);
        return new SpendResult(query, cube.Zone, rows, totals, cube.Freshness, caveats);
    }

    private static ScanRequest Filtered(SpendQuery query, SpendCube cube, ScanRequest request) =>
        query.Where.Aggregate(request, (kept, filter) =>
            kept.Keep(CubeCodes.SourceOf(filter.Dimension), cube.Codes.Names(filter.Dimension, query.Days).Keeps(filter.Values)));

    private static List<SpendRow> Rows(SpendQuery query, Axis[] axes, IEnumerable<MoneyGroup> groups)
    {
        var named = query.By.Select(dimension =>
        {
            var at = Array.FindIndex(axes, axis => axis.Source == CubeCodes.SourceOf(dimension));
            return (Names: axes[at].Names(dimension), At: at);
        }).ToArray();
        // Times are compared as ranks: a year by day and model has some ten thousand rows.
        var ranks = query.By is [Dimension.Hour or Dimension.Day or Dimension.Month, ..] ? Ranks(named[0].Names) : null;
        var rows = new List<(int Time, SpendRow Row)>();
        foreach (var group in groups)
        {
            var keys = Array.ConvertAll(named, key => key.Names[group.Coordinates[key.At]]);
            rows.Add((ranks?[group.Coordinates[named[0].At]] ?? 0, new SpendRow(keys, group.Currency, MeasureFigures.Figures(group.Values))));
        }
        rows.Sort(static (a, b) => a.Time != b.Time ? a.Time.CompareTo(b.Time) : RowOrder.Compare(a.Row, b.Row));
        return rows.ConvertAll(row => row.Row);
    }

    /// <summary>Position of each name among all, in time order; equal names share one, none comes last.</summary>
    private static int[] Ranks(IReadOnlyList<string?> names)
    {
        var order = names.Distinct().OrderBy(name => name is null).ThenBy(name => name, StringComparer.Ordinal).ToList();
        return [.. names.Select(name => order.IndexOf(name))];
    }

    internal static List<SpendTotal> Totals(IEnumerable<SpendRow> rows) =>
    [
        .. rows.GroupBy(row => row.Currency).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group =>
        {
            var tokens = default(TokenCounts);
            long cost = 0, accrued = 0, requests = 0, unpriced = 0;
            foreach (var row in group)
            {
                tokens += row.Figures.Tokens;
                checked
                {
                    cost += row.Figures.Cost ?? 0;
                    accrued += row.Figures.Accrued;
                    requests += row.Figures.Requests;
                    unpriced += row.Figures.UnpricedTokens;
                }
            }
            return new SpendTotal(group.Key, MeasureFigures.Figures(cost, accrued, requests, tokens, unpriced));
        }),
    ];

    /// <summary>Greatest cost first, unknown last, then by keys.</summary>
    private static class RowOrder
    {
        public static int Compare(SpendRow a, SpendRow b)
        {
            var cost = Nullable.Compare(b.Figures.Cost, a.Figures.Cost);
            if (cost != 0) return cost;
            for (var i = 0; i < a.Keys.Count; i++)
                if (Compare(a.Keys[i], b.Keys[i]) is var key and not 0) return key;
            return string.CompareOrdinal(a.Currency, b.Currency);
        }

        private static int Compare(string? a, string? b) =>
            a is null ? b is null ? 0 : 1 : b is null ? -1 : string.CompareOrdinal(a, b);
    }
}

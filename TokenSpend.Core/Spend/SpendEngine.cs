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
        var rows = SpendRows.Of(query, axes, money.Read(counted), counted.Figures.Length);
        var totals = Totals(rows);
        var caveats = new SpendCaveats(query, cube, money).Of(everything, counted, totals);
        return new SpendResult(query, cube.Zone, rows, totals, cube.Freshness, caveats);
    }

    private static ScanRequest Filtered(SpendQuery query, SpendCube cube, ScanRequest request) =>
        query.Where.Aggregate(request, (kept, filter) =>
            kept.Keep(CubeCodes.SourceOf(filter.Dimension), cube.Codes.Names(filter.Dimension, query.Days).Keeps(filter.Values)));

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
}

using TokenSpend.Core.Spend;
using TokenSpend.Core.Usage;

namespace TokenSpend.Web.Components.Shared;

/// <summary>One group of one currency, now and before.</summary>
/// <param name="Before">Null: the group was not there.</param>
public sealed record ComparedRow(IReadOnlyList<string?> Keys, SpendFigures Now, SpendFigures? Before);

/// <summary>The rows of one currency beside the same groups of the period before, with the totals of the query.</summary>
/// <param name="Total">Null: nothing in this currency.</param>
public sealed record ComparedRows(string Currency, IReadOnlyList<ComparedRow> Rows, SpendFigures Total, SpendFigures? TotalBefore)
{
    private const int MostUnknown = 2;

    private static readonly SpendFigures Nothing = new(0, 0, 0, default, 0);

    /// <param name="before">Null: nothing to compare with was asked for.</param>
    public static ComparedRows Of(SpendResult now, SpendResult? before, string currency)
    {
        var old = (before?.Rows ?? []).Where(row => row.Currency == currency).ToDictionary(row => Key(row.Keys), row => row.Figures);
        var rows = now.Rows.Where(row => row.Currency == currency)
            .Select(row => new ComparedRow(row.Keys, row.Figures, old.GetValueOrDefault(Key(row.Keys))))
            .ToList();
        var kept = rows.Select(row => Key(row.Keys)).ToHashSet();
        // What ended belongs to the comparison: without it the changes would not add up to the total's.
        rows.AddRange((before?.Rows ?? []).Where(row => row.Currency == currency && !kept.Contains(Key(row.Keys)))
            .Select(row => new ComparedRow(row.Keys, Nothing, row.Figures)));
        return new ComparedRows(currency, rows, TotalOf(now, currency) ?? Nothing, before is null ? null : TotalOf(before, currency) ?? Nothing);
    }

    /// <summary>The greatest rows and the sum of the rest, so that what is shown still adds up.</summary>
    /// <returns>Others is null where all fit; Count tells how many it holds.</returns>
    public (IReadOnlyList<ComparedRow> Top, ComparedRow? Others, int Count) Top(int most)
    {
        var ordered = Rows.OrderByDescending(row => row.Now.Cost is not null).ThenByDescending(row => row.Now.Cost).ToList();
        if (ordered.Count <= most + 1) return (ordered, null, 0);
        // Unknown costs may be great ones: the first of them stay in sight, below what is known.
        var unknown = ordered.Where(row => row.Now.Cost is null).Take(MostUnknown).ToList();
        List<ComparedRow> top = [.. ordered.Where(row => row.Now.Cost is not null).Take(most - unknown.Count), .. unknown];
        var rest = ordered.Except(top).ToList();
        var before = rest.Select(row => row.Before).OfType<SpendFigures>().ToList();
        return (top,
            new ComparedRow([], Sum(rest.Select(row => row.Now)), before.Count == 0 ? null : Sum(before)), rest.Count);
    }

    /// <summary>Adds known costs; unknown ones stay counted in their tokens. Unknown only where all are.</summary>
    public static SpendFigures Sum(IEnumerable<SpendFigures> figures)
    {
        long? cost = null;
        long accrued = 0, requests = 0, unpriced = 0;
        TokenCounts tokens = default;
        foreach (var one in figures)
        {
            if (one.Cost is { } known) cost = checked((cost ?? 0) + known);
            accrued = checked(accrued + one.Accrued);
            requests = checked(requests + one.Requests);
            unpriced = checked(unpriced + one.UnpricedTokens);
            tokens += one.Tokens;
        }
        return new(cost, accrued, requests, tokens, unpriced);
    }

    public static SpendFigures? TotalOf(SpendResult result, string currency) =>
        result.Totals.FirstOrDefault(total => total.Currency == currency)?.Figures;

    private static string Key(IReadOnlyList<string?> keys) => string.Join('\u001f', keys.Select(key => key ?? "\u001e"));
}

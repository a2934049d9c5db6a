using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;

namespace TokenSpend.Core.Budgets;

/// <summary>A budget that the last months suggest for one value of a dimension.</summary>
/// <param name="Basis">Cost of each month, nano units, oldest first; null: unknown. Nothing used is 0.</param>
/// <param name="Mean">Of the months, rounded half-even; a lower bound where one is unknown.</param>
/// <param name="Amount">The mean to two significant digits, above 0.</param>
/// <param name="UnpricedTokens">Above 0 the basis is a lower bound.</param>
public sealed record BudgetProposal(string Value, IReadOnlyList<long?> Basis, long Mean, long Amount, long UnpricedTokens);

/// <summary>Proposals for the values of a dimension, greatest first.</summary>
/// <param name="From">The month in which they begin.</param>
/// <param name="Months">The three whole months before it.</param>
public sealed record BudgetProposals(Dimension Dimension, string Currency, Month From, IReadOnlyList<Month> Months, IReadOnlyList<BudgetProposal> Rows, IReadOnlyList<Caveat> Caveats)
{
    private const int MonthCount = 3;

    /// <summary>From the last three whole months. What has no owner or name gets no proposal: it should get an owner.</summary>
    public static BudgetProposals Of(Dimension dimension, string currency, DateOnly today, SpendAnswers spend)
    {
        ArgumentNullException.ThrowIfNull(spend);
        var running = Month.Containing(today);
        Month[] months = [.. Enumerable.Range(-MonthCount, MonthCount).Select(running.Add)];
        var answer = spend.Ask(new SpendQuery(new Period(months[0].First, running.First), [dimension, Dimension.Month], Measure.Attributed, Scope.Ai, [], currency));
        // An amount without a rate is not in the sums; the answer's caveat says so.
        var rows = answer.Rows.Where(row => row.Keys[0] is not null && (row.Currency == currency || row.Currency.Length == 0))
            .GroupBy(row => row.Keys[0]!, StringComparer.Ordinal).Select(value => One(value.Key, [.. value], months))
            .Where(proposal => proposal.Mean > 0)
            .OrderByDescending(proposal => proposal.Mean).ThenBy(proposal => proposal.Value, StringComparer.Ordinal);
        return new BudgetProposals(dimension, currency, running, months, [.. rows], answer.Caveats);
    }

    /// <summary>The nearest number of two significant digits, halves away from 0: 12,345 → 12,000.</summary>
    public static long Rounded(long amount)
    {
        long unit = 1;
        while (amount / unit >= 100) unit *= 10;
        return checked((long)(((Int128)amount + unit / 2) / unit * unit));
    }

    private static BudgetProposal One(string value, IReadOnlyList<SpendRow> rows, Month[] months)
    {
        long?[] basis = [.. months.Select(month => Sum([.. rows.Where(row => row.Keys[1] == month.ToString())]))];
        var mean = Nano.DivideHalfEven(basis.Aggregate((Int128)0, (sum, cost) => sum + (cost ?? 0)), MonthCount);
        return new BudgetProposal(value, basis, mean, mean > 0 ? Rounded(mean) : 0, rows.Aggregate(0L, (sum, row) => checked(sum + row.Figures.UnpricedTokens)));
    }

    private static long? Sum(IReadOnlyList<SpendRow> rows)
    {
        var cost = rows.Aggregate(0L, (sum, row) => checked(sum + (row.Figures.Cost ?? 0)));
        return cost == 0 && rows.Any(row => row.Figures.UnpricedTokens > 0) ? null : cost;
    }
}

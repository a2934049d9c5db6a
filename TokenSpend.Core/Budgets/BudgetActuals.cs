using System.Globalization;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;

namespace TokenSpend.Core.Budgets;

/// <summary>What many budgets used in a month, from few questions: one for all budgets whose filters name the same dimensions.</summary>
/// <remarks>
/// The answer for each is that of its own query (<see cref="QueryOf"/>), to the nano: amounts are added up first and each day's
/// sum is converted once. A property test holds that.
/// </remarks>
public static class BudgetActuals
{
    /// <summary>The question whose answer is a budget's actual.</summary>
    public static SpendQuery QueryOf(Budget budget, Month month)
    {
        ArgumentNullException.ThrowIfNull(budget);
        return new SpendQuery(month.Days, [Dimension.Day], Measure.Attributed, Scope.Ai, budget.Where, budget.Currency);
    }

    /// <param name="today">Days after it that nothing tells of are not yet, rather than 0.</param>
    /// <returns>One per budget, in their order. Of the caveats those that a sum can tell: unpriced, accrued, converted, no-rate, missing-log.</returns>
    public static IReadOnlyList<BudgetDays> Of(IReadOnlyList<Budget> budgets, Month month, DateOnly today, SpendAnswers spend)
    {
        ArgumentNullException.ThrowIfNull(budgets);
        ArgumentNullException.ThrowIfNull(spend);
        var found = new BudgetDays[budgets.Count];
        foreach (var group in Enumerable.Range(0, budgets.Count).GroupBy(at => Shape(budgets[at].Where)))
        {
            var answer = Answer.Of([.. group.Select(at => budgets[at])], month, spend);
            foreach (var at in group) found[at] = answer.For(budgets[at], today, spend.RatesTo);
        }
        return found;
    }

    private static string Shape(IReadOnlyList<Filter> where) =>
        string.Join(',', where.Select(filter => filter.Dimension).Distinct().Order().Select(dimension => (int)dimension));

    /// <summary>One answer by day and the dimensions of a shape.</summary>
    private sealed class Answer
    {
        private readonly Month _month;
        private readonly Dimension[] _dimensions;
        private readonly List<Caveat> _gaps;
        private readonly ILookup<string, SpendRow> _rows;

        private Answer(Month month, Dimension[] dimensions, SpendResult result)
        {
            (_month, _dimensions) = (month, dimensions);
            _gaps = [.. result.Caveats.Where(caveat => caveat.Code == "missing-log")];
            _rows = result.Rows.ToLookup(row => Place(dimensions.Length == 0 ? null : row.Keys[1]), StringComparer.Ordinal);
        }

        public static Answer Of(IReadOnlyList<Budget> budgets, Month month, SpendAnswers spend)
        {
            Dimension[] dimensions = [.. budgets[0].Where.Select(filter => filter.Dimension).Distinct().Order()];
            // Only values that some budget asks for: a budget on three keys does not need the other thousands.
            var where = dimensions.Select(dimension => new Filter(dimension,
                [.. budgets.SelectMany(budget => budget.Where).Where(filter => filter.Dimension == dimension).SelectMany(filter => filter.Values).Distinct()])).ToList();
            return new Answer(month, dimensions, spend.Ask(new SpendQuery(month.Days, [Dimension.Day, .. dimensions], Measure.Attributed, Scope.Ai, where)));
        }

        public BudgetDays For(Budget budget, DateOnly today, Func<string, ConvertMoney?> ratesTo)
        {
            var sums = new BudgetSums(_month);
            var filters = budget.Where.Select(filter => (At: 1 + Array.IndexOf(_dimensions, filter.Dimension), Values: filter.Values.Select(Place).ToHashSet(StringComparer.Ordinal))).ToArray();
            // By the first dimension the rows are indexed: its values are enough to start with.
            var first = filters.Where(filter => filter.At == 1).Select(filter => filter.Values).FirstOrDefault() ?? [Place(null)];
            foreach (var row in first.SelectMany(value => _rows[value]))
                if (Array.TrueForAll(filters, filter => filter.Values.Contains(Place(row.Keys[filter.At]))))
                    sums.Add(DayOf(row) - _month.First.DayNumber, row.Currency, row.Figures);
            var days = budget.Currency is { } currency ? sums.InMoney(currency, ratesTo(currency), today) : sums.InTokens(today);
            return _gaps.Count == 0 ? days : days with { Caveats = [.. days.Caveats, .. _gaps] };
        }

        private static int DayOf(SpendRow row) => DateOnly.ParseExact(row.Keys[0]!, "yyyy-MM-dd", CultureInfo.InvariantCulture).DayNumber;

        // A set cannot hold null, and no name begins with this.
        private static string Place(string? key) => key ?? "\u0000";
    }
}

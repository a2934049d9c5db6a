using System.Globalization;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;

namespace TokenSpend.Core.Budgets;

/// <summary>Where budgets stand in a month.</summary>
public static class BudgetStandings
{
    /// <param name="today">In the organisation's zone.</param>
    /// <returns>One for each budget that has an amount in the month, in their order.</returns>
    public static IReadOnlyList<BudgetStanding> Of(IReadOnlyList<Budget> budgets, Month month, DateOnly today, SpendAnswers spend)
    {
        ArgumentNullException.ThrowIfNull(budgets);
        ArgumentNullException.ThrowIfNull(spend);
        var set = budgets.Where(budget => budget.AmountIn(month) is not null).ToList();
        if (set.Count == 0) return [];
        var days = KnownDays.Of(month, today, spend);
        var found = BudgetActuals.Of(set, month, today, spend);
        var before = days.LackASort ? MeansBefore(set, month.Add(-1), today, spend) : null;
        return [.. set.Select((budget, at) => Of(budget, month, today, found[at], days, before?[at]))];
    }

    private static BudgetStanding Of(Budget budget, Month month, DateOnly today, BudgetDays found, KnownDays days, DayMeans? before)
    {
        var amount = budget.AmountIn(month)!.Value;
        var pace = BudgetPace.Of(month, amount, found.ByDay, days.Whole, days.Open, before);
        return new BudgetStanding(budget, month, today, amount, found.Actual, found.Accrued, found.UnpricedTokens, found.ByDay,
            found.Actual is null ? null : pace.RunRate, pace.Breach, BudgetActuals.QueryOf(budget, month), found.Caveats) { Pace = pace };
    }

    private static List<DayMeans> MeansBefore(IReadOnlyList<Budget> budgets, Month month, DateOnly today, SpendAnswers spend)
    {
        var whole = KnownDays.Of(month, today, spend).Whole;
        return [.. BudgetActuals.Of(budgets, month, today, spend).Select(found => DayMeans.Of(month, found.ByDay, whole))];
    }

    /// <summary>Which days of a month the company's data tell of wholly.</summary>
    /// <param name="Open">First day of which more may come; the month's end: it is over.</param>
    private sealed record KnownDays(Month Month, DateOnly Open, IReadOnlyList<bool> Whole)
    {
        /// <summary>There is a whole weekday but no whole day of a weekend yet, or the other way round.</summary>
        public bool LackASort =>
            Whole.Select((isWhole, at) => (isWhole, Month.First.AddDays(at))).Where(day => day.isWhole).Select(day => DayMeans.IsWeekend(day.Item2)).Distinct().Count() == 1;

        public static KnownDays Of(Month month, DateOnly today, SpendAnswers spend)
        {
            var all = spend.Ask(new SpendQuery(month.Days, [Dimension.Day], Measure.Attributed, Scope.Ai, []));
            var open = today >= month.Days.To ? month.Days.To : new[] { today, Last(all.Rows, today) ?? today, Fresh(all) ?? today }.Min();
            var gaps = all.Caveats.Where(caveat => caveat.Code == "missing-log").Select(caveat => Day(caveat.Arguments[0])).ToHashSet();
            // Before the first day that anything tells of, nothing may have been imported.
            var first = all.Rows.Select(row => (DateOnly?)Day(row.Keys[0]!)).Min() ?? open;
            return new KnownDays(month, open, [.. Enumerable.Range(0, month.Days.Days).Select(month.First.AddDays).Select(day => first <= day && day < open && !gaps.Contains(day))]);
        }

        /// <summary>Usage tells how far the logs go; a bill may be spread over days to come, so it counts only where there is no usage at all.</summary>
        private static DateOnly? Last(IReadOnlyList<SpendRow> rows, DateOnly today)
        {
            var past = rows.Where(row => Day(row.Keys[0]!) <= today).ToList();
            var used = past.Where(row => row.Figures.Requests > 0).ToList();
            return (used.Count > 0 ? used : past).Select(row => (DateOnly?)Day(row.Keys[0]!)).Max();
        }

        // Days of payers in the east begin before the day of the newest record is over.
        private static DateOnly? Fresh(SpendResult all) => all.Freshness is { } newest ? DateOnly.FromDateTime(newest) : null;

        private static DateOnly Day(string key) => DateOnly.ParseExact(key, "yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}

using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;

namespace TokenSpend.Core.Budgets;

/// <summary>Where a budget stands in one month. All amounts in the budget's unit: nano units of its currency, or tokens.</summary>
/// <param name="Today">In the organisation's zone; decides how much of the month has passed.</param>
/// <param name="Actual">Answer of the spend query; null where all of it is unpriced: unknown, not 0.</param>
/// <param name="Accrued">The part of the actual that no bill covers yet.</param>
/// <param name="UnpricedTokens">Above 0 the actual is a lower bound.</param>
/// <param name="ByDay">One per day of the month; null: not yet, or unknown. They sum to <paramref name="Actual"/>.</param>
/// <param name="RunRate">The month's end at the pace of the days so far; null while there is no whole day to go by, and for a month that is over.</param>
/// <param name="Breach">First day at whose end the actual, or the pace, is above the amount; null: none in this month.</param>
/// <param name="Query">The question that gave the actual, for a link that explains it.</param>
public sealed record BudgetStanding(
    Budget Budget, Month Month, DateOnly Today, long Amount, long? Actual, long Accrued, long UnpricedTokens, IReadOnlyList<long?> ByDay,
    long? RunRate, DateOnly? Breach, SpendQuery Query, IReadOnlyList<Caveat> Caveats)
{
    /// <summary>Whence run rate and breach come, day by day; null in a standing that was made by hand.</summary>
    public BudgetPace? Pace { get; init; }

    /// <summary>Percent of the amount that is used, exact; null: unknown.</summary>
    public decimal? Share => ShareOf(Actual);

    /// <summary>Percent of the amount that the month ends at; null: there is no pace to go by.</summary>
    public decimal? RunRateShare => ShareOf(RunRate);

    /// <summary>Percent of the month that has passed with the end of today: 100 for one that is over.</summary>
    public decimal MonthShare => Math.Clamp(Today.DayNumber + 1 - Month.First.DayNumber, 0, Month.Days.Days) * 100m / Month.Days.Days;

    private decimal? ShareOf(long? part) => part is { } known && Amount > 0 ? known * 100m / Amount : null;
}

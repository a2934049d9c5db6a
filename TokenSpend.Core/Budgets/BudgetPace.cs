using TokenSpend.Core.Primitives;

namespace TokenSpend.Core.Budgets;

/// <summary>Where a month ends at the pace of its whole days so far.</summary>
/// <remarks>
/// The run rate is what is there already, and for each day that is not whole yet the greater of what it has and the mean of the whole days
/// of its sort: weekdays and weekends are told apart. A mean is rounded half-even to the unit, so the run rate lies within half a unit a day
/// of the exact one. Where one sort has no whole day yet (in the first days of a month), its mean is the other's, times the ratio of the
/// two in the month before; without a month before, the other's itself.
/// Whole is a day before today, from the first and before the last day of the month that any usage is known of, and without a missing log:
/// a log imported up to yesterday noon must not look like a slump. A source that is late by days while others are not cannot be told from one that was not
/// used; an alert of its own tells of late logs.
/// </remarks>
/// <param name="RunRate">Null while there is no whole day to go by, and where nothing is left to expect.</param>
/// <param name="Breach">First day at whose end more than the amount is used or expected; null: none in this month.</param>
/// <param name="Expected">One per day: what is there, and what the pace adds. They sum to the run rate, if there is one.</param>
/// <param name="WholeDays">Days that the pace goes by.</param>
public sealed record BudgetPace(long? RunRate, DateOnly? Breach, IReadOnlyList<long> Expected, int WholeDays)
{
    /// <param name="byDay">One per day of the month; null: not yet, or unknown.</param>
    /// <param name="whole">By day: may be gone by.</param>
    /// <param name="open">First day of which more may come; the month's end or later: the month is over.</param>
    /// <param name="before">Means of the month before; null: not known or not needed.</param>
    public static BudgetPace Of(Month month, long amount, IReadOnlyList<long?> byDay, IReadOnlyList<bool> whole, DateOnly open, DayMeans? before)
    {
        ArgumentNullException.ThrowIfNull(byDay);
        ArgumentNullException.ThrowIfNull(whole);
        var count = byDay.Select((value, at) => value is not null && whole[at]).Count(isWhole => isWhole);
        var means = DayMeans.Of(month, byDay, whole).Complete(before);
        var paced = means is not null && open < month.Days.To;
        var expected = byDay.Select((value, at) =>
        {
            var day = month.First.AddDays(at);
            return paced && day >= open ? Math.Max(value ?? 0, means!.Of(day)!.Value) : value ?? 0;
        }).ToArray();

        Int128 sum = 0;
        DateOnly? breach = null;
        for (var at = 0; at < expected.Length; at++)
        {
            sum += expected[at];
            if (sum > amount) breach ??= month.First.AddDays(at);
        }
        return new BudgetPace(paced ? checked((long)sum) : null, breach, expected, count);
    }
}

/// <summary>What a usual weekday and a usual day of a weekend use. Null: there was none to go by.</summary>
public sealed record DayMeans(long? Weekday, long? Weekend)
{
    public static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    public long? Of(DateOnly day) => IsWeekend(day) ? Weekend : Weekday;

    /// <summary>Means of the days that are known and whole, rounded half-even.</summary>
    public static DayMeans Of(Month month, IReadOnlyList<long?> byDay, IReadOnlyList<bool> whole)
    {
        ArgumentNullException.ThrowIfNull(byDay);
        var days = byDay.Select((value, at) => (Day: month.First.AddDays(at), Value: value, IsWhole: whole[at])).Where(day => day is { IsWhole: true, Value: not null }).ToList();
        return new DayMeans(
            Mean([.. days.Where(day => !IsWeekend(day.Day)).Select(day => day.Value!.Value)]),
            Mean([.. days.Where(day => IsWeekend(day.Day)).Select(day => day.Value!.Value)]));
    }

    /// <summary>Fills the sort that has no day yet from the other.</summary>
    /// <returns>Null where neither has one.</returns>
    public DayMeans? Complete(DayMeans? before) => (Weekday, Weekend) switch
    {
        (null, null) => null,
        ({ } weekday, null) => this with { Weekend = Scaled(weekday, before?.Weekday, before?.Weekend) },
        (null, { } weekend) => this with { Weekday = Scaled(weekend, before?.Weekend, before?.Weekday) },
        _ => this,
    };

    private static long Scaled(long mean, long? from, long? to) =>
        from is > 0 && to is >= 0 ? Nano.DivideHalfEven((Int128)mean * to.Value, from.Value) : mean;

    private static long? Mean(IReadOnlyList<long> values) =>
        values.Count == 0 ? null : Nano.DivideHalfEven(values.Aggregate((Int128)0, (sum, value) => sum + value), values.Count);
}

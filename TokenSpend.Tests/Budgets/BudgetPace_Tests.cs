using CsCheck;
using TokenSpend.Core.Budgets;
using TokenSpend.Core.Primitives;

namespace TokenSpend.Tests.Budgets;

/// <summary>The run rate against a model that goes through the month day by day.</summary>
public sealed class BudgetPace_Tests
{
    private static readonly Month November = new(2026, 11);

    private static readonly Gen<(Month Month, long?[] ByDay, bool[] Whole, DateOnly Open, long Amount, DayMeans? Before)> Months =
        Gen.Select(Gen.Int[2026 * 12, 2028 * 12], Gen.Int[0, 33], Gen.Long[1, 40_000_000_000]).SelectMany((number, open, amount) =>
        {
            var month = new Month(number);
            var value = Gen.Frequency((8, Gen.Long[0, 2_000_000_000].Select(cost => (long?)cost)), (1, Gen.Long[-500, 0].Select(cost => (long?)cost)), (1, Gen.Const((long?)null)));
            var mean = Gen.Frequency((3, Gen.Long[0, 1_000_000_000].Select(cost => (long?)cost)), (1, Gen.Const((long?)null)));
            return Gen.Select(value.Array[month.Days.Days], Gen.Frequency((9, Gen.Const(true)), (1, Gen.Const(false))).Array[month.Days.Days], Gen.Bool, mean, mean)
                .Select((days, complete, hasBefore, weekday, weekend) =>
                    (month, days, complete.Select((isWhole, at) => isWhole && at < open).ToArray(), month.First.AddDays(open), amount, hasBefore ? new DayMeans(weekday, weekend) : null));
        });

    [Fact]
    public void Run_rate_and_breach_are_those_of_a_walk_through_the_days() => Months.Sample(one =>
    {
        var pace = BudgetPace.Of(one.Month, one.Amount, one.ByDay, one.Whole, one.Open, one.Before);
        var (runRate, breach) = Walk(one.Month, one.ByDay, one.Whole, one.Open, one.Amount, one.Before);
        Assert.Equal(breach, pace.Breach);
        Assert.Equal(runRate is null, pace.RunRate is null);
        // A mean is rounded to the unit, and there are at most 31 of them.
        if (runRate is { } exact) Assert.True(Math.Abs(exact - pace.RunRate!.Value) <= 16, $"{exact} {pace.RunRate}");
        if (pace.RunRate is { } rate) Assert.Equal(rate, pace.Expected.Sum());
    }, iter: 20_000);

    [Fact]
    public void A_month_never_ends_below_what_is_there_already() => Months.Sample(one =>
    {
        var pace = BudgetPace.Of(one.Month, one.Amount, one.ByDay, one.Whole, one.Open, one.Before);
        Assert.True(pace.RunRate is null || pace.RunRate >= one.ByDay.Sum(day => day ?? 0));
    }, iter: 2000);

    // 1 November 2026 is a Sunday.
    [Fact]
    public void Weekdays_and_weekends_go_on_as_they_were()
    {
        var days = Days(10, day => DayMeans.IsWeekend(day) ? 1 : 100);
        var pace = BudgetPace.Of(November, 1_500, days, Whole(10), November.First.AddDays(10), null);
        Assert.Equal(21 * 100 + 9 * 1, pace.RunRate);
        // 15 weekdays and 5 days of weekends are 1,505 at the end of the 20th.
        Assert.Equal(new DateOnly(2026, 11, 20), pace.Breach);
    }

    [Fact]
    public void An_unfinished_day_neither_slows_the_pace_nor_hides_what_it_holds()
    {
        var whole = Whole(9);
        var slump = Days(10, day => day.Day == 10 ? 1 : 100);
        var surge = Days(10, day => day.Day == 10 ? 5_000 : 100);
        Assert.Equal(3_000, BudgetPace.Of(November, 9_999, slump, whole, new DateOnly(2026, 11, 10), null).RunRate);
        Assert.Equal(7_900, BudgetPace.Of(November, 9_999, surge, whole, new DateOnly(2026, 11, 10), null).RunRate);
    }

    [Fact]
    public void Where_a_sort_of_day_is_missing_the_month_before_tells_its_ratio()
    {
        var sunday = Days(1, _ => 10);
        var open = new DateOnly(2026, 11, 2);
        Assert.Equal(9 * 10 + 21 * 40, BudgetPace.Of(November, 1, sunday, Whole(1), open, new DayMeans(Weekday: 80, Weekend: 20)).RunRate);
        Assert.Equal(30 * 10, BudgetPace.Of(November, 1, sunday, Whole(1), open, null).RunRate);
        Assert.Equal(30 * 10, BudgetPace.Of(November, 1, sunday, Whole(1), open, new DayMeans(Weekday: 80, Weekend: null)).RunRate);
    }

    [Fact]
    public void Without_a_whole_day_and_after_the_end_there_is_no_run_rate()
    {
        Assert.Null(BudgetPace.Of(November, 1, Days(1, _ => 10), Whole(0), November.First, null).RunRate);
        var over = BudgetPace.Of(November, 250, Days(30, _ => 10), Whole(30), November.Days.To, null);
        Assert.Null(over.RunRate);
        Assert.Equal(new DateOnly(2026, 11, 26), over.Breach);
    }

    private static long?[] Days(int count, Func<DateOnly, long> value) =>
        [.. Enumerable.Range(0, 30).Select(at => at < count ? (long?)value(November.First.AddDays(at)) : null)];

    private static bool[] Whole(int count) => [.. Enumerable.Range(0, 30).Select(at => at < count)];

    private static (decimal? RunRate, DateOnly? Breach) Walk(Month month, long?[] byDay, bool[] whole, DateOnly open, long amount, DayMeans? before)
    {
        (decimal Sum, int Count)[] sorts = [(0, 0), (0, 0)];
        for (var at = 0; at < byDay.Length; at++)
            if (whole[at] && byDay[at] is { } value)
            {
                var sort = Sort(month.First.AddDays(at));
                sorts[sort] = (sorts[sort].Sum + value, sorts[sort].Count + 1);
            }
        decimal?[] means = [.. sorts.Select(sort => sort.Count == 0 ? (decimal?)null : Math.Round(sort.Sum / sort.Count))];
        decimal?[] earlier = [before?.Weekday, before?.Weekend];
        for (var sort = 0; sort < 2; sort++)
            if (means[sort] is null && means[1 - sort] is { } other && sorts[sort].Count == 0)
                means[sort] = earlier[1 - sort] is > 0 && earlier[sort] is { } same ? Math.Round(other * same / earlier[1 - sort]!.Value) : other;
        var isOver = open >= month.First.AddMonths(1);
        var paces = means[0] is not null && !isOver;
        decimal total = 0;
        DateOnly? breach = null;
        for (var day = month.First; day < month.First.AddMonths(1); day = day.AddDays(1))
        {
            decimal value = byDay[day.Day - 1] ?? 0;
            total += paces && day >= open && means[Sort(day)]!.Value > value ? means[Sort(day)]!.Value : value;
            if (total > amount && breach is null) breach = day;
        }
        return (paces ? total : null, breach);
    }

    private static int Sort(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 1 : 0;
}

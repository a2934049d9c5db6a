using TokenSpend.Core.Alerts;

namespace TokenSpend.Tests.Alerts;

public sealed class ArrivalRuleTests
{
    private static DateOnly Day(int month, int day) => new(2026, month, day);

    private static readonly List<Arrival> Monthly = [.. Enumerable.Range(7, 4).Select(month => new Arrival(Day(month, 1), Day(month, 2 + month % 3)))];

    [Theory]
    [InlineData(5, 11, 5)]
    [InlineData(28, 11, 28)]
    [InlineData(31, 11, 30)]
    public void By_day_of_the_month_the_next_bill_comes_after_the_month_that_it_is_about(int day, int month, int expected) =>
        Assert.Equal(new Expectation(Day(10, 1), Day(month, expected)), new ArrivalRule(ArrivalRhythm.DayOfMonth, day).Next(Monthly));

    [Fact]
    public void Every_so_many_days_counts_from_the_day_the_last_one_came() =>
        Assert.Equal(Day(10, 17), new ArrivalRule(ArrivalRhythm.EveryDays, 14).Next(Monthly)!.Expected);

    [Fact]
    public void What_is_not_expected_is_never_late()
    {
        var series = new BillSeries("aws", null, "aws", true, Monthly);
        Assert.Single(LateSignals.Bills([series], Day(12, 31), 5, []));
        Assert.Empty(LateSignals.Bills([series with { Rule = new ArrivalRule(ArrivalRhythm.NotExpected, 0) }], Day(12, 31), 5, []));
    }

    [Fact]
    public void A_set_day_moves_the_alert()
    {
        var series = new BillSeries("aws", null, "aws", true, Monthly) with { Rule = new ArrivalRule(ArrivalRhythm.DayOfMonth, 20) };
        Assert.Empty(LateSignals.Bills([series], Day(11, 25), 5, []));
        Assert.Equal("2026-11-20", Assert.Single(LateSignals.Bills([series], Day(11, 26), 5, [])).Snapshot.Text(AlertFigures.Expected));
    }

    [Fact]
    public void A_set_day_makes_even_one_log_one_to_wait_for()
    {
        var log = new LogSeries("gw", [new Arrival(Day(10, 2), Day(10, 3))], new Dictionary<DateOnly, long>());
        Assert.Empty(LateSignals.Logs([log], Day(12, 1), 1, []));
        Assert.Single(LateSignals.Logs([log with { Rule = new ArrivalRule(ArrivalRhythm.EveryDays, 1) }], Day(12, 1), 1, []));
    }

    [Fact]
    public void The_reason_names_the_days_on_which_the_last_four_came() =>
        Assert.Equal(new ArrivalHabit(4, 2, 4, 31), ArrivalHabit.Of(Monthly));

    [Fact]
    public void A_year_brought_at_once_tells_how_far_apart_its_files_end_and_no_day_of_the_month() =>
        Assert.Equal((null, 31), ArrivalHabit.Of([.. Monthly.Select(arrival => arrival with { Came = Day(11, 24) })]) is { } habit ? (habit.FirstDay, habit.EveryDays) : default);

    [Theory]
    [InlineData(ArrivalRhythm.DayOfMonth, 0, false)]
    [InlineData(ArrivalRhythm.DayOfMonth, 31, true)]
    [InlineData(ArrivalRhythm.DayOfMonth, 32, false)]
    [InlineData(ArrivalRhythm.EveryDays, 367, false)]
    [InlineData(ArrivalRhythm.NotExpected, 0, true)]
    public void Only_numbers_that_mean_something_are_taken(ArrivalRhythm rhythm, int number, bool isValid) => Assert.Equal(isValid, new ArrivalRule(rhythm, number).IsValid);
}

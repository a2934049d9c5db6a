using TokenSpend.Core.Alerts;

namespace TokenSpend.Tests.Alerts;

public sealed class LateSignalsTests
{
    private static DateOnly Day(int month, int day, int year = 2026) => new(year, month, day);

    /// <summary>Monthly bills that come on the 3rd.</summary>
    private static List<Arrival> Bills(int lastMonth) => [.. Enumerable.Range(3, lastMonth - 2).Select(month => new Arrival(Day(month, 1), Day(month, 3)))];

    private static BillSeries Series(IReadOnlyList<Arrival> arrivals) => new("aws", "4711", "aws", true, arrivals);

    private static List<AlertSignal> Late(IReadOnlyList<Arrival> arrivals, DateOnly today, int grace = 5) => [.. LateSignals.Bills([Series(arrivals)], today, grace, [])];

    [Fact]
    public void A_monthly_bill_is_expected_on_its_usual_day_and_late_after_the_grace()
    {
        Assert.Empty(Late(Bills(10), Day(11, 8)));
        var signal = Assert.Single(Late(Bills(10), Day(11, 9)));
        Assert.Equal(("late-bill:2026-10-01:aws:aws:4711", "2026-11-03", "2026-09-30"), (signal.Cause, signal.Snapshot.Text(AlertFigures.Expected), signal.Snapshot.Text(AlertFigures.Last)));
    }

    [Fact]
    public void The_same_late_bill_keeps_its_cause_from_day_to_day() =>
        Assert.Equal(Late(Bills(10), Day(11, 9))[0].Cause, Late(Bills(10), Day(12, 24))[0].Cause);

    [Fact]
    public void When_it_comes_it_is_no_longer_late() => Assert.Empty(Late([.. Bills(10), new Arrival(Day(11, 1), Day(11, 20))], Day(11, 21)));

    [Fact]
    public void Two_bills_tell_no_rhythm() => Assert.Empty(Late(Bills(4), Day(12, 31)));

    [Fact]
    public void A_year_of_bills_brought_at_once_expects_the_next_as_late_as_the_last_one_came()
    {
        List<Arrival> atOnce = [.. Enumerable.Range(1, 11).Select(month => new Arrival(Day(month, 1), Day(11, 24)))];
        Assert.Empty(Late(atOnce, Day(12, 24)));
        Assert.Single(Late(atOnce, Day(12, 30)));
    }

    /// <summary>A log of each day, brought on the morning after; no requests at weekends.</summary>
    private static LogSeries Log(DateOnly lastDay, bool weekends = false)
    {
        var days = Enumerable.Range(0, 60).Select(back => lastDay.AddDays(-back)).Where(day => weekends || day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)).ToList();
        return new LogSeries("gateway", [.. days.Select(day => new Arrival(day.AddDays(1), day.AddDays(1)))], days.ToDictionary(day => day, day => 100L + day.Day));
    }

    private static List<AlertSignal> LateLogs(LogSeries log, DateOnly today, int grace = 1) => [.. LateSignals.Logs([log], today, grace, [])];

    [Fact]
    public void A_daily_log_is_late_two_mornings_after_it_should_have_come()
    {
        // The last day told of is Tuesday the 10th; Wednesday's log should come on Thursday.
        Assert.Empty(LateLogs(Log(Day(11, 10), weekends: true), Day(11, 13)));
        var signal = Assert.Single(LateLogs(Log(Day(11, 10), weekends: true), Day(11, 14)));
        Assert.Equal(("2026-11-12", "2026-11-10"), (signal.Snapshot.Text(AlertFigures.Expected), signal.Snapshot.Text(AlertFigures.Last)));
    }

    [Fact]
    public void Silent_weekends_are_not_missed_where_weekends_are_silent()
    {
        var friday = Log(Day(11, 13));
        Assert.All(Enumerable.Range(14, 4), day => Assert.Empty(LateLogs(friday, Day(11, day))));
        Assert.NotEmpty(LateLogs(friday, Day(11, 19)));
        Assert.NotEmpty(LateLogs(Log(Day(11, 13), weekends: true), Day(11, 17)));
    }

    [Fact]
    public void A_log_brought_once_is_no_habit() =>
        Assert.Empty(LateLogs(new LogSeries("gateway", [.. Log(Day(11, 10)).Arrivals.Select(arrival => arrival with { Came = Day(11, 11) })], new Dictionary<DateOnly, long>()), Day(12, 31)));

    [Fact]
    public void A_late_addition_to_old_days_does_not_make_the_log_look_fresh() =>
        Assert.Single(LateLogs(Log(Day(11, 10), weekends: true) with { Arrivals = [.. Log(Day(11, 10), weekends: true).Arrivals, new Arrival(Day(10, 2), Day(11, 14))] }, Day(11, 14)));

    [Fact]
    public void A_log_pushed_all_day_is_late_after_a_silent_day_and_its_grace()
    {
        var days = Enumerable.Range(0, 40).Select(back => Day(11, 10).AddDays(-back)).ToList();
        var pushed = new LogSeries("gateway", [.. days.Select(day => new Arrival(day.AddDays(1), day))], days.ToDictionary(day => day, _ => 50L));
        Assert.Empty(LateLogs(pushed, Day(11, 12)));
        Assert.Single(LateLogs(pushed, Day(11, 13)));
    }
}

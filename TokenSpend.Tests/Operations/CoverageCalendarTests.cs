using TokenSpend.Core.Ledger;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;

namespace TokenSpend.Tests.Operations;

/// <summary>Payer by day: what is there, what is missing, and what was only quiet.</summary>
public sealed class CoverageCalendarTests
{
    private static readonly Payer OpenAi = new("openai", "org-1");
    private static readonly Month October = new(2026, 10);
    private static readonly DateOnly Today = new(2026, 10, 20);

    private static DateOnly Day(int day) => new(2026, 10, day);

    /// <param name="levels">From the first of October on; null: nothing tells of the day.</param>
    private static MonthSources Sources(IEnumerable<SourceLevel?> levels, string? log = null) => new(
        October, new Dictionary<Payer, IReadOnlyList<DaySource>> { [OpenAi] = [.. levels.Select(level => new DaySource(level, level == SourceLevel.FinalBill))] },
        log is null ? new HashSet<(string, Payer)>() : [(log, OpenAi)]);

    private static DayState[] States(MonthSources sources, (int First, int Last)? log = null, params int[] gaps) =>
        [.. Assert.Single(Of(sources, log, gaps).Payers).Days.Select(day => day.State)];

    private static CoverageCalendar Of(MonthSources sources, (int First, int Last)? log, params int[] gaps) => CoverageCalendar.Of(
        new Period(Day(1), Day(11)), Today, [sources], [],
        log is { } life ? new Dictionary<string, (DateOnly, DateOnly)> { ["gw"] = (Day(life.First), Day(life.Last)) } : [], [.. gaps.Select(day => new LogGap(Day(day), "gw"))]);

    [Fact]
    public void A_silent_day_of_a_log_is_quiet_and_a_gap_is_a_gap()
    {
        SourceLevel? log = SourceLevel.PrimaryLog;
        Assert.Equal(
            [DayState.Outside, DayState.Log, DayState.Quiet, DayState.Gap, DayState.Gap, DayState.Log, DayState.NotYet, DayState.NotYet, DayState.NotYet, DayState.NotYet],
            States(Sources([null, log, null, null, log, log], "gw"), (2, 6), gaps: [4, 5]));
    }

    [Fact]
    public void Between_two_bills_a_day_without_either_is_missing()
    {
        SourceLevel? bill = SourceLevel.FinalBill;
        Assert.Equal([DayState.FinalBill, DayState.FinalBill, DayState.Missing, DayState.FinalBill, .. Enumerable.Repeat(DayState.NotYet, 6)], States(Sources([bill, bill, null, bill])));
    }

    [Fact]
    public void A_bill_over_a_gap_keeps_the_money_and_says_that_the_log_lacks_the_day()
    {
        var day = Assert.Single(Of(Sources([.. Enumerable.Repeat<SourceLevel?>(SourceLevel.CostReport, 10)], "gw"), (1, 10), 3).Payers).Days[2];
        Assert.Equal((DayState.CostReport, true, true, true), (day.State, day.IsProvisional, day.LacksLog, day.IsLacking));
    }

    [Fact]
    public void A_day_that_is_not_over_is_not_waited_for_and_one_that_is_awaited_lacks_nothing()
    {
        var calendar = CoverageCalendar.Of(new Period(Day(1), Day(31)), Day(4), [Sources([SourceLevel.PrimaryLog, SourceLevel.PrimaryLog], "gw")], [],
            new Dictionary<string, (DateOnly, DateOnly)> { ["gw"] = (Day(1), Day(2)) }, []);
        Assert.Equal([Day(3)], calendar.Payers[0].Days.Where(day => day.State == DayState.NotYet).Select(day => day.Day));
        Assert.DoesNotContain(calendar.Payers[0].Days, day => day.IsLacking);
    }

    [Fact]
    public async Task Each_day_is_at_the_level_that_the_figures_come_from()
    {
        using var place = new TestPlace();
        await place.ImportAsync(place.Write("bill.csv", SnapshotBills.Of(("in", "10"))));
        // The bill speaks for September.
        var log = string.Concat(Enumerable.Range(0, 6).Select(day => LogLines.Line($"r{day}", new DateTime(2026, 9, 28, 9, 0, 0, DateTimeKind.Utc).AddDays(day), "openai", "gpt-5", 1000, 0, 0) + "\n"));
        await place.ImportAsync(place.Write("log.ndjson", log));
        var calendar = await place.Spend.CoverageAsync(Viewer.Everything, new Period(new DateOnly(2026, 9, 28), new DateOnly(2026, 10, 4)), CancellationToken.None);
        var payer = Assert.Single(calendar.Payers);
        Assert.Equal("openai / acct-1", payer.Payer.Label);
        Assert.Equal([.. Enumerable.Repeat(DayState.FinalBill, 3), .. Enumerable.Repeat(DayState.Log, 3)], payer.Days.Select(day => day.State));
    }

    [Fact]
    public async Task A_long_period_is_cut_to_its_last_year()
    {
        using var place = new TestPlace();
        var calendar = await place.Spend.CoverageAsync(Viewer.Everything, new Period(new DateOnly(2020, 1, 1), new DateOnly(2026, 11, 25)), CancellationToken.None);
        Assert.Equal(new Period(new DateOnly(2025, 12, 1), new DateOnly(2026, 11, 25)), calendar.Days);
    }
}

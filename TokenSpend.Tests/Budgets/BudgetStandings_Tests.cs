using TokenSpend.Core.Budgets;
using TokenSpend.Core.Ledger;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;
using TokenSpend.Tests.Spend;

namespace TokenSpend.Tests.Budgets;

/// <summary>November 2026 began on a Sunday.</summary>
public sealed class BudgetStandings_Tests
{
    private static SpendAnswers Spend(SmallCompany company, params Caveat[] caveats)
    {
        var cube = company.Cube();
        return new SpendAnswers(query => cube.Query(query) is var result ? result with { Caveats = [.. result.Caveats, .. caveats] } : result, _ => null);
    }

    private static BudgetStanding Standing(SmallCompany company, int today, long amount = 5_000, params Caveat[] caveats) =>
        Assert.Single(BudgetStandings.Of([BudgetExamples.Of("all", 1) with { Amounts = [new BudgetAmount(new Month(2026, 11), amount)] }],
            SmallCompany.November, SmallCompany.Day(1).AddDays(today - 1), Spend(company, caveats)));

    private static SmallCompany Used(int days, long weekday = 100, long weekend = 10)
    {
        var company = new SmallCompany();
        for (var day = 1; day <= days; day++) company.Log(day, "a", "gpt", DayMeans.IsWeekend(SmallCompany.Day(day)) ? weekend : weekday);
        return company;
    }

    [Fact]
    public void A_budget_without_an_amount_in_the_month_has_no_standing() =>
        Assert.Empty(BudgetStandings.Of([BudgetExamples.Of("later", 1) with { Amounts = [new(new Month(2026, 12), 5)] }, BudgetExamples.Of("over", 1) with { Amounts = [new(new Month(2026, 1), 5), new(new Month(2026, 11), null)] }],
            SmallCompany.November, SmallCompany.Day(9), Spend(new SmallCompany())));

    [Fact]
    public void Today_is_not_a_whole_day()
    {
        var standing = Standing(Used(9).Log(10, "a", "gpt", 1), today: 10);
        Assert.Equal(21 * 100 + 9 * 10, standing.RunRate);
        Assert.Equal(9, standing.Pace!.WholeDays);
        Assert.Equal(standing.Actual, standing.ByDay.Sum());
        Assert.Null(standing.ByDay[10]);
    }

    [Fact]
    public void A_log_that_ends_yesterday_noon_is_no_slump() =>
        Assert.Equal(21 * 100 + 9 * 10, Standing(Used(9).Log(10, "a", "gpt", 1), today: 11).RunRate);

    // Some payers' days begin hours before: their usage of "today" is yesterday's afternoon.
    [Fact]
    public void A_record_of_a_day_that_has_only_begun_in_the_east_makes_no_whole_day_of_the_one_before()
    {
        var cube = Used(9).Log(10, "a", "gpt", 1).Log(11, "a", "qwen", 1).Cube();
        var spend = new SpendAnswers(query => cube.Query(query) with { Freshness = new DateTime(2026, 11, 10, 17, 0, 0, DateTimeKind.Utc) }, _ => null);
        Assert.Equal(21 * 100 + 9 * 10, BudgetStandings.Of([BudgetExamples.Of("all", 1)], SmallCompany.November, SmallCompany.Day(11), spend)[0].RunRate);
    }

    [Fact]
    public void A_log_that_ended_days_ago_is_no_slump_either()
    {
        var standing = Standing(Used(9).Log(10, "a", "gpt", 1), today: 20);
        Assert.Equal(21 * 100 + 9 * 10, standing.RunRate);
        Assert.Equal(0, standing.ByDay[15]);
    }

    [Fact]
    public void Days_on_which_others_were_told_of_count_as_days_of_nothing()
    {
        var company = Used(10).Log(1, "b", "other", 900);
        var budget = BudgetExamples.Of("b", 1) with { Where = [new Filter(Dimension.Key, ["b"])] };
        // 1, 7 and 8 November are the whole days of weekends, six are to come.
        Assert.Equal(900 + 6 * 300, BudgetStandings.Of([budget], SmallCompany.November, SmallCompany.Day(11), Spend(company))[0].RunRate);
    }

    [Fact]
    public void A_day_whose_log_is_missing_does_not_slow_the_pace()
    {
        var company = Used(3);
        for (var day = 5; day <= 10; day++) company.Log(day, "a", "gpt", DayMeans.IsWeekend(SmallCompany.Day(day)) ? 10 : 100);
        Assert.Equal(20 * 100 + 9 * 10, Standing(company, 10, caveats: new Caveat("missing-log", ["2026-11-04", "gateway"])).RunRate);
    }

    [Fact]
    public void In_the_first_days_the_month_before_tells_the_missing_sort_apart()
    {
        var october = new SmallCompany();
        for (var day = 1; day <= 28; day++) october.Log(day, "a", "gpt", DayMeans.IsWeekend(SmallCompany.Day(day)) ? 20 : 80);
        var november = new SmallCompany().Log(1, "a", "gpt", 20).Log(2, "a", "gpt", 80);
        var cube = new SpendCube([Moved(october.Ledger(), -28), MonthSegment.Open(november.Ledger())], november.Lookups);
        var standing = BudgetStandings.Of([BudgetExamples.Of("all", 1)], SmallCompany.November, SmallCompany.Day(2), new SpendAnswers(query => cube.Query(query), _ => null))[0];
        Assert.Equal(9 * 20 + 21 * 80, standing.RunRate);
    }

    /// <summary>Whole weeks earlier, so that weekends stay weekends.</summary>
    private static MonthSegment Moved(MonthLedger ledger, int days) =>
        MonthSegment.Open(ledger with { Month = ledger.Month.Add(-1), Rows = [.. ledger.Rows.Select(row => row with { Day = row.Day + days })] });

    [Fact]
    public void A_month_that_is_over_has_its_breach_and_no_run_rate()
    {
        var standing = Standing(Used(30), today: 31, amount: 1_000);
        Assert.Null(standing.RunRate);
        Assert.Equal(new DateOnly(2026, 11, 13), standing.Breach);
        Assert.Equal(100, standing.MonthShare);
    }

    [Fact]
    public void What_nothing_prices_is_unknown_and_has_no_run_rate()
    {
        var company = new SmallCompany();
        for (var day = 1; day <= 5; day++) company.Log(day, "a", "atlas", 0, unpriced: 100);
        var standing = Standing(company, 6);
        Assert.Null(standing.Actual);
        Assert.Null(standing.RunRate);
        Assert.Equal(500, standing.UnpricedTokens);
        Assert.Contains(standing.Caveats, caveat => caveat.Code == "unpriced");
    }

    [Fact]
    public void Tokens_are_counted_whether_priced_or_not() => Assert.Equal(700,
        BudgetStandings.Of([BudgetExamples.Of("tokens", 1_000, null)], SmallCompany.November, SmallCompany.Day(9),
            Spend(new SmallCompany().Log(2, "a", "gpt", 5, tokens: 300).Log(3, "a", "atlas", 0, tokens: 400, unpriced: 400)))[0].Actual);
}

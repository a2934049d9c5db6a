using CsCheck;
using TokenSpend.Core.Alerts;
using TokenSpend.Core.Budgets;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;

namespace TokenSpend.Tests.Alerts;

public sealed class BudgetSignalsTests
{
    private static readonly Month November = new(2026, 11);

    private static BudgetStanding Standing(long? actual, long amount = 1000, long? runRate = null, DateOnly? today = null, DateOnly? breach = null, params int[] shares)
    {
        var budget = new Budget
        {
            Id = 12, Name = "Marketing", Currency = "USD", Where = [new Filter(Dimension.Department, ["Marketing"])], Amounts = [new BudgetAmount(November, amount)],
            Owner = "owner@example.com", Watchers = ["watcher@example.com", "OWNER@example.com"], AlertShares = shares.Length > 0 ? shares : Budget.DefaultShares,
        };
        return new BudgetStanding(budget, November, today ?? new DateOnly(2026, 11, 18), amount, actual, 0, 0, [], runRate, breach,
            new SpendQuery(November.Days, [], Measure.Attributed, Scope.Ai, budget.Where, "USD"), []);
    }

    private static string[] Causes(BudgetStanding standing) => [.. BudgetSignals.Of(standing).Select(signal => signal.Cause)];

    [Fact]
    public void Each_share_is_a_cause_of_its_own_and_the_highest_that_is_reached_is_told()
    {
        Assert.Empty(Causes(Standing(799)));
        Assert.Equal(["budget-share:12:2026-11:80:1000"], Causes(Standing(999)));
        Assert.Equal(["budget-share:12:2026-11:100:1000"], Causes(Standing(1000)));
    }

    [Fact]
    public void A_share_is_reached_exactly_when_actual_over_amount_is_at_least_it() => Gen.Select(Gen.Long[1, 1_000_000_000_000_000_000], Gen.Long[1, 1_000_000_000_000_000_000], Gen.Int[1, 300])
        .Sample((actual, amount, share) => Causes(Standing(actual, amount, shares: share)).Length == ((decimal)actual * 100 >= (decimal)amount * share ? 1 : 0));

    [Fact]
    public void An_unknown_actual_reaches_nothing() => Assert.Empty(Causes(Standing(null)));

    [Fact]
    public void A_credit_reaches_nothing() => Assert.Empty(Causes(Standing(-5)));

    [Fact]
    public void The_run_rate_is_told_with_its_day_of_breach_while_the_actual_is_not_above()
    {
        var signal = Assert.Single(BudgetSignals.Of(Standing(700, runRate: 1180, breach: new DateOnly(2026, 11, 26))));
        Assert.Equal((AlertKind.BudgetRunRate, "budget-run-rate:12:2026-11:1000", "2026-11-26"), (signal.Kind, signal.Cause, signal.Snapshot.Text(AlertFigures.Breach)));
        Assert.DoesNotContain(BudgetSignals.Of(Standing(1001, runRate: 1800)), other => other.Kind == AlertKind.BudgetRunRate);
        Assert.Empty(Causes(Standing(700, runRate: 1000)));
    }

    [Fact]
    public void A_raised_amount_is_another_cause() => Assert.NotEqual(Causes(Standing(900)), Causes(Standing(1900, 2000)));

    [Fact]
    public void The_owner_and_the_watchers_are_told_once_each() =>
        Assert.Equal(["owner@example.com", "watcher@example.com"], BudgetSignals.Of(Standing(900)).Single().Recipients);

    [Fact]
    public void A_month_that_is_over_has_no_day()
    {
        Assert.Equal("18", BudgetSignals.Of(Standing(900)).Single().Snapshot.Text(AlertFigures.Day));
        Assert.Null(BudgetSignals.Of(Standing(900, today: new DateOnly(2026, 12, 3))).Single().Snapshot.Text(AlertFigures.Day));
    }

    [Fact]
    public void Its_question_keeps_the_filter_and_groups_by_what_the_budget_leaves_open()
    {
        var query = BudgetSignals.Of(Standing(900)).Single().Snapshot.Query!;
        Assert.Equal(("2026-11-01", "2026-12-01", "application", "department=Marketing", "USD"), (query.From, query.To, query.By, query.Where.Single(), query.Currency));
    }
}

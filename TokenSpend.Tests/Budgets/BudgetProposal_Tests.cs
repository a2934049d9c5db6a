using CsCheck;
using TokenSpend.Core.Budgets;
using TokenSpend.Core.Ledger;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;
using TokenSpend.Core.Usage;

namespace TokenSpend.Tests.Budgets;

public sealed class BudgetProposal_Tests
{
    private static readonly DateOnly Today = new(2026, 11, 24);

    /// <summary>An answer with these costs in whole dollars.</summary>
    private static SpendAnswers Costs(params (string? Value, string Month, long? Dollars)[] costs) => new(
        query => new SpendResult(query, "Etc/UTC",
            [.. costs.Select(cost => new SpendRow([cost.Value, cost.Month], "USD", new SpendFigures(cost.Dollars * Nano.PerUnit, 0, 1, default, cost.Dollars is null ? 5 : 0)))], [], null, []),
        _ => null);

    [Fact]
    public void The_mean_of_the_last_three_whole_months_is_proposed_with_its_basis()
    {
        var proposals = BudgetProposals.Of(Dimension.Department, "USD", Today,
            Costs(("Sales", "2026-08", 10_000), ("Sales", "2026-09", 12_000), ("Sales", "2026-10", 15_100), ("Legal", "2026-10", 300), (null, "2026-10", 9_999), ("Ended", "2026-10", 0)));
        Assert.Equal(new Month(2026, 11), proposals.From);
        Assert.Equal(["2026-08", "2026-09", "2026-10"], proposals.Months.Select(month => month.ToString()));
        Assert.Equal([("Sales", 12_000L), ("Legal", 100L)], proposals.Rows.Select(row => (row.Value, row.Amount / Nano.PerUnit)));
        Assert.Equal([0, 0, 300 * Nano.PerUnit], proposals.Rows[1].Basis);
    }

    [Fact]
    public void A_month_of_unknown_cost_stays_unknown_in_the_basis() => Assert.Equal([null, 0, 300 * Nano.PerUnit],
        BudgetProposals.Of(Dimension.Model, "USD", Today, Costs(("m", "2026-08", null), ("m", "2026-10", 300))).Rows[0].Basis);

    [Fact]
    public void It_asks_for_the_three_months_only_and_in_one_currency()
    {
        SpendQuery? asked = null;
        BudgetProposals.Of(Dimension.Model, "CNY", new DateOnly(2026, 1, 1), Costs() with { Ask = query => { asked = query; return Costs().Ask(query); } });
        Assert.Equal((new Period(new(2025, 10, 1), new(2026, 1, 1)), "CNY"), (asked!.Days, asked.Currency));
    }

    [Fact]
    public void Two_digits_are_left_and_no_other_such_number_is_nearer() => Gen.Long[1, 900_000_000_000_000_000].Sample(amount =>
    {
        var rounded = BudgetProposals.Rounded(amount);
        Assert.True(rounded > 0);
        Assert.All(rounded.ToString(System.Globalization.CultureInfo.InvariantCulture).Skip(2), digit => Assert.Equal('0', digit));
        long unit = 1;
        while (amount / unit >= 100) unit *= 10;
        Assert.True(Math.Abs(rounded - amount) * 2 <= unit);
    }, iter: 5000);
}

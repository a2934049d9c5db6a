using TokenSpend.Core.Ledger;
using TokenSpend.Core.Usage;
using TokenSpend.Tests.Spend;

namespace TokenSpend.Tests.Ledger;

public class MonthLedger_Tests
{
    private static Dictionary<string, long> Attributed(SmallCompany company, Func<LedgerRow, long>? amount = null) =>
        company.Ledger().Rows.GroupBy(row => company.Lookups.Subject(row.Subject).Label)
            .Select(rows => (rows.Key, Sum: rows.Sum(amount ?? (row => row.Attributed)))).Where(rows => rows.Sum != 0)
            .ToDictionary(rows => rows.Key, rows => rows.Sum);

    [Fact]
    public void A_log_alone_is_attributed_at_its_metered_cost_and_all_accrued()
    {
        var company = new SmallCompany().Log(1, "a", "gpt", 30).Log(2, "b", "gpt", 12).Trace(1, "a", "gpt", 30);
        Assert.Equal(new() { ["a"] = 30, ["b"] = 12 }, Attributed(company));
        Assert.Equal(42, company.Ledger().Rows.Sum(row => row.Accrued));
        Assert.Equal(2, company.Ledger().Rows.Sum(row => row.Requests));
    }

    [Fact]
    public void A_bill_is_spread_by_metered_cost_over_the_rows_of_its_model_and_days()
    {
        var company = new SmallCompany().Log(1, "a", "gpt@1", 30).Log(2, "b", "gpt@2", 10).Log(2, "c", "claude", 50)
            .Bill(1, 3, 101, model: "gpt").Covers(1, 31);
        Assert.Equal(new() { ["a"] = 76, ["b"] = 25 }, Attributed(company));
        Assert.Equal(0, company.Ledger().Rows.Sum(row => row.Accrued));
    }

    [Fact]
    public void Tokens_are_the_weights_where_one_row_has_no_price()
    {
        var company = new SmallCompany().Log(1, "a", "gpt", 30, tokens: 100).Log(1, "b", "gpt", 0, tokens: 300, unpriced: 300)
            .Bill(1, 2, 100).Covers(1, 31);
        Assert.Equal(new() { ["a"] = 25, ["b"] = 75 }, Attributed(company));
        // The bill knows the cost; only the metered view lacks a price.
        Assert.Equal(0, company.Ledger().Rows.Sum(row => row.AttributedUnpriced));
        Assert.Equal(300, company.Ledger().Rows.Sum(row => row.MeteredUnpriced));
    }

    [Fact]
    public void A_line_that_names_a_key_goes_to_that_key_only() =>
        Assert.Equal(new() { ["a"] = 100 }, Attributed(
            new SmallCompany().Log(1, "a", "gpt", 30).Log(1, "b", "gpt", 30).Bill(1, 2, 100, key: "A").Covers(1, 31)));

    [Fact]
    public void Billed_usage_that_no_log_explains_stays_with_the_bill_and_is_unmatched()
    {
        var company = new SmallCompany().Log(1, "a", "gpt", 30).Bill(1, 5, 10, model: "claude").Bill(2, 3, 7, model: "claude", project: "p").Covers(1, 31);
        var rows = company.Ledger().Rows;
        Assert.Equal([3L, 3L, 2L, 2L], rows.Where(row => row.Marks == LedgerMarks.Unmatched).OrderBy(row => row.Day).Select(row => row.Attributed));
        Assert.Equal(7, Attributed(company)["p"]);
        Assert.False(Attributed(company).ContainsKey("a"));
    }

    [Fact]
    public void A_credit_is_spread_as_the_exact_negative_of_a_charge()
    {
        static SmallCompany Logs() => new SmallCompany().Log(1, "a", "gpt", 3).Log(1, "b", "gpt", 4).Log(2, "c", "claude", 6).Covers(1, 31);
        var charged = Attributed(Logs().Bill(1, 31, 1_000_001));
        var credited = Attributed(Logs().Bill(1, 31, -1_000_001, category: ChargeCategory.Credit));
        Assert.Equal(charged.ToDictionary(part => part.Key, part => -part.Value), credited);
    }

    [Fact]
    public void Tax_is_billed_and_nothing_else()
    {
        var company = new SmallCompany().Log(1, "a", "gpt", 30).Bill(1, 2, 100).Bill(1, 31, 19, category: ChargeCategory.Tax).Covers(1, 31);
        Assert.Equal(100, company.Ledger().Rows.Sum(row => row.Attributed));
        Assert.Equal(100, company.Ledger().Rows.Sum(row => row.Effective));
        Assert.Equal(119, company.Ledger().Rows.Sum(row => row.Billed));
    }

    [Fact]
    public void A_charge_over_two_months_gives_each_month_the_sum_of_its_days()
    {
        var company = new SmallCompany().Bill(21, 41, 1_000_003);
        var months = new[] { company.Ledger(), company.Ledger(SmallCompany.November.Add(1)) };
        Assert.Equal([500_003L, 500_000L], months.Select(month => month.Rows.Sum(row => row.Effective)));
        // Its invoice is November's.
        Assert.Equal([1_000_003L, 0L], months.Select(month => month.Rows.Sum(row => row.Billed)));
    }

    [Fact]
    public void A_usage_report_is_spread_over_the_log_by_model_and_nothing_of_it_is_lost()
    {
        var company = new SmallCompany().Log(1, "a", "gpt", 1).Log(1, "b", "gpt", 3)
            .Report(1, "p", "gpt@9", 80).Report(1, "p", "claude", 5).Report(1, "p", "new", 0, unpriced: 70)
            .Covers(1, 31, SourceLevel.UsageReport);
        Assert.Equal(new() { ["a"] = 20, ["b"] = 60, ["p"] = 5 }, Attributed(company));
        Assert.Equal(new() { ["p"] = 70 }, Attributed(company, row => row.AttributedUnpriced));
        Assert.Equal(85, company.Ledger().Rows.Sum(row => row.Accrued));
    }

    [Fact]
    public void Of_two_formats_of_one_bill_the_final_one_is_used()
    {
        var company = new SmallCompany().Log(1, "a", "gpt", 1).Bill(1, 2, 50, format: "cur").Bill(1, 2, 51)
            .Covers(1, 31, format: "cur", final: false).Covers(1, 31);
        Assert.Equal(51, company.Ledger().Rows.Sum(row => row.Attributed));
        Assert.Equal(51, company.Ledger().Rows.Sum(row => row.Billed));
    }

    [Fact]
    public void Tax_and_credits_do_not_take_a_day_from_the_log()
    {
        var company = new SmallCompany().Log(1, "a", "gpt", 30).Bill(1, 2, -5, category: ChargeCategory.Credit).Bill(1, 2, 3, category: ChargeCategory.Tax);
        Assert.Equal(new() { ["a"] = 30 }, Attributed(company));
        Assert.Equal(-2, company.Ledger().Rows.Sum(row => row.Billed));
    }

    [Fact]
    public void Other_charges_of_a_cloud_bill_never_reach_the_usage()
    {
        var company = new SmallCompany().Log(1, "a", "gpt", 30).Bill(1, 2, 500, service: "storage").Bill(1, 2, 20).Covers(1, 31);
        Assert.Equal(20, Attributed(company)["a"]);
        Assert.Equal(500, company.Ledger().Rows.Where(row => row.Marks == LedgerMarks.Other).Sum(row => row.Attributed));
    }

    [Fact]
    public void A_bill_in_yuan_is_spread_over_usage_metered_in_dollars()
    {
        var row = Assert.Single(new SmallCompany().Log(1, "a", "gpt", 30).Bill(1, 2, 200, currency: "CNY").Covers(1, 31).Ledger().Rows,
            row => row.Parts.HasFlag(LedgerParts.Usage));
        Assert.Equal(("CNY", 200, "USD", 30), (row.Currency, row.Attributed, row.MeteredCurrency, row.Metered));
    }
}

using CsCheck;
using TokenSpend.Core.Budgets;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;
using TokenSpend.Tests.Spend;

namespace TokenSpend.Tests.Budgets;

public sealed class BudgetCsv_Tests
{
    private const string Good = """
        name,amount,unit,from,where,owner,watchers,shares,run_rate
        Sales,"12,000.50",USD,2026-11,department=Sales;model=gpt-5,ann@example.com,bo@example.com; cy@example.com,50;80;100,no
        Sales,13000,USD,2027-01,department=Sales;model=gpt-5,ann@example.com,bo@example.com; cy@example.com,50;80;100,no
        全公司,2000000000,tokens,2026-11,,lin@例子.公司,,,
        Old,5,EUR,2026-01,application=,dee@example.com,,,yes
        Old,end,EUR,2026-10,application=,dee@example.com,,,yes
        """;

    [Fact]
    public void A_file_reads_as_budgets_with_all_their_months()
    {
        var (budgets, problems) = BudgetCsv.Read(Good);
        Assert.Empty(problems);
        Assert.Equal([(2, "Sales"), (4, "全公司"), (5, "Old")], budgets.Select(row => (row.Line, row.Budget.Name)));
        var sales = budgets[0].Budget;
        Assert.Equal([new BudgetAmount(new(2026, 11), 12_000_500_000_000), new BudgetAmount(new(2027, 1), 13_000_000_000_000)], sales.Amounts);
        Assert.Equal(["bo@example.com", "cy@example.com"], sales.Watchers);
        Assert.Equal([50, 80, 100], sales.AlertShares);
        Assert.False(sales.WatchRunRate);
        Assert.Equal([null], budgets[2].Budget.Where[0].Values);
        Assert.Null(budgets[2].Budget.AmountIn(new Month(2026, 11)));
        Assert.Equal(Budget.DefaultShares, budgets[1].Budget.AlertShares);
        Assert.Equal(2_000_000_000, budgets[1].Budget.AmountIn(new Month(2028, 1)));
    }

    // What spreadsheets of many countries save.
    [Fact]
    public void A_semicolon_may_separate_the_columns() => Assert.Equal("a=b;c",
        BudgetCsv.Read("\uFEFFname;amount;unit;from;where;owner\r\nX;5;USD;2026-11;\"key=a=b\\;c\";ann@example.com\r\n").Budgets[0].Budget.Where[0].Values[0]);

    [Theory]
    [InlineData("Sales,12.000,50,USD", "cells")]
    [InlineData(" ,5,USD,2026-11,,ann@example.com", "name")]
    [InlineData("=cmd(),5,USD,2026-11,,ann@example.com", "name")]
    [InlineData("\"two\nlines\",5,USD,2026-11,,ann@example.com", "name")]
    [InlineData("X,-5,USD,2026-11,,ann@example.com", "amount")]
    [InlineData("X,0,USD,2026-11,,ann@example.com", "amount")]
    [InlineData("X,\"1,5\",USD,2026-11,,ann@example.com", "amount")]
    [InlineData("X,$5,USD,2026-11,,ann@example.com", "amount")]
    [InlineData("X,1.5,tokens,2026-11,,ann@example.com", "tokens")]
    [InlineData("X,5,dollars,2026-11,,ann@example.com", "unit")]
    [InlineData("X,5,USD,11/2026,,ann@example.com", "month")]
    [InlineData("X,5,USD,2026-11,team=A,ann@example.com", "where")]
    [InlineData("X,5,USD,2026-11,day=2026-11-01,ann@example.com", "where")]
    [InlineData("X,5,USD,2026-11,,ann", "address")]
    [InlineData("X,5,USD,2026-11,,Ann <ann@example.com>", "address")]
    [InlineData("X,5,USD,2026-11,,\"ann@example.com\nBcc: all@example.com\"", "address")]
    [InlineData("X,5,USD,2026-11,,\"ann@example.com,bo@example.com\"", "address")]
    [InlineData("X,end,USD,2026-11,,ann@example.com", null)]
    public void A_wrong_row_says_line_column_found_and_expected_and_refuses_the_file(string row, string? code)
    {
        var (budgets, problems) = BudgetCsv.Read($"name,amount,unit,from,where,owner\nGood,5,USD,2026-11,,ann@example.com\n{row}\n");
        // An end alone is no mistake of its row: only with what is kept can be told that nothing ends.
        if (code is null)
        {
            Assert.Empty(problems);
            return;
        }
        Assert.Empty(budgets);
        var problem = Assert.Single(problems);
        Assert.Equal((code, (int?)3), (problem.Code, problem.Line));
        Assert.StartsWith("line 3", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("shares", "100;80", "shares")]
    [InlineData("shares", "80;80", "shares")]
    [InlineData("shares", "0", "shares")]
    [InlineData("shares", "1001", "shares")]
    [InlineData("shares", "80 %", "shares")]
    [InlineData("run_rate", "maybe", "yes-no")]
    [InlineData("watchers", "bo@example.com;cy", "address")]
    [InlineData("team", "A", "column-unknown")]
    [InlineData("name", "A", "column-twice")]
    public void A_further_column_is_checked_too(string column, string cell, string code) => Assert.Equal([code],
        BudgetCsv.Read($"name,amount,unit,from,owner,{column}\nX,5,USD,2026-11,ann@example.com,{cell}\n").Problems.Select(problem => problem.Code));

    [Theory]
    [InlineData("", "no-lines")]
    [InlineData("name,amount,unit,from,owner\n", "no-lines")]
    [InlineData("name,amount\nX,5\n", "column-missing")]
    [InlineData("name,amount,unit,from,owner\nX,\"5\"6,USD,2026-11,ann@example.com\n", "quotes")]
    public void A_file_without_shape_says_what_is_missing(string content, string code) => Assert.Contains(code,
        BudgetCsv.Read(content).Problems.Select(problem => problem.Code));

    [Fact]
    public void All_wrong_rows_are_told_at_once_in_the_order_of_the_file() => Assert.Equal([(2, "amount"), (3, "month"), (3, "address")],
        BudgetCsv.Read("name,amount,unit,from,owner\nX,x,USD,2026-11,ann@example.com\nY,5,USD,soon,ann\n").Problems.Select(problem => (problem.Line!.Value, problem.Code)));

    [Fact]
    public void Rows_of_one_budget_may_differ_in_month_and_amount_only() => Assert.Equal([(3, "differs", "owner"), (4, "month-twice", "from")],
        BudgetCsv.Read("name,amount,unit,from,owner\nX,5,USD,2026-11,a@example.com\nX,6,USD,2026-12,b@example.com\nX,7,USD,2026-11,a@example.com\n")
            .Problems.Select(problem => (problem.Line!.Value, problem.Code, problem.Field)));

    [Fact]
    public void What_is_exported_reads_back_as_the_same_budgets() =>
        Budgets.Array[1, 6].Sample(all =>
        {
            var budgets = all.DistinctBy(budget => budget.Name, StringComparer.OrdinalIgnoreCase).ToArray();
            var (read, problems) = BudgetCsv.Read(BudgetCsv.Print(budgets));
            Assert.Empty(problems);
            Assert.Equal(budgets.Length, read.Count);
            foreach (var (before, after) in budgets.Zip(read)) Assert.Empty(BudgetChanges.Between(before, after.Budget));
        }, iter: 3000);

    private static readonly Gen<string> Text = Gen.String[Gen.Char["abZ09 ,;\"\\=|'%销售"], 1, 12].Select(text => "n" + text.Trim());

    private static readonly Gen<Budget> Budgets = Gen.Select(
        Gen.Select(Text, SpendGenerators.One<string?>("USD", "CNY", null), SpendGenerators.One("a@example.com", "b.c@d.example")),
        Gen.Select(Gen.Int[0, BudgetRules.Dimensions.Count - 1], Gen.Frequency((5, Text.Select(text => (string?)text)), (1, Gen.Const((string?)null))).Array[1, 3]).Array[0, 3],
        Gen.Select(Gen.Int[24_300, 24_340], Gen.Frequency((5, Gen.Long[1, long.MaxValue / 2].Select(amount => (long?)amount)), (1, Gen.Const((long?)null)))).Array[1, 4],
        SpendGenerators.One("x@example.com", "y@example.com").Array[0, 2], Gen.Int[1, 1000].Array[1, 4], Gen.Bool)
        .Select((name, where, amounts, watchers, shares, runRate) => BudgetRules.Normal(new Budget
        {
            Name = name.Item1, Currency = name.Item2, Owner = name.Item3, Watchers = watchers, WatchRunRate = runRate, AlertShares = [.. shares.Distinct().Order()],
            Where = [.. where.DistinctBy(filter => filter.Item1).Select(filter => new Filter(BudgetRules.Dimensions[filter.Item1], filter.Item2))],
            Amounts = [.. amounts.Prepend((24_299, 5L)).DistinctBy(amount => amount.Item1).Select(amount => new BudgetAmount(new Month(amount.Item1), amount.Item2))],
        }));
}

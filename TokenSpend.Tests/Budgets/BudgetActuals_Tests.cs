using CsCheck;
using TokenSpend.Core.Budgets;
using TokenSpend.Core.Ledger;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;
using TokenSpend.Tests.Spend;

namespace TokenSpend.Tests.Budgets;

/// <summary>However many budgets are measured together, each gets the answer of its own query.</summary>
public sealed class BudgetActuals_Tests
{
    private static readonly Month October = new(2026, 10);

    private static readonly Gen<Filter> Filter = Gen.Select(
        Gen.Enum<Dimension>(),
        SpendGenerators.One<string?>(null, "d0", "d1", "app", "f1", "openai", "aws", "gpt", "claude", "openai / a", "k1", "k4", "u1", "USD", "2026-10", "2026-10-09", "03").Array[1, 4])
        .Select((dimension, values) => new Filter(dimension, values));

    private static readonly Gen<Budget> Budget = Gen.Select(SpendGenerators.One<string?>("USD", "CNY", "EUR", null), Filter.Array[0, 3])
        .Select((currency, where) => BudgetExamples.Of("any", 1, currency) with { Where = where });

    private static SpendAnswers Spend(IEnumerable<MonthLedger> ledgers)
    {
        var cube = new SpendCube([.. ledgers.Select(ledger => MonthSegment.Open(ledger))], SpendGenerators.Lookups());
        return new SpendAnswers(query => cube.Query(query, query.Currency is { } currency ? To(currency) : null), To);
    }

    /// <summary>Rates that round: another for each day; none for yuan into euro.</summary>
    private static ConvertMoney To(string target) => (money, day) => (money.Currency, target) is ("CNY", "EUR") ? null
        : new Converted(new Money(Nano.DivideHalfEven((Int128)money.Nanos * (day.Day + 6), 7), target), (day.Day + 6) / 7m, day);

    [Fact]
    public void The_actual_is_that_of_the_budgets_own_query_whatever_the_others_ask() =>
        Gen.Select(SpendGenerators.Ledgers, Budget.Array[1, 8]).Sample((ledgers, budgets) =>
        {
            var spend = Spend(ledgers);
            var found = BudgetActuals.Of(budgets, October, October.Days.To, spend);
            foreach (var (budget, days) in budgets.Zip(found))
            {
                var own = spend.Ask(BudgetActuals.QueryOf(budget, October));
                Assert.Equal(Actual(budget, own.Totals.Select(total => (total.Currency, total.Figures))), days.Actual);
                for (var day = 0; day < October.Days.Days; day++)
                {
                    var key = October.First.AddDays(day).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
                    var rows = own.Rows.Where(row => row.Keys[0] == key).ToList();
                    var expected = rows.All(row => !Counts(budget, row.Currency)) && budget.IsMoney ? 0 : Actual(budget, rows.Select(row => (row.Currency, row.Figures)));
                    Assert.Equal(expected, days.ByDay[day]);
                }
                if (!budget.IsMoney) continue;
                Assert.Equal(own.Totals.Where(total => Counts(budget, total.Currency)).Sum(total => total.Figures.Accrued), days.Accrued);
                Assert.Equal(own.Totals.Where(total => Counts(budget, total.Currency)).Sum(total => total.Figures.UnpricedTokens), days.UnpricedTokens);
                // The query's caveats also tell of other charges, which it leaves out.
                var lacking = own.Caveats.Where(caveat => caveat.Code == "no-rate").Select(caveat => caveat.Arguments[0]).ToHashSet();
                Assert.Subset(lacking, days.Caveats.Where(caveat => caveat.Code == "no-rate").Select(caveat => caveat.Arguments[0]).ToHashSet());
            }
        }, iter: 2000);

    [Fact]
    public void The_days_sum_to_the_actual() =>
        Gen.Select(SpendGenerators.Ledgers, Budget, Gen.Int[0, 40]).Sample((ledgers, budget, today) =>
        {
            var days = BudgetActuals.Of([budget], October, October.First.AddDays(today), Spend(ledgers))[0];
            Assert.Equal(days.Actual ?? 0, days.ByDay.Sum(day => day ?? 0));
        }, iter: 1000);

    [Fact]
    public void Few_questions_answer_many_budgets()
    {
        var asked = 0;
        var spend = Spend([]);
        var counting = spend with { Ask = query => { asked++; return spend.Ask(query); } };
        Budget[] budgets = [.. Enumerable.Range(0, 500).Select(at => BudgetExamples.Of("b" + at, 1) with { Where = [new Filter(at % 2 == 0 ? Dimension.Department : Dimension.Model, ["v" + at])] })];
        Assert.Equal(500, BudgetActuals.Of(budgets, October, October.First, counting).Count);
        Assert.Equal(2, asked);
    }

    [Fact]
    public void What_no_rate_converts_is_unknown_rather_than_nothing()
    {
        var spend = Spend([new SmallCompany().Log(3, "a", "gpt", 30).Ledger()]);
        var none = spend with { RatesTo = _ => (_, _) => null };
        var days = BudgetActuals.Of([BudgetExamples.Of("x", 1, "EUR")], SmallCompany.November, SmallCompany.Day(9), none)[0];
        Assert.Null(days.Actual);
        Assert.Equal(["no-rate USD EUR"], days.Caveats.Select(caveat => $"{caveat.Code} {string.Join(' ', caveat.Arguments)}"));
    }

    private static bool Counts(Budget budget, string currency) => currency == budget.Currency || currency.Length == 0;

    private static long? Actual(Budget budget, IEnumerable<(string Currency, SpendFigures Figures)> sums)
    {
        var all = sums.ToList();
        if (!budget.IsMoney) return all.Sum(sum => sum.Figures.Tokens.Total);
        var counted = all.Where(sum => Counts(budget, sum.Currency)).ToList();
        var cost = counted.Sum(sum => sum.Figures.Cost ?? 0);
        var isUnknown = cost == 0 && counted.Any(sum => sum.Figures.UnpricedTokens > 0) || counted.Count == 0 && all.Count > 0;
        return isUnknown ? null : cost;
    }
}

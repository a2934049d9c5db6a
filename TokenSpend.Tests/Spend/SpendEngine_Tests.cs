using CsCheck;
using TokenSpend.Core.Ledger;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;
using TokenSpend.Core.Usage;

namespace TokenSpend.Tests.Spend;

public class SpendEngine_Tests
{
    private static readonly SpendLookups Rules = SpendGenerators.Lookups();

    private static SpendCube Cube(IEnumerable<MonthLedger> ledgers) => new([.. ledgers.Select(ledger => MonthSegment.Open(ledger))], Rules);

    private static Owner OwnerOf(LedgerRow row, SpendLookups rules) => rules.Owner(rules.Subject(row.Subject), DateOnly.FromDayNumber(row.Day));

    [Fact]
    public void Any_query_answers_as_the_records_do() =>
        Gen.Select(SpendGenerators.Ledgers, SpendGenerators.Query).Sample((ledgers, query) =>
            Assert.Equal(SpendOracle.Rows(query, ledgers, row => OwnerOf(row, Rules), Rules), SpendOracle.Rows(Cube(ledgers).Query(query))), iter: 3000);

    [Fact]
    public void Months_added_up_over_their_subjects_answer_as_the_records_do() =>
        Gen.Select(SpendGenerators.SharedModels, SpendGenerators.Query).Sample((ledgers, query) =>
            Assert.Equal(SpendOracle.Rows(query, ledgers, row => OwnerOf(row, Rules), Rules), SpendOracle.Rows(Cube(ledgers).Query(query))), iter: 2000);

    [Fact]
    public void Rows_stand_by_time_where_it_comes_first_then_by_cost_then_by_keys() =>
        Gen.Select(SpendGenerators.Ledgers, SpendGenerators.Query).Sample((ledgers, query) =>
        {
            var rows = Cube(ledgers).Query(query).Rows;
            var byTime = query.By is [Dimension.Hour or Dimension.Day or Dimension.Month, ..];
            var expected = rows.OrderBy(row => byTime && row.Keys[0] is null).ThenBy(row => byTime ? row.Keys[0] : "", StringComparer.Ordinal)
                .ThenBy(row => row.Figures.Cost is null).ThenByDescending(row => row.Figures.Cost);
            for (var i = 0; i < query.By.Count; i++)
            {
                var key = i;
                expected = expected.ThenBy(row => row.Keys[key] is null).ThenBy(row => row.Keys[key], StringComparer.Ordinal);
            }
            Assert.Equal(expected.ThenBy(row => row.Currency, StringComparer.Ordinal), rows);
        }, iter: 1000);

    [Fact]
    public void Under_any_grouping_the_parts_sum_to_the_total() =>
        Gen.Select(SpendGenerators.Ledgers, SpendGenerators.Query).Sample((ledgers, query) =>
        {
            var cube = Cube(ledgers);
            var parts = cube.Query(query);
            var whole = cube.Query(query with { By = [] });
            Assert.Equal(whole.Rows.Select(row => (row.Currency, row.Figures)).OrderBy(row => row.Currency), parts.Totals.Select(total => (total.Currency, total.Figures)));
            foreach (var total in parts.Totals)
                Assert.Equal(total.Figures.Cost ?? 0, parts.Rows.Where(row => row.Currency == total.Currency).Sum(row => row.Figures.Cost ?? 0));
        }, iter: 1000);

    [Fact]
    public void A_closed_month_keeps_its_figures_when_rules_change() =>
        Gen.Select(SpendGenerators.Ledgers, SpendGenerators.Query).Sample((ledgers, query) =>
        {
            var closed = new SpendCube([.. ledgers.Select(ledger => MonthSegment.Open(ledger).Close(Rules))], Rules);
            var before = SpendOracle.Rows(closed.Query(query));
            Assert.Equal(SpendOracle.Rows(query, ledgers, row => OwnerOf(row, Rules), Rules), before);
            Assert.Equal(before, SpendOracle.Rows(closed.With(SpendGenerators.Lookups(rules: 1)).Query(query)));
        }, iter: 500);

    [Fact]
    public void A_changed_rule_shows_at_once_in_an_open_month() =>
        Gen.Select(SpendGenerators.Ledgers, SpendGenerators.Query).Sample((ledgers, query) =>
        {
            var changed = SpendGenerators.Lookups(rules: 1);
            Assert.Equal(SpendOracle.Rows(query, ledgers, row => OwnerOf(row, changed), changed), SpendOracle.Rows(Cube(ledgers).With(changed).Query(query)));
        }, iter: 500);

    [Fact]
    public void A_segment_reads_back_to_rows_that_build_the_same_segment() =>
        Gen.Select(SpendGenerators.Ledgers, SpendGenerators.Query).Sample((ledgers, query) =>
        {
            var segments = ledgers.Select(ledger => MonthSegment.Open(ledger).Close(Rules)).ToArray();
            var again = segments.Select(segment => MonthSegment.Closed(segment.Keys(), segment.Read())).ToArray();
            Assert.Equal(SpendOracle.Rows(new SpendCube(segments, Rules).Query(query)), SpendOracle.Rows(new SpendCube(again, Rules).Query(query)));
        }, iter: 300);

    [Fact]
    public void Conversion_leaves_one_currency_and_totals_that_are_the_sum_of_the_rows() =>
        Gen.Select(SpendGenerators.Ledgers, SpendGenerators.Query).Sample((ledgers, query) =>
        {
            var inYuan = query with { Currency = "CNY" };
            var result = Cube(ledgers).Query(inYuan, (money, day) => new Converted(new Money(money.Nanos * (day.Day % 2 + 6), "CNY"), day.Day % 2 + 6, day));
            Assert.All(result.Rows, row => Assert.Equal("CNY", row.Currency));
            var expected = ledgers.SelectMany(ledger => ledger.Rows.Select(row =>
            {
                long Convert(long nanos, string currency) => currency == "CNY" ? nanos : nanos * (DateOnly.FromDayNumber(row.Day).Day % 2 + 6);
                return row with
                {
                    Attributed = Convert(row.Attributed, row.Currency), Accrued = Convert(row.Accrued, row.Currency), Billed = Convert(row.Billed, row.Currency),
                    Effective = Convert(row.Effective, row.Currency), Metered = Convert(row.Metered, row.MeteredCurrency), Currency = "CNY", MeteredCurrency = "CNY",
                };
            }).ToArray() is var rows ? [ledger with { Rows = rows }] : Array.Empty<MonthLedger>());
            if (query.By.Contains(Dimension.Currency) || query.Where.Any(filter => filter.Dimension == Dimension.Currency)) return;
            Assert.Equal(SpendOracle.Rows(query, expected, row => OwnerOf(row, Rules), Rules), SpendOracle.Rows(result));
        }, iter: 500);

    [Fact]
    public void Amounts_without_a_rate_stay_in_their_own_currency_and_say_so()
    {
        var cube = new SmallCompany().Log(1, "a", "gpt", 30).Cube();
        var result = cube.Query(new SpendQuery(SmallCompany.November.Days, [], Measure.Attributed, Scope.Ai, [], "CNY"), (_, _) => null);
        Assert.Equal("USD", Assert.Single(result.Totals).Currency);
        Assert.Contains(result.Caveats, caveat => caveat.Code == "no-rate" && caveat.Arguments.SequenceEqual(["USD", "CNY"]));
    }

    [Fact]
    public void What_the_figures_lack_stands_beside_them()
    {
        var cube = new SmallCompany().Owns("Sales", "a").Log(1, "a", "gpt", 3_000_000_000).Log(1, "b", "gpt", 1_000_000_000)
            .Log(2, "a", "new", 0, unpriced: 70).Log(1, "a", "gpt", 500_000_000, provider: "nobody")
            .Bill(5, 6, 2_000_000_000, provider: "aws").Bill(5, 6, 9_000_000_000, provider: "aws", service: "storage").Covers(1, 31, provider: "aws").Cube();
        var result = cube.Query(new SpendQuery(SmallCompany.November.Days, [Dimension.Department], Measure.Attributed, Scope.Ai, []));
        Assert.Equal(
            ["unpriced 70 new", "unmatched 2 USD", "unassigned 46.2 USD", "payer-unknown 0.5 USD", "other-charges 9 USD", "accrued 4.5 USD"],
            result.Caveats.Select(caveat => $"{caveat.Code} {string.Join(' ', caveat.Arguments)}"));
    }

    [Fact]
    public void A_group_that_is_all_unpriced_has_an_unknown_cost()
    {
        var result = new SmallCompany().Log(1, "a", "gpt", 3).Log(1, "b", "new", 0, unpriced: 70).Cube()
            .Query(new SpendQuery(SmallCompany.November.Days, [Dimension.Key], Measure.Attributed, Scope.Ai, []));
        Assert.Equal([("a", 3L), ("b", null)], result.Rows.Select(row => (row.Keys[0], row.Figures.Cost)));
        Assert.Equal((3L, 70L), (Assert.Single(result.Totals).Figures.Cost, result.Totals[0].Figures.UnpricedTokens));
    }
}

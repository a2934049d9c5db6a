using CsCheck;
using TokenSpend.Core.Ledger.Settlement;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Pricing;

namespace TokenSpend.Tests.Ledger;

public sealed class SettlementTests
{
    private static readonly DateOnly First = new(2026, 1, 1);
    private static readonly Month Through = new(2026, 3);
    private static readonly Gen<DateOnly> Days = Gen.Int[0, 89].Select(First.AddDays);

    // Cost per token is whole, so that a token-by-token oracle is exact.
    private static readonly Gen<SettlementUsage[]> Usages = Gen.Select(Days, Gen.Int[0, 1], Gen.Long[0, 30], Gen.Long[0, 9])
        .Select((day, model, tokens, price) => new SettlementUsage(day, 0, model == 0 ? "qwen-max" : "ernie-4", tokens, tokens * price, "CNY"))
        .Array[0, 12].Select(rows => rows.Select((row, key) => row with { Key = key }).ToArray());

    private static readonly Gen<SettlementTerm> Coverings = Gen.Select(Gen.Bool, Gen.Bool, Gen.Long[1, 60], Gen.Int[0, 80], Gen.Int[1, 60], Gen.Long[0, 500].Nullable())
        .Select((isFree, isAll, tokens, from, days, price) => isFree
            ? (SettlementTerm)new FreeTier(0, "alibaba", "free", Models(isAll), "CNY", null, null, tokens)
            : new TokenPackage(0, "alibaba", "package", Models(isAll), "CNY", First.AddDays(from), First.AddDays(from + days), tokens, price));

    [Fact]
    public void Free_tiers_and_packages_cover_what_a_token_by_token_scan_covers() =>
        Gen.Select(Usages, Coverings.Array[0, 4].Select(Numbered)).Sample((usage, terms) =>
        {
            var lines = SettlementRun.Of(terms, usage, Through);
            var (covered, cost) = Scan(terms, usage);
            foreach (var term in terms)
            {
                Assert.Equal(covered[term], lines.Where(line => line.Term == term).Sum(line => line.Tokens));
                // What its tokens would have cost goes; what they were bought for comes, at last all of it.
                var isOver = term is TokenPackage { To: { } to } && to <= Through.Days.To;
                var price = (term as TokenPackage)?.Price ?? 0;
                var charged = isOver && term.From <= Through.Days.To ? price : Nano.DivideHalfEven((Int128)price * covered[term], term is TokenPackage package ? package.Tokens : 1);
                Assert.Equal(charged - cost[term], lines.Where(line => line.Term == term).Sum(line => line.Amount));
            }
        });

    [Fact]
    public void A_discount_on_cost_is_that_of_each_single_nano_of_the_months_cost() =>
        Gen.Select(Usages, Gen.Bool, Gen.Long[0, 300].Array[1, 3].Select(overs => overs.Distinct().Order().ToArray()), Gen.Long[0, 20].Array[3]).Sample((usage, isAllUnits, overs, percents) =>
        {
            var steps = overs.Select((over, i) => new DiscountStep(over, percents[i] * 5 * Nano.PerUnit)).ToList();
            var term = new VolumeDiscount(2, "alibaba", "volume", null, "CNY", null, null, DiscountMeasure.Cost, isAllUnits, steps);
            foreach (var month in Enumerable.Range(0, 3).Select(new Month(2026, 1).Add))
            {
                var cost = usage.Where(row => Month.Containing(row.Day) == month).Sum(row => row.Cost);
                long hundredths = 0;
                for (long nano = 1; nano <= cost; nano++)
                {
                    var reached = steps.LastOrDefault(step => (isAllUnits ? cost : nano) > step.Over);
                    hundredths += (reached?.NanoPercent ?? 0) / Nano.PerUnit;
                }
                var expected = (long)Math.Round(hundredths / 100m, MidpointRounding.ToEven);
                Assert.Equal(-expected, SettlementRun.Of([term], usage, Through).Where(line => line.Month == month).Sum(line => line.Amount));
            }
        });

    [Fact]
    public void A_discount_on_tokens_takes_each_tokens_share_of_the_cost() =>
        Gen.Select(Usages, Gen.Bool, Gen.Long[0, 60], Gen.Long[0, 20]).Sample((usage, isAllUnits, over, percent) =>
        {
            var term = new VolumeDiscount(2, "alibaba", "volume", null, "CNY", null, null, DiscountMeasure.Tokens, isAllUnits, [new DiscountStep(over, percent * 5 * Nano.PerUnit)]);
            foreach (var rows in usage.GroupBy(row => Month.Containing(row.Day)))
            {
                var (cost, tokens) = (rows.Sum(row => row.Cost), rows.Sum(row => row.Tokens));
                var part = tokens <= over ? 0 : isAllUnits ? tokens : tokens - over;
                var expected = tokens == 0 ? 0 : Nano.DivideHalfEven((Int128)cost * part * percent * 5, (Int128)tokens * 100);
                Assert.Equal(-expected, SettlementRun.Of([term], usage, Through).Where(line => line.Month == rows.Key).Sum(line => line.Amount));
            }
        });

    [Fact]
    public void A_month_costs_at_least_its_minimum_and_credits_pay_until_they_are_used_up() =>
        Gen.Select(Usages, Gen.Long[1, 200], Gen.Long[1, 400]).Sample((usage, minimum, credit) =>
        {
            SettlementTerm[] terms =
            [
                new MinimumCommitment(2, "alibaba", "least", null, "CNY", First, null, minimum),
                new SpendingCredit(3, "alibaba", "gift", null, "CNY", First, null, credit),
            ];
            var lines = SettlementRun.Of(terms, usage, Through);
            var left = credit;
            foreach (var month in Enumerable.Range(0, 3).Select(new Month(2026, 1).Add))
            {
                var own = usage.Where(row => Month.Containing(row.Day) == month).ToList();
                var cost = own.Sum(row => row.Cost);
                var due = Math.Max(0, minimum - cost);
                // What nobody used is due from nobody, and no credit pays for it.
                var payable = own.Any(row => row.Cost > 0) ? cost + due : 0;
                var paid = Math.Min(left, payable);
                left -= paid;
                Assert.Equal(due, lines.Where(line => line.Month == month && line.Term == terms[0]).Sum(line => line.Amount));
                Assert.Equal(-paid, lines.Where(line => line.Month == month && line.Term == terms[1]).Sum(line => line.Amount));
            }
        });

    [Fact]
    public void Parts_sum_to_their_line_no_row_is_paid_below_nothing_and_the_order_of_rows_does_not_matter() =>
        Gen.Select(Usages, Coverings.Array[0, 3], Gen.Long[1, 100], Gen.Int[0, 1000]).Sample((usage, coverings, amount, seed) =>
        {
            SettlementTerm[] terms = Numbered(
            [
                .. coverings, new VolumeDiscount(0, "alibaba", "v", Models(false), "CNY", null, null, DiscountMeasure.Cost, false, [new(5, 33_333_333_333)]),
                new MinimumCommitment(0, "alibaba", "m", null, "CNY", null, null, amount), new SpendingCredit(0, "alibaba", "c", null, "CNY", null, null, amount * 2),
            ]);
            var lines = SettlementRun.Of(terms, usage, Through);
            Assert.All(lines, line => Assert.Equal(line.Amount, line.Parts.Sum(part => part.Amount) + line.Unspread));
            Assert.All(lines, line => Assert.True(line.Amount != 0 || line.Tokens > 0));
            var net = usage.ToDictionary(row => row.Key, row => row.Cost);
            foreach (var part in lines.SelectMany(line => line.Parts)) net[part.Key] += part.Amount;
            Assert.All(net.Values, value => Assert.True(value >= 0));
            var random = new Random(seed);
            Assert.Equal(Text(lines), Text(SettlementRun.Of(terms, usage.OrderBy(_ => random.Next()), Through)));
        });

    [Fact]
    public void A_row_that_comes_late_is_settled_as_if_it_had_come_in_time()
    {
        SettlementTerm[] terms = [new TokenPackage(2, "alibaba", "p", null, "CNY", First, First.AddDays(40), 100, 1_000)];
        SettlementUsage[] inTime = [Use(10, 1, 80), Use(35, 2, 80)];
        Assert.Equal([80L, 20L], SettlementRun.Of(terms, inTime, Through).Select(line => line.Tokens));
        var late = SettlementRun.Of(terms, [.. inTime, Use(5, 3, 60)], Through);
        Assert.Equal([100L], late.Select(line => line.Tokens));
        Assert.Equal([3L, 1L], late[0].Parts.Select(part => part.Key));
    }

    [Fact]
    public void What_is_left_of_a_package_is_charged_when_it_expires_and_to_nobody()
    {
        var lines = SettlementRun.Of([new TokenPackage(2, "alibaba", "p", null, "CNY", First, new DateOnly(2026, 3, 1), 100, 1_000)], [Use(10, 1, 30)], Through);
        Assert.Equal([(new Month(2026, 1), 300L - 30 * 7, 0L), (new Month(2026, 2), 700L, 700L)], lines.Select(line => (line.Month, line.Amount, line.Unspread)));
    }

    [Fact]
    public void Of_two_packages_the_one_that_expires_first_is_drawn_first()
    {
        SettlementTerm[] terms =
        [
            new TokenPackage(2, "alibaba", "long", null, "CNY", First, First.AddDays(80), 100, null),
            new TokenPackage(3, "alibaba", "short", null, "CNY", First, First.AddDays(20), 50, null),
        ];
        Assert.Equal([("short", 50L), ("long", 20L)], SettlementRun.Of(terms, [Use(10, 1, 70)], Through).Select(line => (line.Term.Name, line.Tokens)));
    }

    [Theory]
    [InlineData("alibaba,a,free,,CNY,,,,,,,100,,s", 2, "kind")]
    [InlineData("alibaba,a,free-tier,,CNY,,,,,,,0,,s", 2, "tokens")]
    [InlineData("alibaba,a,free-tier,,CNY,,,,,,,100,5,s", 2, "amount")]
    [InlineData("alibaba,a,free-tier,,CNY,2026-01-02,,,,,,100,,s", 2, "from")]
    [InlineData("alibaba,a,package,,cny,2026-01-02,,,,,,100,,s", 2, "currency")]
    [InlineData("alibaba,a,package,,CNY,2026-01-02,2026-01-02,,,,,100,,s", 2, "to")]
    [InlineData("alibaba,a,discount,,CNY,,,price,graduated,0,5,,,s", 2, "measure")]
    [InlineData("alibaba,a,discount,,CNY,,,cost,stepwise,0,5,,,s", 2, "mode")]
    [InlineData("alibaba,a,discount,,CNY,,,cost,graduated,0,101,,,s", 2, "percent")]
    [InlineData("alibaba,a,discount,,CNY,,,tokens,graduated,1.5,5,,,s", 2, "over")]
    [InlineData("alibaba,a,discount,,CNY,,,cost,graduated,5,5,,,s\nalibaba,a,discount,,CNY,,,cost,graduated,5,6,,,s", 3, "over")]
    [InlineData("alibaba,a,discount,,CNY,,,cost,graduated,5,5,,,s\nalibaba,a,discount,qwen*,CNY,,,cost,graduated,6,6,,,s", 3, "name")]
    [InlineData("alibaba,a,minimum,,CNY,,,,,,,,5,s\nalibaba,a,credit,,CNY,,,,,,,,5,s", 3, "name")]
    [InlineData("alibaba,a,minimum,,CNY,,,,,,,,5,s\nalibaba / 1,b,credit,,CNY,,,,,,,,5,s", 3, "payer")]
    [InlineData("alibaba,a,minimum,/(/,CNY,,,,,,,,5,s", 2, "model")]
    [InlineData("alibaba,a,credit,,CNY,,,,,,,,-5,s", 2, "amount")]
    [InlineData(",a,credit,,CNY,,,,,,,,5,s", 2, "payer")]
    [InlineData("alibaba,a,credit,,CNY,,,,,,,,5,", 2, "source")]
    [InlineData("alibaba,a", 2, "")]
    public void A_bad_line_refuses_the_file_and_says_where(string lines, int line, string column)
    {
        Assert.Null(SettlementFile.Load(new StringReader($"{Header}\n{lines}\n"), "settlement.csv", out var errors));
        var error = Assert.Single(errors);
        Assert.Equal((line, column), (error.Line, error.Column));
    }

    [Fact]
    public void A_good_file_is_read_with_all_its_kinds_and_a_discounts_lines_are_its_steps()
    {
        const string Lines = """
            alibaba,free,free-tier,qwen*,CNY,,,,,,,1000000,,contract
            alibaba,pack,package,,CNY,2026-01-05,2027-01-05,,,,,100000000,300,order 7
            alibaba,volume,discount,,CNY,2026-01-01,,cost,graduated,1000,5,,,contract
            alibaba,volume,discount,,CNY,2026-01-01,,cost,graduated,5000,12.5,,,contract
            alibaba,least,minimum,,CNY,2026-01-01,2027-01-01,,,,,,2000,contract
            alibaba,gift,credit,,CNY,,2026-07-01,,,,,,50,voucher
            """;
        var terms = SettlementFile.Load(new StringReader($"{Header}\n{Lines}\n"), "settlement.csv", out var errors)!;
        Assert.Empty(errors);
        Assert.Equal(["free", "pack", "volume", "least", "gift"], terms.Select(term => term.Name));
        Assert.Equal([(1000 * Nano.PerUnit, 5_000_000_000), (5000 * Nano.PerUnit, 12_500_000_000)], Assert.IsType<VolumeDiscount>(terms[2]).Steps.Select(step => (step.Over, step.NanoPercent)));
    }

    private const string Header = "payer,name,kind,model,currency,from,to,measure,mode,over,percent,tokens,amount,source";

    private static SettlementUsage Use(int day, long key, long tokens) => new(First.AddDays(day), key, "qwen-max", tokens, tokens * 7, "CNY");

    private static NameMatch? Models(bool isAll) => isAll ? null : NameMatch.Read("qwen*", out _);

    private static SettlementTerm[] Numbered(SettlementTerm[] terms) => [.. terms.Select((term, i) => term with { Line = i + 2, Name = $"{term.Name}-{i}" })];

    private static string Text(IEnumerable<SettlementLine> lines) =>
        string.Join('\n', lines.Select(line => $"{line.Term.Name} {line.Month} {line.Amount} {line.Unspread} {line.Tokens} {string.Join(' ', line.Parts.Select(part => $"{part.Day}/{part.Key}:{part.Amount}"))}"));

    // Slow and obvious: token by token, each looks for who covers it.
    private static (Dictionary<SettlementTerm, long> Covered, Dictionary<SettlementTerm, long> Cost) Scan(SettlementTerm[] terms, SettlementUsage[] usage)
    {
        var covered = terms.ToDictionary(term => term, _ => 0L);
        var cost = terms.ToDictionary(term => term, _ => 0L);
        var freeInMonth = new Dictionary<(SettlementTerm, Month), long>();
        // A free tier counts the month's first tokens before any package, so it goes over the month first.
        foreach (var rows in usage.GroupBy(row => Month.Containing(row.Day)).OrderBy(rows => rows.Key))
        {
            var tokens = rows.OrderBy(row => row.Day).ThenBy(row => row.Key).SelectMany(row => Enumerable.Repeat(row, (int)row.Tokens)).ToList();
            foreach (var term in terms.OfType<FreeTier>().OrderBy(term => term.Line))
                for (var i = 0; i < tokens.Count; i++)
                    if (term.Models?.Matches(tokens[i].Model) != false && freeInMonth.GetValueOrDefault((term, rows.Key)) < term.Tokens)
                    {
                        freeInMonth[(term, rows.Key)] = freeInMonth.GetValueOrDefault((term, rows.Key)) + 1;
                        Take(term, i--);
                    }
            for (var i = 0; i < tokens.Count; i++)
                if (terms.OfType<TokenPackage>().Where(term => term.Holds(tokens[i].Day) && covered[term] < term.Tokens && term.Models?.Matches(tokens[i].Model) != false)
                    .OrderBy(term => term.To).ThenBy(term => term.Line).FirstOrDefault() is { } package) Take(package, i--);

            void Take(SettlementTerm term, int at)
            {
                covered[term]++;
                cost[term] += tokens[at].Cost / tokens[at].Tokens;
                tokens.RemoveAt(at);
            }
        }
        return (covered, cost);
    }
}

using CsCheck;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Pricing;
using TokenSpend.Core.Usage;

namespace TokenSpend.Tests.Pricing;

/// <summary>Prices that hold for some requests only: by region, hour, context length, and per request.</summary>
public sealed class PriceSelectorTests
{
    private const string Header = "provider,model,currency,per_tokens,tier,region,hours,context_over,context_mode,from,to,input,cache_read,output,per_1000_requests,source,checked";
    private static readonly TokenCounts Million = TokenCounts.FromDisjoint(1_000_000)!.Value;

    [Theory]
    [InlineData("us.anthropic.m", "2")]
    [InlineData("arn:aws:bedrock:us-east-1:123456789012:inference-profile/anthropic.m", "3")]
    [InlineData("arn:aws:bedrock:us-west-2:123456789012:inference-profile/anthropic.m", "2")]
    [InlineData("arn:aws:bedrock:us-east-1:123456789012:inference-profile/eu.anthropic.m", "1")]
    [InlineData("bedrock/us-east-1/anthropic.m", "3")]
    [InlineData("m", "1")]
    public void The_closest_region_that_the_name_tells_wins(string name, string cost)
    {
        var prices = Books("Etc/UTC", "p,m,USD,1000000,,,,,,,,1,,1,,s,2026-01-01", "p,m,USD,1000000,,us,,,,,,2,,1,,s,2026-01-01", "p,m,USD,1000000,,us-east-1,,,,,,3,,1,,s,2026-01-01").For("p", name);
        Assert.Equal(cost, Cost(prices, Million, 0));
        Assert.Equal(name == "m", prices.At(0, ServiceTier.Standard)!.IsAssumedTier);
    }

    [Fact]
    public void A_window_of_hours_is_on_the_providers_clock_and_may_pass_midnight()
    {
        var prices = Books("Asia/Shanghai", "p,m,USD,1000000,,,,,,,,4,,1,,s,2026-01-01", "p,m,USD,1000000,,,22:00-06:30,,,,,1,,1,,s,2026-01-01").For("p", "m");
        long At(int hour, int minute) => new DateTimeOffset(2026, 3, 1, hour, minute, 0, TimeSpan.FromHours(8)).ToUnixTimeMilliseconds();
        Assert.Equal(["4", "1", "1", "4"], [Cost(prices, Million, At(21, 59)), Cost(prices, Million, At(22, 0)), Cost(prices, Million, At(6, 29)), Cost(prices, Million, At(6, 30))]);
        Assert.Equal(4 * Nano.PerUnit, prices.Rate(At(23, 0), ServiceTier.Standard, RequestStatus.Ok, Million, isBucket: true).Total);
        Assert.True(Assert.Single(prices.At(At(23, 0), ServiceTier.Standard, isBucket: true)!.Explain(Million, isBucket: true)).IsAssumedTier);
    }

    [Fact]
    public void A_window_holds_exactly_the_minutes_from_its_begin_until_its_end() =>
        Gen.Select(Gen.Int[0, 1439], Gen.Int[1, 1440], Gen.Int[0, 1439]).Where(x => x.Item1 != x.Item2 && x.Item2 - x.Item1 != 1440).Sample((from, to, minute) =>
        {
            Assert.True(DayHours.TryParse(new DayHours(from, to).ToString(), out var hours));
            var at = from;
            var isIn = false;
            for (var steps = (to - from + 1440) % 1440; steps > 0; steps--, at = (at + 1) % 1440) isIn |= at == minute;
            return hours == new DayHours(from, to) && hours.Contains(minute) == isIn;
        });

    [Fact]
    public void Windows_overlap_exactly_where_they_share_a_minute() =>
        Gen.Select(Gen.Int[0, 47], Gen.Int[1, 48], Gen.Int[0, 47], Gen.Int[1, 48]).Where(x => x.Item1 != x.Item2 && x.Item3 != x.Item4).Sample((a, b, c, d) =>
        {
            var (one, other) = (new DayHours(a * 30, b * 30), new DayHours(c * 30, d * 30));
            return one.Overlaps(other) == Enumerable.Range(0, 1440).Any(minute => one.Contains(minute) && other.Contains(minute));
        });

    [Fact]
    public void A_graduated_price_is_that_of_each_tokens_place_in_the_context() =>
        Gen.Select(Gen.Long[0, 300], Gen.Long[0, 300], Gen.Long[0, 300], Gen.Long[1, 200], Gen.Long[1, 200]).Sample((cached, input, output, first, more) =>
        {
            var second = first + more;
            var prices = Books("Etc/UTC",
                "p,m,USD,1,,,,,,,,4,1,10,,s,2026-01-01",
                $"p,m,USD,1,,,,{first},graduated,,,6,2,20,,s,2026-01-01",
                $"p,m,USD,1,,,,{second},graduated,,,9,3,30,,s,2026-01-01").For("p", "m");
            var tokens = TokenCounts.FromDisjoint(input, cached, output: output)!.Value;
            // Token by token.
            long sum = 0;
            int Band(long place) => place > second ? 2 : place > first ? 1 : 0;
            for (var place = 1; place <= cached + input; place++) sum += (place <= cached ? new[] { 1, 2, 3 } : [4, 6, 9])[Band(place)];
            sum += output * new[] { 10, 20, 30 }[Band(cached + input)];
            return prices.Rate(0, ServiceTier.Standard, RequestStatus.Ok, tokens, isBucket: false).Total == sum * Nano.PerUnit
                && prices.At(0, ServiceTier.Standard)!.Explain(tokens, isBucket: false).Sum(part => part.Tokens * part.NanosPerMillion!.Value / 1_000_000) == sum * Nano.PerUnit;
        });

    [Theory]
    [InlineData(RequestStatus.Ok, 1_000_000, 1, false, "1.005")]
    [InlineData(RequestStatus.Ok, 1_000_000, 3, true, "1.015")]
    [InlineData(RequestStatus.Ok, 1_000_000, 0, true, null)]
    [InlineData(RequestStatus.Ok, 0, 1, false, "0.005")]
    [InlineData(RequestStatus.Failed, 0, 1, false, "0")]
    [InlineData(RequestStatus.CachedAnswer, 1_000_000, 1, false, "0")]
    public void A_price_per_request_is_due_once_for_each_request_that_the_provider_served(RequestStatus status, long input, long requests, bool isBucket, string? cost)
    {
        var prices = Books("Etc/UTC", "p,m,USD,1000000,,,,,,,,1,,1,5,s,2026-01-01").For("p", "m");
        var rated = prices.Rate(0, ServiceTier.Standard, status, TokenCounts.FromDisjoint(input)!.Value, isBucket, requests);
        Assert.Equal(cost, rated.Total is { } total ? Nano.Format(total) : null);
        Assert.Equal(cost is null ? input : 0, rated.UnpricedTokens);
    }

    [Theory]
    [InlineData("p,m,USD,1000000,,,9-17,,,,,1,,1,,s,2026-01-01", 2, "hours")]
    [InlineData("p,m,USD,1000000,,,09:00-17:00,,,,,1,,1,,s,2026-01-01", 2, "hours")]
    [InlineData("p,m,USD,1000000,,,,,,,,1,,1,,s,2026-01-01\np,m,USD,1000000,,,09:00-17:00,,,,,1,,1,,s,2026-01-01\np,m,USD,1000000,,,16:59-20:00,,,,,1,,1,,s,2026-01-01", 4, "hours")]
    [InlineData("p,m,USD,1000000,,,,,graduated,,,1,,1,,s,2026-01-01", 2, "context_mode")]
    [InlineData("p,m,USD,1000000,,,,,tiered,,,1,,1,,s,2026-01-01", 2, "context_mode")]
    [InlineData("p,m,USD,1000000,,,,,,,,1,,1,,s,2026-01-01\np,m,USD,1000000,,,,10,graduated,,,1,,1,,s,2026-01-01\np,m,USD,1000000,,,,20,,,,1,,1,,s,2026-01-01", 4, "context_mode")]
    [InlineData("p,m,USD,1000000,,us,,,,,,1,,1,,s,2026-01-01\np,m,USD,1000000,,US,,,,,,1,,1,,s,2026-01-01", 3, "from")]
    [InlineData("p,m,USD,1000000,,,,,,,,1,,1,-5,s,2026-01-01", 2, "per_1000_requests")]
    public void A_bad_selector_refuses_the_file_and_says_where(string lines, int line, string column)
    {
        Assert.False(PriceBook.TryLoad(new StringReader($"{Header}\n{lines}\n"), "f.csv", out _, out var errors));
        var error = Assert.Single(errors);
        Assert.Equal((line, column), (error.Line, error.Column));
    }

    [Fact]
    public void A_written_book_reads_back_as_the_same_rows()
    {
        var book = Load(
            "p,m,USD,1000,,,,,,,,0.0015,,\"1\",5,\"s, t\",2026-01-01", "p,m,USD,1000000,,us,,,,,,2,,1,,s,2026-01-01",
            "p,m,USD,1000000,,,22:00-06:30,,,2026-01-01,2026-02-01,1,,1,,s,2026-01-01", "p,m,USD,1000000,,,,200000,graduated,,,1,,1,,s,2026-01-01");
        var text = PriceFileWriter.Write(book.Rows);
        Assert.True(PriceBook.TryLoad(new StringReader(text), "f.csv", out var again, out var errors), string.Join('\n', errors.Select(error => error.Message)));
        Assert.Equal(text, PriceFileWriter.Write(again.Rows));
        Assert.Equal(book.Rows.Select(row => (row.On, row.ContextOver, row.ContextMode, row.From, row.To, row.Source)), again.Rows.Select(row => (row.On, row.ContextOver, row.ContextMode, row.From, row.To, row.Source)));
        Assert.Equal(book.Rows.SelectMany(row => row.NanosPerMillion.Concat(row.UnitNanosPerMillion)), again.Rows.SelectMany(row => row.NanosPerMillion.Concat(row.UnitNanosPerMillion)));
    }

    [Fact]
    public void The_shipped_book_written_anew_is_the_shipped_book() =>
        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "seed", "prices.csv")).ReplaceLineEndings("\n").Trim(), PriceFileWriter.Write(Shipped.Book.Rows).Trim());

    private static string Cost(ModelPrices prices, TokenCounts tokens, long at) =>
        Nano.Format(prices.Rate(at, ServiceTier.Standard, RequestStatus.Ok, tokens, isBucket: false).Total!.Value);

    private static PriceBook Load(params string[] rows)
    {
        Assert.True(PriceBook.TryLoad(new StringReader(string.Join('\n', [Header, .. rows])), "test.csv", out var book, out var errors), string.Join('\n', errors.Select(error => error.Message)));
        return book!;
    }

    private static PriceBooks Books(string zone, params string[] rows) => new([("list", Load(rows))], _ => TimeZoneInfo.FindSystemTimeZoneById(zone));
}

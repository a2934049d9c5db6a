using CsCheck;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Pricing;
using TokenSpend.Core.Usage;

namespace TokenSpend.Tests.Pricing;

public sealed class RatingTests
{
    private const string Columns = "provider,model,currency,per_tokens,tier,context_over,from,to,input,cache_read,cache_write_5m,cache_write_1h,output,reasoning,input_audio,cache_read_audio,output_audio,input_image,output_image,input_video,source,checked";

    private static readonly Gen<TokenCounts> Counts =
        Gen.Frequency((4, Gen.Long[0, 5_000]), (1, Gen.Long[0, 4_000_000_000_000])).Array[TokenKindInfo.Count].Select(Tokens);

    [Fact]
    public void A_rating_equals_exact_decimals_added_up_and_rounded_once() =>
        Gen.Select(Gen.Int[0, 40_000_000].Select(n => n / 1_000_000m).Nullable(0.4).Array[TokenKindInfo.Count].Where(prices => prices.Any(price => price is not null)), Counts)
            .Sample((prices, tokens) =>
            {
                var rated = Book(Row(prices: prices)).For("p", "m").Rate(0, ServiceTier.Standard, RequestStatus.Ok, tokens, isBucket: false);
                var (input, total, unpriced) = Oracle(prices, tokens);
                return rated.UnpricedTokens == unpriced
                    && (unpriced == tokens.Total && unpriced > 0
                        ? rated.Total is null && rated.Currency.Length == 0
                        : rated.Total == Nanos(total) && rated.Input == Nanos(input) && rated.Input + rated.Output == rated.Total);
            });

    [Theory]
    [InlineData(200_000, "0.2")]
    [InlineData(200_001, "0.400002")]
    public void A_long_prompt_is_rated_as_a_whole_at_the_long_price(long prompt, string cost)
    {
        var prices = Book(Row(input: 1), Row(contextOver: 200_000, input: 2)).For("p", "m");
        var tokens = TokenCounts.FromDisjoint(prompt - 10, cacheRead: 10)!.Value;
        Assert.Equal(cost, Total(prices, tokens));
    }

    [Fact]
    public void A_bucket_is_rated_at_the_base_price_and_says_that_it_assumed_so()
    {
        var prices = Book(Row(input: 1), Row(contextOver: 200_000, input: 2)).For("p", "m");
        var tokens = TokenCounts.FromDisjoint(1_000_000)!.Value;
        Assert.Equal(Nano.PerUnit, prices.Rate(0, ServiceTier.Standard, RequestStatus.Ok, tokens, isBucket: true).Total);
        Assert.True(Assert.Single(prices.At(0, ServiceTier.Standard)!.Explain(tokens, isBucket: true)).IsAssumedTier);
    }

    [Fact]
    public void A_tier_without_a_price_takes_the_standard_one_and_says_so()
    {
        var prices = Book(Row(input: 2), Row(tier: "batch", input: 1)).For("p", "m");
        var tokens = TokenCounts.FromDisjoint(1_000_000)!.Value;
        Assert.Equal("1", Total(prices, tokens, ServiceTier.Batch));
        Assert.Equal("2", Total(prices, tokens, ServiceTier.Priority));
        Assert.False(prices.At(0, ServiceTier.Batch)!.Explain(tokens, false)[0].IsAssumedTier);
        Assert.True(prices.At(0, ServiceTier.Priority)!.Explain(tokens, false)[0].IsAssumedTier);
    }

    [Fact]
    public void A_kind_without_a_price_takes_its_nearest_priced_parents_and_says_so()
    {
        var prices = Book(Row(input: 4, output: 10)).For("p", "m");
        var tokens = Tokens([1, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0]);
        Assert.Equal(
            [(TokenKind.Input, PriceBasis.Own, TokenKind.Input), (TokenKind.CacheWrite1h, PriceBasis.Inherited, TokenKind.Input), (TokenKind.Reasoning, PriceBasis.Inherited, TokenKind.Output)],
            prices.At(0, ServiceTier.Standard)!.Explain(tokens, false).Select(kind => (kind.Kind, kind.Basis, kind.PricedAs!.Value)));
    }

    [Fact]
    public void A_price_of_zero_is_a_price()
    {
        var rated = Book(Row(input: 0)).For("p", "m").Rate(0, ServiceTier.Standard, RequestStatus.Ok, TokenCounts.FromDisjoint(5)!.Value, false);
        Assert.Equal((0L, 0L, "USD"), (rated.Total, rated.UnpricedTokens, rated.Currency));
    }

    [Fact]
    public void An_unknown_model_is_unpriced_and_never_free()
    {
        var rated = Book(Row(input: 1)).For("p", "other").Rate(0, ServiceTier.Standard, RequestStatus.Ok, TokenCounts.FromDisjoint(5, output: 2)!.Value, false);
        Assert.Equal(RatedCost.Unpriced(7), rated);
    }

    [Fact]
    public void An_answer_from_the_gateways_cache_costs_nothing_even_at_an_unknown_model()
    {
        var tokens = TokenCounts.FromDisjoint(5)!.Value;
        Assert.Equal(RatedCost.Nothing("USD"), Book(Row(input: 1)).For("p", "m").Rate(0, ServiceTier.Standard, RequestStatus.CachedAnswer, tokens, false));
        Assert.Equal(RatedCost.Nothing(""), Book(Row(input: 1)).For("p", "x").Rate(0, ServiceTier.Standard, RequestStatus.CachedAnswer, tokens, false));
    }

    [Fact]
    public void A_failure_costs_nothing_unless_it_carries_tokens()
    {
        var prices = Book(Row(input: 1)).For("p", "m");
        Assert.Equal(0, prices.Rate(0, ServiceTier.Standard, RequestStatus.Failed, default, false).Total);
        Assert.Equal(5_000, prices.Rate(0, ServiceTier.Standard, RequestStatus.Failed, TokenCounts.FromDisjoint(5)!.Value, false).Total);
    }

    [Fact]
    public void A_price_starts_at_midnight_of_its_providers_zone()
    {
        var prices = BookIn("Asia/Shanghai", Row(to: "2026-03-01", input: 1), Row(from: "2026-03-01", input: 2)).For("p", "m");
        var change = new DateTimeOffset(2026, 2, 28, 16, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
        var tokens = TokenCounts.FromDisjoint(1_000_000)!.Value;
        Assert.Equal("1", Total(prices, tokens, at: change - 1));
        Assert.Equal("2", Total(prices, tokens, at: change));
    }

    [Fact]
    public void Before_its_first_day_a_model_has_no_price()
    {
        var prices = Book(Row(from: "2026-03-01", input: 2)).For("p", "m");
        Assert.Null(prices.Rate(0, ServiceTier.Standard, RequestStatus.Ok, TokenCounts.FromDisjoint(1)!.Value, false).Total);
        Assert.Contains("1970-01-01", prices.WhyUnpriced(0), StringComparison.Ordinal);
    }

    [Fact]
    public void A_contract_wins_over_the_list_while_it_runs()
    {
        var contract = Load(Row(from: "2026-01-01", to: "2026-02-01", input: 1));
        var books = new PriceBooks([("contract", contract), ("list", Load(Row(input: 4, cacheRead: 2)))], _ => TimeZoneInfo.Utc);
        var tokens = TokenCounts.FromDisjoint(0, cacheRead: 1_000_000)!.Value;
        var january = new DateTimeOffset(2026, 1, 15, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
        Assert.Equal("1", Total(books.For("p", "m"), tokens, at: january));
        Assert.Equal("2", Total(books.For("p", "m"), tokens, at: january + 31L * 86_400_000));
    }

    [Fact]
    public void Rating_allocates_nothing()
    {
        var prices = Book(Row(input: 1, output: 2), Row(contextOver: 200_000, input: 2, output: 3)).For("p", "m");
        var tokens = TokenCounts.FromDisjoint(1_000, 500, output: 200, reasoning: 20)!.Value;
        long sum = prices.Rate(0, ServiceTier.Standard, RequestStatus.Ok, tokens, false).Total!.Value;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++) sum += prices.Rate(i, ServiceTier.Standard, RequestStatus.Ok, tokens, false).Total!.Value;
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(sum > 0);
    }

    // Slow and obvious: each kind looks up its parents by itself, sums are exact decimals.
    private static (decimal Input, decimal Total, long Unpriced) Oracle(decimal?[] prices, TokenCounts tokens)
    {
        decimal input = 0, total = 0;
        long unpriced = 0;
        foreach (var kind in TokenKindInfo.All)
        {
            TokenKind? priced = kind.Kind;
            while (priced is { } at && prices[(int)at] is null) priced = TokenKindInfo.Of(at).Parent;
            if (priced is null) unpriced += tokens[kind.Kind];
            else
            {
                var cost = tokens[kind.Kind] * prices[(int)priced.Value]!.Value;
                total += cost;
                if (kind.IsInput) input += cost;
            }
        }
        return (input, total, unpriced);
    }

    /// <summary>Cost per million tokens in main units to nanos: × 10⁹ / 10⁶.</summary>
    private static long Nanos(decimal costTimesMillion) => (long)Math.Round(costTimesMillion * 1_000, MidpointRounding.ToEven);

    private static TokenCounts Tokens(long[] counts)
    {
        var tokens = default(TokenCounts);
        for (var i = 0; i < counts.Length; i++) tokens = tokens.With((TokenKind)i, counts[i])!.Value;
        return tokens;
    }

    private static string Total(ModelPrices prices, TokenCounts tokens, ServiceTier tier = ServiceTier.Standard, long at = 0) =>
        Nano.Format(prices.Rate(at, tier, RequestStatus.Ok, tokens, isBucket: false).Total!.Value);

    private static string Row(string tier = "", long? contextOver = null, string from = "", string to = "", decimal? input = null, decimal? cacheRead = null, decimal? output = null, decimal?[]? prices = null)
    {
        prices ??= [input, cacheRead, null, null, output, .. new decimal?[7]];
        return FormattableString.Invariant($"p,m,USD,1000000,{tier},{contextOver},{from},{to},{string.Join(',', prices.Select(price => price is null ? "" : FormattableString.Invariant($"{price}")))},s,2026-01-01");
    }

    private static PriceBook Load(params string[] rows)
    {
        Assert.True(PriceBook.TryLoad(new StringReader(string.Join('\n', [Columns, .. rows])), "test.csv", out var book, out var errors), string.Join('\n', errors.Select(error => error.Message)));
        return book!;
    }

    private static PriceBooks Book(params string[] rows) => new([("list", Load(rows))], _ => TimeZoneInfo.Utc);

    private static PriceBooks BookIn(string zone, params string[] rows) => new([("list", Load(rows))], _ => TimeZoneInfo.FindSystemTimeZoneById(zone));
}

using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;

namespace TokenSpend.Tests.Pricing;

public sealed class ShippedBookTests
{
    [Fact]
    public void The_shipped_book_loads_and_every_price_names_its_source() =>
        Assert.All(Shipped.Book.Rows, row => Assert.NotEqual("", row.Source));

    [Theory]
    [InlineData("openai", "USD")]
    [InlineData("anthropic", "USD")]
    [InlineData("google", "USD")]
    [InlineData("deepseek", "USD")]
    [InlineData("alibaba", "CNY")]
    [InlineData("baidu", "CNY")]
    [InlineData("iflytek", "CNY")]
    [InlineData("xiaomi", "CNY")]
    [InlineData("zhipu", "CNY")]
    [InlineData("moonshot", "USD")]
    [InlineData("openrouter", "USD")]
    [InlineData("azure", "USD")]
    [InlineData("aws", "USD")]
    public void Every_provider_has_prices_in_its_own_currency(string provider, string currency) =>
        Assert.Contains(Shipped.Book.Rows, row => row.Provider == provider && row.Currency == currency);

    [Fact]
    public void Every_provider_of_the_book_is_in_the_provider_list() =>
        Assert.All(Shipped.Book.Rows, row => Assert.Equal(row.Provider, Shipped.Providers.Find(row.Provider)?.Id));

    [Fact]
    public void A_cache_read_never_costs_more_than_input_and_a_batch_never_more_than_standard() =>
        Assert.All(Shipped.Book.Rows, row =>
        {
            Assert.True((row.NanosPerMillion[(int)TokenKind.CacheRead] ?? 0) <= (row.NanosPerMillion[(int)TokenKind.Input] ?? long.MaxValue), $"line {row.Line}");
            if (row.Tier != ServiceTier.Batch) return;
            var standard = Shipped.Book.Rows.Where(x => (x.Provider, x.Model, x.ContextOver, x.Tier) == (row.Provider, row.Model, row.ContextOver, ServiceTier.Standard));
            Assert.Contains(standard, x => x.NanosPerMillion[0] == 2 * row.NanosPerMillion[0]);
        });

    // The four lines of a real usage answer, whose cost was published beside it.
    [Theory]
    [InlineData("gpt-5-2025-08-07", 14350791, 12464896, 96969, "4.88517075")]
    [InlineData("gpt-5-2025-08-07", 18449801, 17526528, 138957, "4.73447725")]
    [InlineData("gpt-5-mini-2025-08-07", 1233391, 1091584, 7754, "0.07824935")]
    [InlineData("gpt-5-2025-08-07", 13718197, 12887680, 121397, "3.86307625")]
    public void A_real_usage_answer_costs_what_was_published(string model, long input, long cached, long output, string cost)
    {
        var tokens = TokenCounts.FromInclusive(input, cached, output)!.Value;
        var rated = Shipped.Books.For("openai", model).Rate(Utc("2025-08-12"), ServiceTier.Standard, RequestStatus.Ok, tokens, isBucket: true);
        Assert.Equal((cost, "USD", 0L), (Nano.Format(rated.Total!.Value), rated.Currency, rated.UnpricedTokens));
    }

    [Theory]
    [InlineData("openai", "o3", "2025-06-09T23:59:59.999Z", "50")]
    [InlineData("openai", "o3", "2025-06-10T00:00:00Z", "10")]
    [InlineData("deepseek", "deepseek-chat", "2025-02-07T23:59:59.999Z", "0.42")]
    [InlineData("deepseek", "deepseek-chat", "2025-02-08T00:00:00Z", "1.37")]
    [InlineData("anthropic", "claude-sonnet-4-6", "2026-03-12T23:59:59Z", "28.5")]
    [InlineData("anthropic", "claude-sonnet-4-6", "2026-03-13T00:00:00Z", "18")]
    [InlineData("anthropic", "Claude Sonnet 5", "2026-09-01T00:00:00Z", "18")]
    [InlineData("iflytek", "4.0Ultra", "2026-01-01T00:00:00Z", "36")]
    public void A_price_changes_at_midnight(string provider, string model, string at, string cost)
    {
        var tokens = TokenCounts.FromDisjoint(input: 1_000_000, output: 1_000_000)!.Value;
        var rated = Shipped.Books.For(provider, model).Rate(Utc(at), ServiceTier.Standard, RequestStatus.Ok, tokens, isBucket: false);
        Assert.Equal(cost, Nano.Format(rated.Total!.Value));
    }

    [Fact]
    public void Anthropic_cache_kinds_cost_their_documented_multiples()
    {
        var tokens = TokenCounts.FromDisjoint(0, cacheRead: 1_000_000, cacheWrite5m: 1_000_000, cacheWrite1h: 1_000_000)!.Value;
        var rated = Shipped.Books.For("anthropic", "claude-opus-4-7").Rate(0, ServiceTier.Standard, RequestStatus.Ok, tokens, isBucket: false);
        Assert.Equal("16.75", Nano.Format(rated.Total!.Value));
    }

    [Theory]
    [InlineData("2026-05-20", "USD", "CNY", "6.7")]
    [InlineData("2026-06-30", "EUR", "USD", "1.1")]
    public void The_shipped_rates_are_units_of_quote_for_one_dollar(string day, string from, string to, string atLeast)
    {
        var converted = Shipped.Rates.Convert(new Money(Nano.PerUnit, from), DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), to)!.Value;
        Assert.True(Nano.TryParse(atLeast, out var least) && converted.Amount.Nanos >= least && converted.Amount.Nanos < least * 2);
    }

    private static long Utc(string at) =>
        DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal).ToUnixTimeMilliseconds();
}

using TokenSpend.Core.Primitives;
using TokenSpend.Core.Pricing;
using TokenSpend.Core.Usage;

namespace TokenSpend.Tests.Pricing;

public sealed class GenaiTableTests
{
    private static readonly TableSetting Setting = new(Shipped.Providers.Id, Shipped.Zone, new DateOnly(2026, 8, 21));

    private const string Table = """
        [
         {"id": "openai", "models": [
          {"id": "mini", "match": {"starts_with": "m-mini"}, "prices": {"input_mtok": 1, "cache_read_mtok": 0.1, "output_mtok": 2}},
          {"id": "m", "match": {"or": [{"equals": "m-large"}, {"starts_with": "m-"}]}, "prices": {"input_mtok": {"base": 3, "tiers": [{"start": 1000, "price": 6}]}, "output_mtok": 10}},
          {"id": "dated", "match": {"regex": "^d-\\d{8}$"}, "prices": [
           {"prices": {"input_mtok": 10}},
           {"constraint": {"start_date": "2025-06-10"}, "prices": {"input_mtok": 2}}]},
          {"id": "both", "match": {"and": [{"contains": "bo"}, {"ends_with": "th"}]}, "prices": {"input_mtok": 7, "requests_kcount": 5}}]},
         {"id": "azure", "fallback_model_providers": ["openai"], "models": [
          {"id": "m", "match": {"equals": "m-large"}, "prices": {"input_mtok": 4}}]},
         {"id": "moonshotai", "models": [
          {"id": "night", "match": {"equals": "night"}, "prices": [
           {"prices": {"input_mtok": 1}},
           {"constraint": {"start_time": "00:30:00Z", "end_time": "16:30:00Z"}, "prices": {"input_mtok": 2}}]}]}
        ]
        """;

    [Theory]
    [InlineData("openai", "m-mini-2026", "2026-01-01T00:00:00Z", 500_000, "0.5")]
    [InlineData("openai", "m-large", "2026-01-01T00:00:00Z", 1_000, "0.003")]
    [InlineData("openai", "m-other", "2026-01-01T00:00:00Z", 1_001, "0.006006")]
    [InlineData("openai", "d-20250101", "2025-06-09T23:59:59Z", 1_000_000, "10")]
    [InlineData("openai", "D-20250101", "2025-06-10T00:00:00Z", 1_000_000, "2")]
    [InlineData("openai", "booth", "2025-06-10T00:00:00Z", 1_000_000, "7.005")]
    [InlineData("azure", "m-large", "2026-01-01T00:00:00Z", 1_000_000, "4")]
    [InlineData("azure", "m-other", "2026-01-01T00:00:00Z", 1_000_000, "6")]
    [InlineData("azure", "m-mini", "2026-01-01T00:00:00Z", 1_000_000, "1")]
    [InlineData("moonshot", "night", "2026-01-01T00:29:59Z", 1_000_000, "1")]
    [InlineData("moonshot", "night", "2026-01-01T00:30:00Z", 1_000_000, "2")]
    [InlineData("moonshot", "night", "2026-01-01T16:30:00Z", 1_000_000, "1")]
    public void A_table_prices_by_its_match_rules_dates_hours_and_whole_request_tiers(string provider, string model, string at, long input, string cost)
    {
        var atMs = DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
        foreach (var book in (PriceBook[])[Book(Table), Again(Book(Table))])
        {
            var prices = new PriceBooks([("genai", book)], Shipped.Zone).For(provider, model);
            Assert.Equal(cost, Nano.Format(prices.Rate(atMs, ServiceTier.Standard, RequestStatus.Ok, TokenCounts.FromDisjoint(input)!.Value, isBucket: false).Total!.Value));
        }
    }

    [Fact]
    public void A_kind_without_a_tier_of_its_own_keeps_its_price_beyond_the_limit()
    {
        var prices = new PriceBooks([("genai", Book(Table))], Shipped.Zone).For("openai", "m-large");
        Assert.Equal("0.016006", Nano.Format(prices.Rate(0, ServiceTier.Standard, RequestStatus.Ok, TokenCounts.FromDisjoint(1_001, output: 1_000)!.Value, isBucket: false).Total!.Value));
    }

    [Fact]
    public void A_name_that_no_rule_matches_is_unpriced() =>
        Assert.Null(new PriceBooks([("genai", Book(Table))], Shipped.Zone).For("openai", "x-1").At(0, ServiceTier.Standard));

    [Theory]
    [InlineData("\"input_mtok\": 1, \"cache", "\"input_mtok\": -1, \"cache", 3, "openai, mini, input_mtok", "-1")]
    [InlineData("\"input_mtok\": 1, \"cache", "\"input_ktok\": 1, \"cache", 3, "openai, mini, input_ktok", "1")]
    [InlineData("\"starts_with\": \"m-mini\"", "\"sounds_like\": \"m-mini\"", 3, "openai, mini, match", "an object")]
    [InlineData("\\\\d{8}", "(?=x)", 5, "openai, dated, match", "an object")]
    [InlineData("\"start\": 1000", "\"start\": 0", 4, "openai, m, input_mtok, tiers", "an object")]
    [InlineData("2025-06-10", "tomorrow", 7, "openai, dated, start_date", "tomorrow")]
    [InlineData(", \"end_time\": \"16:30:00Z\"", "", 14, "moonshotai, night, constraint", "an object")]
    [InlineData("[\"openai\"]", "[\"nobody\"]", 9, "azure, fallback_model_providers", "nobody")]
    [InlineData("\"id\": \"mini\", ", "", 3, "openai, id", "an object")]
    [InlineData("{\"input_mtok\": 4}", "null", 10, "azure, m, prices", "null")]
    public void A_bad_table_is_refused_as_a_whole_and_says_where(string text, string bad, int line, string where, string found)
    {
        var table = PriceTable.Read(Table.Replace(text, bad, StringComparison.Ordinal), "table.json", Setting);
        Assert.Empty(table.Rows);
        var error = Assert.Single(table.Errors);
        Assert.Equal((line, found), (error.Line, error.Found));
        Assert.StartsWith($"{where} (character ", error.Column, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[\n {\"id\": }]", 2, "character 9")]
    [InlineData("[", 1, "character 2")]
    public void What_is_not_JSON_is_refused_where_it_stops_to_be(string json, int line, string column)
    {
        var error = Assert.Single(PriceTable.Read(json, "table.json", Setting).Errors);
        Assert.Equal((line, column), (error.Line, error.Column));
    }

    private static PriceBook Book(string json)
    {
        var table = PriceTable.Read(json, "table.json", Setting);
        Assert.Empty(table.Errors);
        Assert.True(PriceBook.TryBuild(table.Rows, "table.json", out var book, out var errors), string.Join('\n', errors.Select(error => error.Message)));
        return book!;
    }

    private static PriceBook Again(PriceBook book)
    {
        Assert.True(PriceBook.TryLoad(new StringReader(PriceFileWriter.Write(book.Rows)), "f", out var again, out var errors), string.Join('\n', errors.Select(error => error.Message)));
        return again!;
    }
}

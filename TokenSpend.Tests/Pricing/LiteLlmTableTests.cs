using TokenSpend.Core.Primitives;
using TokenSpend.Core.Pricing;
using TokenSpend.Core.Usage;

namespace TokenSpend.Tests.Pricing;

public sealed class LiteLlmTableTests
{
    private const string Table = """
        {
         "sample_spec": {"max_tokens": "LEGACY parameter", "input_cost_per_token": 0.0},
         "gpt-x": {"litellm_provider": "openai", "input_cost_per_token": 2.5e-06, "output_cost_per_token": 1e-05, "cache_read_input_token_cost": 1.25e-06, "input_cost_per_token_batches": 1.25e-06, "output_cost_per_token_batches": 5e-06},
         "azure/gpt-x": {"litellm_provider": "azure", "input_cost_per_token": 3e-06, "output_cost_per_token": 1e-05},
         "azure/eu/gpt-x": {"litellm_provider": "azure", "input_cost_per_token": 3.3e-06, "output_cost_per_token": 1.1e-05},
         "long-x": {"litellm_provider": "vertex_ai-language-models", "input_cost_per_token": 3e-07, "output_cost_per_token": 2.5e-06, "input_cost_per_token_above_128k_tokens": 6e-07},
         "voice-x": {"litellm_provider": "openai", "input_cost_per_second": 0.0001, "output_cost_per_second": 0.0},
         "free-or-unknown": {"litellm_provider": "openai", "input_cost_per_token": 0.0, "output_cost_per_token": 0.0},
         "picture-x": {"litellm_provider": "openai", "output_cost_per_image": 0.04}
        }
        """;

    [Theory]
    [InlineData("openai", "gpt-x", ServiceTier.Standard, 100_000, "0.25")]
    [InlineData("openai", "gpt-x", ServiceTier.Batch, 100_000, "0.125")]
    [InlineData("azure", "gpt-x", ServiceTier.Standard, 100_000, "0.3")]
    [InlineData("azure", "azure/eu/gpt-x", ServiceTier.Standard, 100_000, "0.33")]
    [InlineData("google", "long-x", ServiceTier.Standard, 128_000, "0.0384")]
    [InlineData("google", "long-x", ServiceTier.Standard, 128_001, "0.0768006")]
    public void A_table_prices_by_provider_region_tier_and_context_length(string provider, string model, ServiceTier tier, long input, string cost)
    {
        var table = Read(Table);
        Assert.Empty(table.Errors);
        Assert.True(PriceBook.TryBuild(table.Rows, "f", out var book, out _));
        var rated = new PriceBooks([("litellm", book)], Shipped.Zone).For(provider, model).Rate(0, tier, RequestStatus.Ok, TokenCounts.FromDisjoint(input)!.Value, isBucket: false);
        Assert.Equal(cost, Nano.Format(rated.Total!.Value));
    }

    [Fact]
    public void What_has_no_price_that_can_be_rated_is_left_out_and_told()
    {
        var table = Read(Table);
        Assert.DoesNotContain(table.Rows, row => row.Model is "free-or-unknown" or "picture-x" or "sample_spec");
        Assert.Equal(2, table.Notes.Count);
        Assert.Equal(100 * Nano.PerUnit, table.Rows.Single(row => row.Model == "voice-x").UnitNanosPerMillion[(int)PriceUnit.InputSecond]);
    }

    [Fact]
    public void A_bad_price_refuses_the_table_and_says_where()
    {
        var error = Assert.Single(Read(Table.Replace("3.3e-06", "-3.3e-06", StringComparison.Ordinal)).Errors);
        Assert.Equal((5, "-3.3e-06"), (error.Line, error.Found));
        Assert.StartsWith("azure/eu/gpt-x, input_cost_per_token", error.Column, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_without_provider_refuses_the_table() =>
        Assert.Equal(3, Assert.Single(Read(Table.Replace("\"litellm_provider\": \"openai\", \"input_cost_per_token\": 2.5e-06", "\"input_cost_per_token\": 2.5e-06", StringComparison.Ordinal)).Errors).Line);

    [Fact]
    public void The_public_table_becomes_a_whole_book()
    {
        if (RealTables.Find("litellm-format_model_prices.json") is not { } path) return;
        var table = Read(File.ReadAllText(path));
        Assert.Empty(table.Errors);
        Assert.True(PriceBook.TryBuild(table.Rows, "f", out var book, out var errors), string.Join('\n', errors.Select(error => error.Message)));
        Assert.True(book.Current.Count > 1_000);
    }

    private static PriceTable Read(string json) => PriceTable.Read(json, "table.json", new TableSetting(Shipped.Providers.Id, Shipped.Zone, new DateOnly(2026, 8, 21)));
}

namespace TokenSpend.Tests.Pricing;

public sealed class ModelIdentityTests
{
    [Theory]
    [InlineData("openai", "gpt-4o", "gpt-4o", "openai")]
    [InlineData("openai", "openai/gpt-4o-2024-08-06", "gpt-4o", "openai")]
    [InlineData("openai", "gpt-4o-2024-05-13", "gpt-4o-2024-05-13", "openai")]
    [InlineData("openai", "gpt-5-mini-2025-08-07", "gpt-5-mini", "openai")]
    [InlineData("azure", "azure/gpt-4.1", "gpt-4.1", "openai")]
    [InlineData("anthropic", "Claude Opus 4.6", "claude-opus-4-6", "anthropic")]
    [InlineData("anthropic", "Claude Haiku 3.5", "claude-3-5-haiku", "anthropic")]
    [InlineData("anthropic", "claude-sonnet-4-5-20250929", "claude-sonnet-4-5", "anthropic")]
    [InlineData("anthropic", "claude-sonnet-4-20250514", "claude-sonnet-4", "anthropic")]
    [InlineData("anthropic", "claude-3-5-haiku-latest", "claude-3-5-haiku", "anthropic")]
    [InlineData("aws", "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "claude-sonnet-4-5", "anthropic")]
    [InlineData("aws", "arn:aws:bedrock:us-east-1:123456789012:inference-profile/global.anthropic.claude-haiku-4-5-20251001-v1:0", "claude-haiku-4-5", "anthropic")]
    [InlineData("aws", "amazon.nova-pro-v1:0", "nova-pro", "amazon")]
    [InlineData("google", "models/gemini-2.5-pro", "gemini-2.5-pro", "google")]
    [InlineData("google", "claude-opus-4-5@20251101", "claude-opus-4-5", "anthropic")]
    [InlineData("openrouter", "anthropic/claude-opus-4.7", "claude-opus-4-7", "anthropic")]
    [InlineData("openrouter", "anthropic/claude-opus-4.7:free", "claude-opus-4-7", "anthropic")]
    [InlineData("openrouter", "openai/gpt-5.2:batch", "gpt-5.2", "openai")]
    [InlineData("iflytek", "generalv3.5", "SparkDesk-v3.5", "iflytek")]
    [InlineData("alibaba", "qwen-max-latest", "qwen-max", "alibaba")]
    [InlineData("minimax", "MiniMax-M2", "minimax-m2", "minimax")]
    // Not sold by this provider, known all the same.
    [InlineData("vllm", "qwen3-32b", "qwen3-32b", "alibaba")]
    [InlineData("openai", "my-finetune", "my-finetune", null)]
    public void Names_of_gateways_and_consoles_mean_the_canonical_model(string provider, string raw, string model, string? publisher)
    {
        var known = Shipped.Books.Identity.Of(provider, raw);
        Assert.Equal((model, publisher), (known.Model, known.Publisher));
    }

    [Fact]
    public void Every_name_and_alias_of_the_book_means_its_own_model() =>
        Assert.All(Shipped.Book.Rows, row => Assert.All(row.Aliases.Prepend(row.Model), name =>
            Assert.Equal(row.Model, Shipped.Books.Identity.Of(row.Provider, name).Model)));

    [Fact]
    public void A_free_variant_costs_nothing_and_the_plain_model_its_price()
    {
        var tokens = Core.Usage.TokenCounts.FromDisjoint(1000)!.Value;
        var books = Shipped.Books;
        Assert.Equal(0, books.For("openrouter", "openai/gpt-5.2:free").Rate(0, default, default, tokens, false).Total);
        Assert.Equal(1_750_000, books.For("openrouter", "openai/gpt-5.2").Rate(0, default, default, tokens, false).Total);
    }
}

using TokenSpend.Core.Pricing;

namespace TokenSpend.Tests.Pricing;

public sealed class NearestModelsTests
{
    private static readonly (string, string)[] Priced = [("openai", "gpt-5"), ("openai", "gpt-5-mini"), ("azure", "gpt-5-mini"), ("anthropic", "claude-sonnet-4-5"), ("anthropic", "claude-opus-4-1")];

    [Fact]
    public void The_most_alike_comes_first_and_of_one_name_the_same_providers() =>
        Assert.Equal([("azure", "gpt-5-mini"), ("openai", "gpt-5")], NearestModels.Of("azure", "my-gateway/gpt-5-mini-2", Priced));

    [Fact]
    public void A_name_like_no_other_has_none()
    {
        Assert.Empty(NearestModels.Of("openai", "qwen3-max", Priced));
        Assert.Empty(NearestModels.Of("openai", "?", Priced));
    }

    [Fact]
    public void A_model_is_not_near_itself() => Assert.DoesNotContain(("openai", "gpt-5"), NearestModels.Of("OpenAI", "GPT-5", Priced));
}

using TokenSpend.Core.Pricing;

namespace TokenSpend.Tests.Pricing;

public sealed class ModelFamiliesTests
{
    private static ModelFamilies Shipped => Load(new StreamReader(Path.Combine(AppContext.BaseDirectory, "seed", "model-families.csv")).ReadToEnd());

    [Fact]
    public void Every_model_of_the_shipped_families_is_in_the_shipped_book() =>
        Assert.Empty(Shipped.Models.Except(Pricing.Shipped.Book.Rows.Select(row => row.Model)));

    [Fact]
    public void A_large_model_has_the_next_size_first_and_a_medium_one_has_none()
    {
        Assert.Equal(["claude-sonnet-5", "claude-sonnet-4-6", "claude-sonnet-4-5", "claude-sonnet-4", "claude-haiku-4-5"], Shipped.Smaller("claude-opus-4-6"));
        Assert.Empty(Shipped.Smaller("gpt-5-mini"));
        Assert.Empty(Shipped.Smaller("never-heard-of"));
    }

    [Theory]
    [InlineData("family,model\n", "line 1", "the header family,model,rank")]
    [InlineData("family,model,rank\na,b,huge\n", "line 2, column rank", "3 (large)")]
    [InlineData("family,model,rank\na,b,1\na,b,2\n", "line 3, column model", "each model once")]
    public void A_wrong_line_is_told_with_its_place_and_none_is_taken_over(string text, string where, string expected)
    {
        Assert.Null(ModelFamilies.Load(new StringReader(text), "model-families.csv", out var errors));
        var error = Assert.Single(errors);
        Assert.Contains(where, error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private static ModelFamilies Load(string text) =>
        ModelFamilies.Load(new StringReader(text), "model-families.csv", out var errors) ?? throw new FormatException(string.Join('\n', errors.Select(error => error.Message)));
}

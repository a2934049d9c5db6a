using System.Text.RegularExpressions;
using CsCheck;
using TokenSpend.Core.Pricing;

namespace TokenSpend.Tests.Pricing;

public sealed class NameMatchTests
{
    [Theory]
    [InlineData("gpt-4o", "GPT-4o", true)]
    [InlineData("gpt-4o", "gpt-4o-mini", false)]
    [InlineData("gpt-4o*|*claude*", "my-claude-x", true)]
    [InlineData("*claude*&*haiku*", "claude-3-haiku", true)]
    [InlineData("*claude*&*haiku*", "claude-3-opus", false)]
    [InlineData("/^grok-4\\.(3|5)-\\d{8}$/|other", "grok-4.5-20260101", true)]
    [InlineData("/^grok-4\\.(3|5)-\\d{8}$/|other", "other", true)]
    [InlineData("/^grok-4\\.(3|5)-\\d{8}$/|other", "grok-4.5", false)]
    public void A_name_matches_if_all_parts_of_an_alternative_do(string text, string name, bool matches) =>
        Assert.Equal(matches, NameMatch.Read(text, out _)!.Matches(name));

    [Fact]
    public void A_glob_matches_as_its_regular_expression_does() =>
        Gen.Select(Gen.String[Gen.Char["ab*"], 1, 6], Gen.String[Gen.Char["ab"], 0, 8]).Sample((glob, name) =>
            NameMatch.Read(glob, out _)!.Matches(name) == Regex.IsMatch(name, $"^{glob.Replace("*", ".*", StringComparison.Ordinal)}$"));

    [Theory]
    [InlineData("a||b")]
    [InlineData("a|")]
    [InlineData("/(/")]
    [InlineData("/(?=x)/")]
    public void A_text_that_means_nothing_is_refused_in_words(string text)
    {
        Assert.Null(NameMatch.Read(text, out var problem));
        Assert.NotNull(problem);
    }
}

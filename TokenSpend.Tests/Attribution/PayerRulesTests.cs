using TokenSpend.Core.Attribution;
using TokenSpend.Core.Usage;

namespace TokenSpend.Tests.Attribution;

public class PayerRulesTests
{
    private static readonly Subject Gateway = new() { Source = "gateway-eu", Level = SourceLevel.PrimaryLog, ApiBase = "eu.example.com", Key = "batch-7" };

    private static PayerRules Rules(params string[] rows) => PayerRules.Load(
        new StringReader(string.Join('\n', ["provider,source,api_base,project,key,account,issuer,billing_account,note", .. rows])), "payers.csv").OrThrow();

    [Fact]
    public void What_the_file_states_goes_before_any_rule() => Assert.Equal(
        new Payer("azure", "a1"),
        Rules(",,,,,,aws,9,").Of(Gateway with { Issuer = "azure", Account = "a1" }, "openai"));

    [Fact]
    public void The_first_matching_rule_tells_the_payer()
    {
        var rules = Rules("openai,gateway-us,,,,,openai,us,", "openai,,*.example.com,,re:^batch-(\\d),,openai,org-{1},", "openai,,,,,,openai,rest,");
        Assert.Equal(new Payer("openai", "org-7"), rules.Of(Gateway, "openai"));
        Assert.Equal(new Payer("openai", "rest"), rules.Of(Gateway with { Key = "chat" }, "openai"));
        Assert.Equal(new Payer("anthropic", null), rules.Of(Gateway, "anthropic"));
    }

    [Fact]
    public void Without_a_rule_the_only_known_account_pays_and_of_several_none()
    {
        Assert.Equal(new Payer("openai", null), PayerRules.None.Of(Gateway, "openai"));
        var one = PayerRules.None.Knowing([new Payer("openai", "a"), new Payer("openai", "a"), new Payer("openai", null), new Payer("azure", "z")]);
        Assert.Equal(new Payer("openai", "a"), one.Of(Gateway, "openai"));
        var two = PayerRules.None.Knowing([new Payer("openai", "a"), new Payer("openai", "b")]);
        Assert.Equal(Payer.Unknown, two.Of(Gateway, "openai"));
        Assert.Equal(Payer.Unknown, two.OfStated("openai", null));
        Assert.Equal(new Payer("openai", "b"), two.OfStated("openai", "b"));
    }

    [Fact]
    public void A_rule_that_names_only_the_issuer_finds_its_only_account() => Assert.Equal(
        new Payer("azure", "a1"),
        Rules("openai,,,,,,azure,,").Knowing([new Payer("azure", "a1"), new Payer("openai", "o")]).Of(Gateway, "openai"));

    [Fact]
    public void A_file_that_states_its_issuer_but_no_account_has_the_account_of_the_rules_as_its_coverage_has()
    {
        var rules = Rules("openai,,,,,,,org-a,", "openai,,,,,,azure,z,").Knowing([new Payer("openai", "org-a"), new Payer("openai", "org-b")]);
        var report = new Subject { Source = "openai-usage", Level = SourceLevel.UsageReport, Issuer = "openai" };
        Assert.Equal(new Payer("openai", "org-a"), rules.Of(report, "openai"));
        Assert.Equal(new Payer("openai", "org-a"), rules.OfStated("openai", null));
        Assert.Equal(new Payer("openai", "org-b"), rules.OfStated("openai", "org-b"));
    }

    [Fact]
    public void A_rule_never_changes_the_issuer_that_a_file_states() => Assert.Equal(
        new Payer("openai", null), Rules("openai,,,,,,azure,z,").Of(new Subject { Issuer = "openai" }, "openai"));

    [Fact]
    public void A_rule_without_a_result_is_refused()
    {
        var loaded = PayerRules.Load(new StringReader("provider,issuer,billing_account\nopenai,,\n"), "payers.csv");
        Assert.Equal((2, "issuer"), (Assert.Single(loaded.Problems).Line, loaded.Problems[0].Column));
    }
}

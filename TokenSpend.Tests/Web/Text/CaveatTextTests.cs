using TokenSpend.Core.Spend;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Tests.Web.Text;

public sealed class CaveatTextTests : PageContext
{
    private static readonly Caveat[] Many =
    [
        new("unassigned", ["3.5", "CNY"]), new("unassigned", ["5.6", "USD"]),
        new("accrued", ["162.21", "USD"]), new("accrued", ["312.11", "CNY"]),
        new("missing-log", ["2026-11-04", "gateway-eu"]), new("missing-log", ["2026-11-05", "gateway-eu"]), new("missing-log", ["2026-11-04", "gateway-asia"]),
    ];

    private string[] Lines(params Caveat[] caveats) => [.. Written.Caveats.Of(caveats, ViewState.Default).Select(line => line.Text.Replace('\u00A0', ' '))];

    [Fact]
    public void What_differs_only_in_currency_or_source_shares_a_line() => Assert.Equal(
        [
            "Unassigned: 3.5 % of CNY, 5.6 % of USD", "Accrued: $162.21, ¥312.11",
            "Log missing 4 Nov 2026: gateway-eu, gateway-asia", "Log missing 5 Nov 2026: gateway-eu",
        ], Lines(Many));

    [Fact]
    public void Chinese_lists_with_its_own_comma()
    {
        In(Writing.Chinese);
        Assert.Equal(
            ["待归集：CNY 的 3.5%、USD 的 5.6%", "预提：$162.21、¥312.11", "2026 年 11 月 4 日缺少日志：gateway-eu、gateway-asia", "2026 年 11 月 5 日缺少日志：gateway-eu"], Lines(Many));
    }

    [Theory, InlineData("unmatched", "$2.00, ¥3.00 unmatched"), InlineData("payer-unknown", "$2.00, ¥3.00 payer unknown"), InlineData("other-charges", "$2.00, ¥3.00 other than AI left out")]
    public void Amounts_of_one_kind_share_a_line(string code, string line) =>
        Assert.Equal([line], Lines(new Caveat(code, ["2", "USD"]), new Caveat(code, ["3", "CNY"])));

    [Fact]
    public void A_share_without_a_currency_is_a_share_of_all() => Assert.Equal(["Unassigned: 5.6 %"], Lines(new Caveat("unassigned", ["5.6"])));

    [Fact]
    public void What_differs_in_meaning_keeps_its_line() => Assert.Equal(2, Lines(new Caveat("no-rate", ["CNY", "USD"]), new Caveat("no-rate", ["EUR", "USD"])).Length);
}

using Microsoft.Extensions.DependencyInjection;
using TokenSpend.Core.Alerts;
using TokenSpend.Tests.Alerts;
using TokenSpend.Web.Text;

namespace TokenSpend.Tests.Web.Text;

public sealed class AlertTextTests : PageContext
{
    private AlertWords English(Alert alert) => AlertWords.Of(alert, Writing.English, Text);

    private AlertWords Chinese(Alert alert) => AlertWords.Of(alert, Writing.Chinese, Text);

    private static string Plain(string text) => text.Replace('\u00A0', ' ').Replace("\u2060", "", StringComparison.Ordinal);

    [Fact]
    public void The_headline_of_each_kind_says_the_news() => Assert.Equal(
    [
        "Marketing has used 82 % of its November budget, day 18 of 30",
        "At its pace, Sales ends November at 118 % of its budget; it is used up on 26 Nov",
        "New model in use: grok-4, since 16 Nov",
        "New key in use: Unknown, since 16 Nov",
        "1.20 M tokens of grok-4 have no price in November",
        "The bill of aws / 4711 is late: expected by 8 Nov",
        "The log of gateway-eu is late: nothing after 13 Nov",
    ], SmallAlerts.All.Select(alert => Plain(English(alert).Headline)));

    [Fact]
    public void The_headlines_are_written_in_chinese_too() => Assert.Equal(
    [
        "「Marketing」11 月预算已使用 82%，第 18 天，共 30 天",
        "按目前进度，「Sales」11 月末将达预算的 118%，11 月 26 日用尽",
        "出现新模型：grok-4，始于 11 月 16 日",
        "出现新的 API 密钥：未知，始于 11 月 16 日",
        "11 月有 120 万 Token 未定价：grok-4",
        "aws / 4711 的账单未按时到达，预计应在 11 月 8 日前",
        "「gateway-eu」的日志未按时到达，11 月 13 日之后没有数据",
    ], SmallAlerts.All.Select(alert => Plain(Chinese(alert).Headline)));

    [Fact]
    public void Every_alert_has_three_lines_in_both_languages() =>
        Assert.All(SmallAlerts.All.SelectMany(alert => new[] { English(alert), Chinese(alert) }), words => Assert.Equal(3, words.Lines.Count(line => line.Length > 0)));

    [Fact]
    public void The_lines_of_a_share_tell_what_is_left_where_the_month_ends_and_what_limits_the_figure() => Assert.Equal(
        ["$8,200.00 used of a budget of $10,000: $1,800.00 left.", "At the pace so far the month ends at $13,700, 137 % of the budget.", "The alert is set at 80 % of the amount."],
        English(SmallAlerts.BudgetShare()).Lines.Select(Plain));

    [Fact]
    public void A_budget_that_is_used_up_says_by_how_much() =>
        Assert.Equal("$10,400 used of a budget of $10,000: $400.00 over.", English(SmallAlerts.BudgetShare(10_400, 100)).Lines[0]);

    [Fact]
    public void Almost_all_is_not_all() => Assert.Contains("99 %", Plain(English(SmallAlerts.BudgetShare(9_996)).Headline), StringComparison.Ordinal);

    [Fact]
    public void Tokens_without_a_price_make_the_share_a_lower_bound()
    {
        var words = English(SmallAlerts.BudgetShare(more: (AlertFigures.Tokens, "5000")));
        Assert.StartsWith("Marketing has used at least 82 %", Plain(words.Headline), StringComparison.Ordinal);
        Assert.Contains("lower bound", words.Lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_names_what_makes_up_the_figure_and_unknown_is_not_0()
    {
        var table = English(SmallAlerts.BudgetShare()).Table!;
        Assert.Equal(("Model", "Amount"), (table.Name, table.Amount));
        Assert.Equal([("gpt-5", "$6,000.00"), ("Unknown", "unknown")], table.Rows.Select(row => (row.Name, row.Amount.Text)));
        Assert.Null(English(SmallAlerts.LateLog()).Table);
    }

    [Theory]
    [InlineData("Evil\r\nBcc: all@example.com")]
    [InlineData("Evil\u2028\u0085\u0000\u202Ename")]
    public void A_name_never_breaks_the_line_of_a_subject(string name)
    {
        var words = English(SmallAlerts.BudgetShare(name: name));
        Assert.DoesNotContain(words.Headline, c => char.IsControl(c) || c is '\u2028' or '\u2029' or '\u202E');
        Assert.StartsWith("Evil", words.Headline, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_without_end_is_cut_between_characters()
    {
        var words = English(SmallAlerts.BudgetShare(name: "a" + string.Concat(Enumerable.Repeat("𠮷", 200))));
        Assert.True(words.Headline.Length < 150);
        Assert.Equal(words.Headline, System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(words.Headline)));
    }

    [Fact]
    public void A_snapshot_that_lacks_figures_still_has_words() => Assert.All(Enum.GetValues<AlertKind>(), kind =>
        Assert.NotEmpty(English(SmallAlerts.LateLog() with { Kind = kind, Snapshot = new AlertSnapshot(new Dictionary<string, string>(), [], null) }).Headline));

    [Fact]
    public void Whoever_asks_keeps_its_own_language()
    {
        Chinese(SmallAlerts.LateLog());
        Assert.Equal("en", System.Globalization.CultureInfo.CurrentUICulture.Name);
        Assert.Equal(English(SmallAlerts.LateLog()).Headline, AlertWords.Of(SmallAlerts.LateLog(), Text, Services.GetRequiredService<Writing>()).Headline);
    }
}

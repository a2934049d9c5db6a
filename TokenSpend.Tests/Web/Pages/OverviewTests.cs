using Bunit;
using TokenSpend.Core.Spend;
using TokenSpend.Web.Components.Pages.Overview;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Tests.Web.Pages;

public sealed class OverviewTests : PageContext
{
    private static readonly DateOnly November = new(2026, 11, 3);
    private static readonly DateOnly October = new(2026, 10, 3);

    private static readonly Spent[] Rising =
    [
        new(October, "Sales", "gpt-5", 600), new(October, "Support", "deepseek-chat", 400),
        new(November, "Sales", "gpt-5", 640), new(November, "Support", "deepseek-chat", 480),
        // After the 24th: the running month is compared with the same days only.
        new(new(2026, 10, 30), "Sales", "gpt-5", 9_000),
    ];

    private string Headline(SmallAnswers answers, string query = "") => Plain(Page(answers, query).Find("h1").TextContent);

    private IRenderedComponent<OverviewView> Page(SmallAnswers answers, string query = "") =>
        Render<OverviewView>(page => page.Add(part => part.Data, answers.Overview(ViewState.Parse(query))));

    private static string Plain(string text) => text.Replace('\u00A0', ' ').Replace("\u2060", "", StringComparison.Ordinal);

    [Fact]
    public void The_headline_tells_cost_change_and_what_moved_it() => Assert.Equal(
        "November has cost $1.12 K so far, 12.0 % above 1–24 Oct 2026; 67 % of the rise is deepseek-chat at Support.",
        Headline(new SmallAnswers(Rising)));

    [Fact]
    public void The_headline_is_written_in_chinese_too()
    {
        In(Writing.Chinese);
        Assert.Equal("11 月至今花费 $1,120.00,比 2026 年 10 月 1–24 日高 12.0%,增长的 67% 来自「Support」的 deepseek-chat。", Headline(new SmallAnswers(Rising)).Replace('\uff0c', ','));
    }

    [Fact]
    public void Two_currencies_are_told_side_by_side_and_never_added()
    {
        var answers = new SmallAnswers([.. Rising, new(November, "Sales", "qwen3-max", 800, "CNY")]);
        Assert.Equal("November has cost $1.12 K and ¥800.00 so far. The dollar part is 12.0 % above 1–24 Oct 2026; 67 % of the rise is deepseek-chat at Support.", Headline(answers));
        Assert.Equal(["USD", "CNY"], Page(answers).FindAll(".tabs a").Select(tab => tab.TextContent));
        Assert.Equal("November has cost ¥800.00 and $1.12 K so far. The yuan part has nothing before to compare with.", Headline(answers, "?show=CNY"));
    }

    [Fact]
    public void Two_currencies_are_told_in_chinese_too()
    {
        In(Writing.Chinese);
        var answers = new SmallAnswers([.. Rising, new(November, "Sales", "qwen3-max", 800, "CNY"), new(November, "Sales", "gpt-5", 30, "CHF")]);
        Assert.EndsWith("。美元部分比 2026 年 10 月 1–24 日高 12.0%，增长的 67% 来自「Support」的 deepseek-chat。", Headline(answers), StringComparison.Ordinal);
        Assert.EndsWith("。CHF 部分暂无可比期间。", Headline(answers, "?show=CHF"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_mover_beyond_the_whole_change_is_named_with_its_amount() => Assert.EndsWith(
        "12.0 % above 1–24 Oct 2026; largest mover: deepseek-chat at Support, +$200.00.",
        Headline(new SmallAnswers([Rising[0], Rising[1], Rising[2] with { Cost = 520 }, Rising[3] with { Cost = 600 }])), StringComparison.Ordinal);

    [Fact]
    public void Tiles_say_which_figures_are_of_all_currencies_where_cost_is_of_one()
    {
        Assert.Empty(Page(new SmallAnswers(Rising)).FindAll(".tile-note"));
        var page = Page(new SmallAnswers([.. Rising, new(November, "Sales", "qwen3-max", 800, "CNY")]));
        Assert.Equal(["Requests", "Tokens"], page.FindAll(".tile").Where(tile => tile.TextContent.Contains("all currencies", StringComparison.Ordinal)).Select(tile => tile.QuerySelector(".tile-label")!.TextContent));
    }

    [Fact]
    public void The_trend_of_requests_counts_what_its_tile_counts()
    {
        var data = new SmallAnswers([.. Rising, new(November, "Sales", "qwen3-max", 800, "CNY")]).Overview(ViewState.Default);
        var tile = Tiles.Of(data, "USD", Text, Written)[2];
        Assert.Equal(("3", 3.0), (tile.Value.Text, tile.Trend.Sum()));
    }

    [Fact]
    public void A_filter_that_leaves_nothing_says_so_and_offers_the_way_back()
    {
        var page = Page(new SmallAnswers(Rising), "?dept=Legal");
        Assert.Contains("There is no cost in November 2026", page.Find("h1").TextContent, StringComparison.Ordinal);
        Assert.Equal(".", page.Find("p a").GetAttribute("href"));
    }

    [Fact]
    public void The_rows_of_a_ranking_sum_to_its_total_however_many_there_are()
    {
        var many = Enumerable.Range(1, 30).Select(at => new Spent(November, $"Team {at}", "gpt-5", at * 10)).ToArray();
        var data = new SmallAnswers(many).Overview(ViewState.Default);
        var (top, rest, count) = data.Departments.In("USD").Top(8);
        Assert.Equal(30, top.Count + count);
        Assert.Equal(data.Departments.In("USD").Total.Cost, top.Sum(row => row.Now.Cost) + rest!.Now.Cost);
        Assert.Contains(Page(new SmallAnswers(many)).FindAll(".rank tbody th"), row => row.TextContent.Contains("22 others", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_unpriced_is_unknown_in_its_row_and_a_lower_bound_in_the_total()
    {
        var page = Page(new SmallAnswers([.. Rising, new(November, "Sales", "grok-9", null)]));
        Assert.Contains(page.FindAll(".figure.unknown"), cell => cell.TextContent == "unknown");
        Assert.Contains(page.FindAll("tfoot .figure.bound"), cell => cell.TextContent == "≥ 1,120.00");
    }

    [Fact]
    public void What_the_figures_lack_stands_beside_them()
    {
        var page = Page(new SmallAnswers(Rising) { Caveats = [new Caveat("unpriced", ["1200000", "grok-9"]), new Caveat("missing-log", ["2026-11-05", "gateway"]), new Caveat("from-the-future", ["7"])] });
        Assert.Equal(["1.20 M tokens unpriced", "Log missing 5 Nov 2026: gateway", "from-the-future 7"], page.FindAll(".caveats li").Select(line => Plain(line.TextContent.Trim())));
    }

    [Fact]
    public void Names_with_markup_stay_text()
    {
        const string hostile = "<img src=x onerror=window.pwned=1>";
        var page = Page(new SmallAnswers(new Spent(November, hostile, hostile, 10), new Spent(October, hostile, hostile, 5)) { Caveats = [new Caveat("unpriced", ["5", hostile])] });
        Assert.Empty(page.FindAll("img"));
        Assert.Contains(hostile, page.Find("h1").TextContent, StringComparison.Ordinal);
    }
}

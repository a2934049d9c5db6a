using Bunit;
using TokenSpend.Core.Budgets;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;
using TokenSpend.Tests.Budgets;
using TokenSpend.Web.Components.Pages.Budgets;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Tests.Web.Pages.Budgets;

public sealed class BudgetListTests : PageContext
{
    private static readonly Month November = new(2026, 11);

    private static Filter Is(Dimension dimension, string value) => new(dimension, [value]);

    internal static BudgetStanding Standing(string name, long amount, long? actual, long? runRate = null, string? currency = "USD", DateOnly? breach = null, params Filter[] where)
    {
        var budget = BudgetExamples.Of(name, amount, currency) with { Id = 100 + name.Length, Where = where };
        var unit = currency is null ? 1 : Nano.PerUnit;
        return new BudgetStanding(budget, November, SmallAnswers.Today, amount * unit, actual * unit, 0, actual is null ? 5_000 : 0,
            [.. Enumerable.Range(0, 30).Select(at => at < 24 ? actual * unit / 24 : null)], runRate * unit, breach, BudgetActuals.QueryOf(budget, November), []);
    }

    private static readonly BudgetStanding[] Demo =
    [
        Standing("Company", 10_000, 5_000, 7_000),
        Standing("Sales", 1_000, 1_200, 1_500, breach: new(2026, 11, 20), where: Is(Dimension.Department, "Sales")),
        Standing("Legal", 500, 400, 520, breach: new(2026, 11, 29), where: Is(Dimension.Department, "Legal")),
        Standing("Unpriced", 500, null, where: Is(Dimension.Model, "atlas")),
        Standing("Chat tokens", 2_000_000, 10_000, currency: null, where: [Is(Dimension.Application, "Chat"), Is(Dimension.Model, "gpt-5")]),
    ];

    private IRenderedComponent<BudgetList> Page(IReadOnlyList<BudgetStanding> standings, string query = "", int? count = null) => Render<BudgetList>(page => page
        .Add(part => part.Data, new BudgetListData(ViewState.Parse(query), new DataStatus(false, null, SmallAnswers.Today, "Etc/UTC", null, ["USD"]), November, standings, count ?? standings.Count)));

    private static string[] Column(IRenderedComponent<BudgetList> page, string part) => [.. page.FindAll($"tbody tr {part}").Select(cell => cell.TextContent.Trim())];

    [Fact]
    public void The_sentence_counts_and_the_worst_stands_first()
    {
        var page = Page(Demo);
        Assert.Equal("November 2026, day 24 of 30: 1 over budget, 1 about to break, 1 unknown, 2 within", page.Find("h1").TextContent);
        Assert.Equal(["Sales", "Legal", "Unpriced", "Company", "Chat tokens"], Column(page, "th a"));
        Assert.Equal(["Over", "About to break", "Unknown", "Within", "Within"], Column(page, "td:nth-child(2)"));
    }

    [Fact]
    public void A_line_tells_budget_actual_share_month_end_and_breach()
    {
        var cells = Page(Demo).FindAll("tbody tr")[0].Children.Select(cell => cell.TextContent.Trim()).ToArray();
        Assert.Equal(["$1,000.00", "$1,200.00", "120 %", "", "$1,500.00", "20 Nov"], cells[2..].Select(cell => cell.Replace('\u00A0', ' ')));
        Assert.Contains("Department: Sales", cells[0], StringComparison.Ordinal);
    }

    [Fact]
    public void The_unknown_is_unknown_and_tokens_stand_with_their_unit()
    {
        var page = Page(Demo);
        Assert.Equal("unknown", page.FindAll("tbody .figure.unknown").Single().TextContent);
        Assert.Contains(page.FindAll("tbody .figure"), figure => figure.GetAttribute("title") == "2,000,000 tokens");
    }

    [Fact]
    public void Budgets_that_overlap_have_no_total_and_disjoint_ones_of_one_unit_do()
    {
        Assert.Empty(Page(Demo).FindAll("tfoot"));
        var page = Page(Demo, "?by=department");
        Assert.Equal(["Sales", "Legal"], Column(page, "th a"));
        Assert.Equal(["Total", "", "$1,500.00", "$1,600.00", "107 %", "", "$2,020.00", ""], page.FindAll("tfoot tr > *").Select(cell => cell.TextContent.Trim().Replace('\u00A0', ' ')));
        Assert.Empty(Page([Demo[1], Standing("Euro", 5, 1, currency: "EUR", where: Is(Dimension.Department, "Ops"))], "?by=department").FindAll("tfoot"));
    }

    [Fact]
    public void The_kind_is_part_of_the_address()
    {
        var links = Page(Demo, "?period=last-month").FindAll(".tabs a").Select(link => link.GetAttribute("href"));
        Assert.Equal(["budgets?period=last-month", "budgets?period=last-month&by=department", "budgets?period=last-month&by=model"], links);
    }

    [Fact]
    public void Without_budgets_the_page_says_how_to_get_some()
    {
        var page = Page([]);
        Assert.Contains("No budgets yet", page.Find(".notice").TextContent, StringComparison.Ordinal);
        Assert.Equal("budgets/new", page.Find(".button.primary").GetAttribute("href"));
    }

    [Fact]
    public void It_reads_in_chinese()
    {
        In(Writing.Chinese);
        Assert.Equal("2026年11月第 24 天（共 30 天）：1 项已超支，1 项即将超支，1 项未知，2 项在预算内", Page(Demo).Find("h1").TextContent.Replace(" 年 ", "年", StringComparison.Ordinal).Replace(" 月", "月", StringComparison.Ordinal));
    }

    [Fact]
    public void The_month_is_the_last_begun_of_the_period()
    {
        static string Of(string query) => BudgetFigures.MonthOf(ViewState.Parse(query), SmallAnswers.Today).ToString();
        Assert.Equal(["2026-11", "2026-10", "2026-11", "2026-05", "2026-11", "2027-01"],
            new[] { "", "?period=last-month", "?period=last-12-months", "?from=2026-05-01&to=2026-06-01", "?from=2026-10-20&to=2027-02-01", "?from=2027-01-01&to=2027-03-01" }.Select(Of));
    }
}

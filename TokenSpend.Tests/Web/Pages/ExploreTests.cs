using Bunit;
using Bunit.TestDoubles;
using Microsoft.Extensions.DependencyInjection;
using TokenSpend.Web.Components.Pages.Explore;
using TokenSpend.Web.Navigation;

namespace TokenSpend.Tests.Web.Pages;

public sealed class ExploreTests : PageContext
{
    private static readonly DateOnly November = new(2026, 11, 3);
    private static readonly DateOnly October = new(2026, 10, 3);

    private static readonly SmallAnswers Company = new(
        new(November, "Sales", "gpt-5", 600), new(November, "Sales", "qwen3", 100), new(November, "Support", "gpt-5", 300), new(November, null, "gpt-5", 50),
        new(October, "Sales", "gpt-5", 500), new(October, "Legal", "gpt-5", 70));

    private IRenderedComponent<ExploreView> Page(string query = "") =>
        Render<ExploreView>(page => page.Add(part => part.Data, Company.Explore(ViewState.Parse(query))));

    private static string[] Column(IRenderedComponent<ExploreView> page, int at) =>
        [.. page.FindAll("table.spend tbody tr").Where(row => row.Children.Length > at).Select(row => row.Children[at].TextContent.Trim())];

    [Fact]
    public void It_groups_by_department_unless_told_otherwise()
    {
        var page = Page();
        Assert.Equal(["Sales", "Support", "Unassigned"], Column(page, 0));
        Assert.Equal(["700.00", "300.00", "50.00"], Column(page, 1));
        Assert.Equal("1,050.00", page.Find("table.spend tfoot .num").TextContent);
    }

    [Fact]
    public void What_only_a_bill_tells_of_has_no_requests_rather_than_none_and_the_total_stays_a_sum()
    {
        var billed = new SmallAnswers(new Spent(November, "Sales", "gpt-5", 600), new Spent(November, "Legal", "gpt-5", 70, Used: false), new Spent(November, "Support", "gpt-5", 0, Used: false));
        var page = Render<ExploreView>(part => part.Add(view => view.Data, billed.Explore(ViewState.Default)));
        Assert.Equal(["1", "–", "0"], Column(page, 4));
        Assert.Equal(["1,000", "–", "0"], Column(page, 5));
        Assert.Equal("Only a bill tells of this", page.Find("tbody .figure.none").GetAttribute("title"));
        Assert.Equal("1,000", page.Find("tfoot tr").LastElementChild!.TextContent);
    }

    [Fact]
    public void A_total_that_only_a_bill_tells_of_is_still_a_sum()
    {
        var page = Render<ExploreView>(part => part.Add(view => view.Data, new SmallAnswers(new Spent(November, "Legal", "gpt-5", 70, Used: false)).Explore(ViewState.Default)));
        Assert.Equal("0", page.Find("tfoot tr").LastElementChild!.TextContent);
    }

    [Fact]
    public void A_row_leads_to_its_parts()
    {
        var links = Page().FindAll("table.spend tbody a").Select(link => link.GetAttribute("href"));
        Assert.Contains("explore?dept=Sales&by=application&show=USD", links);
        Assert.Contains("explore?dept=&by=application&show=USD", links);
    }

    [Fact]
    public void The_count_of_requests_leads_to_the_single_ones_with_the_same_filters()
    {
        var links = Page("?dept=Sales&by=model").FindAll("[data-testid=singles]").Select(link => link.GetAttribute("href")).ToList();
        Assert.Equal(["explore/requests?dept=Sales&model=gpt-5&show=USD", "explore/requests?dept=Sales&model=qwen3&show=USD"], links);
    }

    [Fact]
    public void Comparing_shows_the_period_before_and_what_has_ended()
    {
        var page = Page("?compare=1");
        Assert.Equal(["500.00", "–", "–", "70.00"], Column(page, 3));
        Assert.Equal("ended", page.FindAll("table.spend tbody tr").Last(row => row.Children.Length > 4).Children[4].TextContent.Trim()[^5..]);
    }

    [Fact]
    public void Typing_narrows_the_rows_but_never_the_total()
    {
        var page = Page();
        page.Find(".find input").Input("sup");
        Assert.Equal(["Support"], Column(page, 0));
        Assert.Equal("1,050.00", page.Find("table.spend tfoot .num").TextContent);
    }

    [Fact]
    public void The_order_is_part_of_the_address()
    {
        Assert.Equal(["50.00", "300.00", "700.00"], Column(Page("?sort=cost"), 1));
        Assert.Contains(Page("?sort=cost").FindAll("thead a"), link => link.GetAttribute("href") == "explore?sort=-cost");
        Assert.Equal("ascending", Page("?sort=cost").Find("thead th.num").GetAttribute("aria-sort"));
    }

    [Fact]
    public void Another_grouping_is_another_address()
    {
        Page("?dept=Sales").Find("[data-testid=by]").Change("Model");
        Assert.EndsWith("explore?dept=Sales&by=model", Services.GetRequiredService<BunitNavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_asks_for_the_same_days_groups_and_filters() => Assert.Equal(
        "api/spend.csv?from=2026-11-01&to=2026-12-01&by=department&measure=attributed&scope=ai&where=department%3DSales",
        Page("?dept=Sales").Find("[data-testid=csv]").GetAttribute("href"));
}

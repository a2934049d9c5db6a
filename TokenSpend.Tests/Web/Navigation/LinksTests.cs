using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;
using TokenSpend.Web.Navigation;

namespace TokenSpend.Tests.Web.Navigation;

public sealed class LinksTests
{
    private static readonly ViewState View = ViewState.Parse("?period=last-month&dept=Sales&by=model&compare=1");

    [Fact]
    public void Links_are_relative_so_that_the_site_also_works_below_a_path() =>
        Assert.All(
            [Links.Overview(View), Links.Explore(View), Links.Imports(View), Links.Mapping(View), Links.Map(7, View), Links.SpendCsv(View, new Period(new(2026, 10, 1), new(2026, 11, 1))), Links.RejectedLines(7), Links.Culture("zh-CN", "explore"), Links.Upload, Links.Budgets(View), Links.Budget(3, View), Links.BudgetEdit(3, View), Links.BudgetNew(View), Links.BudgetUpload(View), Links.BudgetProposals(View), Links.BudgetsCsv],
            link => Assert.False(link.StartsWith('/')));

    [Fact]
    public void Pages_share_the_bar_and_only_explore_keeps_its_grouping()
    {
        Assert.Equal("explore?period=last-month&dept=Sales&by=model&compare=1", Links.Explore(View));
        Assert.Equal(".?period=last-month&dept=Sales", Links.Overview(View));
        Assert.Equal("imports?period=last-month&dept=Sales", Links.Imports(View));
    }

    [Theory]
    [InlineData("", ".")]
    [InlineData("explore", "explore")]
    [InlineData("imports", "imports")]
    [InlineData("imports/map", "imports/map")]
    [InlineData("imports/map/7", "imports/map/7")]
    [InlineData("budgets", "budgets")]
    [InlineData("budgets/7/edit", "budgets/7/edit")]
    [InlineData("prices", "prices")]
    [InlineData("prices/openai/gpt-4.1", "prices/openai/gpt-4.1")]
    public void A_page_is_found_by_its_path(string path, string link) => Assert.Equal(link, Links.Page(path, ViewState.Default));

    [Fact]
    public void A_models_name_may_hold_slashes_and_what_it_is_compared_with_stands_behind_the_view()
    {
        Assert.Equal("prices/openrouter/deepseek/deepseek-chat%3Afree?period=last-month&dept=Sales&vs=openai%2Fgpt-5&vs=aws%2Fx&on=2026-01-31",
            Links.Price("openrouter", "deepseek/deepseek-chat:free", View, ["openai/gpt-5", "aws/x"], new DateOnly(2026, 1, 31)));
        Assert.Equal("prices?q=gpt%205&page=2", Links.Prices(ViewState.Default, "gpt 5", 2));
        Assert.Equal("prices", Links.Prices(ViewState.Default, ""));
    }

    [Fact]
    public void The_file_asks_what_the_page_asks()
    {
        var days = View.Period.Days(new DateOnly(2026, 11, 24));
        var link = Links.SpendCsv(View.With(Dimension.Model, null), days);
        var fields = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(link[link.IndexOf('?', StringComparison.Ordinal)..]);
        var (query, error) = new SpendQueryText(fields["from"], fields["to"], fields["by"], fields["measure"], [.. fields["where"].OfType<string>()], fields["scope"], null)
            .Parse(new DateOnly(2026, 11, 24));
        Assert.Null(error);
        Assert.Equal(days, query!.Days);
        Assert.Equal([Dimension.Model], query.By);
        Assert.Equal(["Sales"], query.Where.Single(filter => filter.Dimension == Dimension.Department).Values);
        Assert.Equal([null], query.Where.Single(filter => filter.Dimension == Dimension.Model).Values);
    }
}

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
    public void A_page_is_found_by_its_path(string path, string link) => Assert.Equal(link, Links.Page(path, ViewState.Default));

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

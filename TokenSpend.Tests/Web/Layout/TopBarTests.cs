using Bunit;
using TokenSpend.Tests.Web.Pages;
using TokenSpend.Web.Components.Layout;
using TokenSpend.Web.Navigation;

namespace TokenSpend.Tests.Web.Layout;

public sealed class TopBarTests : PageContext
{
    private IRenderedComponent<TopBar> Bar(string path)
    {
        ComponentFactories.AddStub<FilterAdder>();
        ComponentFactories.AddStub<AlertBadge>();
        return Render<TopBar>(bar => bar
            .Add(part => part.View, ViewState.Parse("?dept=Sales")).Add(part => part.Path, path)
            .Add(part => part.Status, new SmallAnswers(new Spent(SmallAnswers.Today, "Sales", "gpt-5", 10)).Status));
    }

    [Theory, InlineData("imports"), InlineData("alerts"), InlineData("alerts/7")]
    public void Imports_and_alerts_offer_no_period_filter_or_currency_for_they_would_choose_nothing(string path)
    {
        var bar = Bar(path);
        Assert.Empty(bar.Find(".bar-filters").Children);
        Assert.Equal(2, bar.FindAll(".bar-settings details").Count);
    }

    [Theory, InlineData("budgets"), InlineData("budgets/7")]
    public void Budgets_stand_in_a_month_and_have_filters_and_currencies_of_their_own(string path)
    {
        var bar = Bar(path);
        Assert.Single(bar.Find(".bar-filters").Children);
        Assert.Empty(bar.FindAll(".bar-filters .chip"));
        Assert.Equal(2, bar.FindAll(".bar-settings details").Count);
        Assert.All(bar.FindAll(".bar-filters a[href]"), link => Assert.StartsWith(path, link.GetAttribute("href"), StringComparison.Ordinal));
    }

    [Fact]
    public void Prices_ask_for_a_period_alone()
    {
        Assert.Single(Bar("prices").Find(".bar-filters").Children);
        Assert.Empty(Bar("prices/openai/gpt-5").Find(".bar-filters").Children);
    }

    [Fact]
    public void Forms_of_budgets_offer_nothing_to_choose() => Assert.Empty(Bar("budgets/7/edit").Find(".bar-filters").Children);

    [Fact]
    public void Other_pages_offer_all_of_them()
    {
        var bar = Bar("explore");
        Assert.NotEmpty(bar.FindAll(".bar-filters .chip"));
        Assert.Equal(3, bar.FindAll(".bar-settings details").Count);
    }

    [Fact]
    public void A_choice_in_the_bar_stays_on_the_page()
    {
        var links = Bar("explore").FindAll("a[href]").Select(link => link.GetAttribute("href")!).ToList();
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.Contains("explore", link, StringComparison.Ordinal));
    }

    [Fact]
    public void A_change_of_language_stays_on_the_alert() => Assert.All(Bar("alerts/7").FindAll(".bar-settings a.menu-item"),
        link => Assert.Contains(Uri.EscapeDataString("alerts/7?dept=Sales"), link.GetAttribute("href"), StringComparison.Ordinal));

    [Fact]
    public void A_change_of_language_on_imports_keeps_the_view() =>
        Assert.All(Bar("imports").FindAll(".bar-settings a.menu-item"), link => Assert.Contains("dept", link.GetAttribute("href"), StringComparison.Ordinal));
}

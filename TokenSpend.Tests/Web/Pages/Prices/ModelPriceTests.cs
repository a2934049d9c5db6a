using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using TokenSpend.Core.Operations;
using TokenSpend.Tests.Operations;
using TokenSpend.Web.Components.Charts;
using TokenSpend.Web.Components.Pages.Prices;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Tests.Web.Pages.Prices;

public sealed class ModelPriceTests : PageContext
{
    private const string Header = "provider,model,aliases,publisher,currency,per_tokens,tier,context_over,from,to,input,cache_read,output,output_audio,per_1000_requests,source,checked,entered_by,recorded\n";

    private const string List = Header
        + "p,alpha,alpha-x,maker,USD,1000000,,,,2026-03-10,2,0.2,8,,,web,2026-01-01,,\n"
        + "p,alpha,,maker,USD,1000000,,,2026-03-10,,1,0.1,4,16,5,web,2026-01-01,,\n"
        + "p,alpha,,maker,USD,1000000,batch,,,,0.5,,2,,,web,2026-01-01,,\n"
        + "p,alpha,,maker,USD,1000000,,,2026-03-10,,1.5,0.15,6,,,letter,2026-05-01,Ann,2026-05-02T08:00:00Z\n"
        + "q,alpha,,maker,USD,1000000,,,,,3,,9,,,web,2026-01-01,,\n"
        + "q,beta/two,,,CNY,1000000,,,,,7,,21,,,web,2026-01-01,,\n";

    private readonly TestPlace _place = new();

    public ModelPriceTests()
    {
        File.WriteAllText(_place.Company.BookPath("list"), List);
        Services.AddSingleton(new PriceReports(_place.Company, _place.Spend));
        Services.AddSingleton(new ReRating(_place.Database, _place.Company));
    }

    private IRenderedComponent<ModelPricePage> Page(string provider, string model, string query = "")
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo($"prices/{provider}/{model}{query}");
        return Render<ModelPricePage>(page => page
            .Add(part => part.Provider, provider).Add(part => part.Model, model).AddCascadingValue(ViewState.Default)
            .AddCascadingValue(new DataStatus(true, null, new DateOnly(2026, 11, 24), "Etc/UTC", null, [])));
    }

    private static IEnumerable<string> InForce(IRenderedComponent<ModelPricePage> page) => page.FindAll("[data-testid=in-force] tbody tr")
        .Select(row => string.Join(" | ", row.Children.Select(cell => Plain(cell.FirstChild!.TextContent))));

    private static string Plain(string text) => text.Trim().Replace('\u00A0', ' ').Replace("\u2060", "", StringComparison.Ordinal);

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing) _place.Dispose();
    }

    [Fact]
    public void The_sentence_and_the_table_say_what_it_costs_today_by_tier_and_kind()
    {
        var page = Page("p", "alpha-x");
        Assert.Equal("alpha at p costs $1.50 for 1 M input and $6.00 for 1 M output tokens on 24 Nov 2026", Plain(page.Find("h1").TextContent));
        Assert.Equal(["Standard | 1.50 | 0.15 | 1.50 | 1.50 | 6.00 | 6.00 | USD | 10 Mar 2026", "Batch | 0.50 | 0.50 | 0.50 | 0.50 | 2.00 | 2.00 | USD | since ever"], InForce(page));
        Assert.Contains("Also sold by q", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Both_times_answer_what_held_on_a_day_and_what_was_believed_of_it()
    {
        Assert.StartsWith("Standard | 2.00 |", InForce(Page("p", "alpha", "?on=2026-03-09")).First(), StringComparison.Ordinal);
        var before = Page("p", "alpha", "?on=2026-03-10&known=2026-05-01");
        Assert.StartsWith("Standard | 1.00 |", InForce(before).First(), StringComparison.Ordinal);
        Assert.Contains("as they were known at the end of 1 May 2026", Plain(before.Markup), StringComparison.Ordinal);
        Assert.Contains("Output, audio 16.00 · 5.00 per 1,000 requests", before.Markup, StringComparison.Ordinal);
        Assert.StartsWith("Standard | 1.50 |", InForce(Page("p", "alpha", "?on=2026-03-10&known=2026-05-02")).First(), StringComparison.Ordinal);
    }

    [Fact]
    public void Choosing_a_day_goes_into_the_address()
    {
        var page = Page("p", "alpha", "?vs=q/alpha");
        page.Find("[data-testid=on]").Change("2026-03-01");
        Assert.EndsWith("prices/p/alpha?vs=q%2Falpha&on=2026-03-01", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void The_chart_shows_the_price_at_each_months_end()
    {
        var chart = Page("p", "alpha").FindComponent<Chart>().Instance.Spec;
        Assert.Equal(["Input", "Cache read", "Output"], chart.Series.Select(series => series.Name));
        Assert.Equal(24, chart.Categories.Count);
        Assert.Equal([("Feb 26", "$2.00"), ("Mar 26", "$1.50")], chart.Categories.Zip(chart.Series[0].Texts).Skip(14).Take(2).Select(point => (Plain(point.First), point.Second)));
        Assert.Contains("Input: $2.00 at first, $1.50 now.", chart.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Models_are_compared_side_by_side_and_another_currency_is_told_and_not_drawn()
    {
        var page = Page("p", "alpha", "?vs=q/alpha&vs=q/beta/two&vs=nobody/knows");
        Assert.Equal(["Input | 1.50 | 3.00 | 7.00"], page.FindAll("[data-testid=comparison] tbody tr").Take(1).Select(row => string.Join(" | ", row.Children.Select(cell => cell.TextContent.Trim()))));
        Assert.NotNull(page.Find("[data-testid=comparison] .warn-line"));
        Assert.Equal(["alpha", "alpha"], page.FindComponent<Chart>().Instance.Spec.Series.Select(series => series.Name));
        Assert.Equal(["prices/p/alpha?vs=q%2Fbeta%2Ftwo", "prices/p/alpha?vs=q%2Falpha"], page.FindAll("[data-testid=comparison] a").Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public void A_model_to_compare_with_is_added_by_its_name_and_an_unknown_one_is_told()
    {
        var page = Page("p", "alpha");
        page.Find("[data-testid=compare]").Change("nothing");
        Assert.Contains("No priced model is called “nothing”", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        page.Find("[data-testid=compare]").Change("BETA/two");
        Assert.EndsWith("?vs=q%2Fbeta%2Ftwo", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void The_history_keeps_what_was_believed_until_when_and_who_said_otherwise()
    {
        In(Writing.Chinese);
        var rows = Page("p", "alpha").FindAll("[data-testid=history] tbody tr").Select(row => string.Join(" | ", row.QuerySelectorAll("td").Select(cell => cell.TextContent.Trim()))).ToList();
        Assert.Equal(
            ["1.50 | 6.00 | USD | 自 2026-05-02 08:00 起 | letter，录入人：Ann", "1.00 | 4.00 | USD | 至 2026-05-02 08:00 | web", "2.00 | 8.00 | USD | 一直 | web", "0.50 | 2.00 | USD | 一直 | web"], rows);
    }

    [Fact]
    public void A_model_that_no_book_knows_is_offered_to_be_priced() =>
        Assert.Equal("prices/new?of=p&name=gamma", Page("p", "gamma").Find(".notice a").GetAttribute("href"));
}

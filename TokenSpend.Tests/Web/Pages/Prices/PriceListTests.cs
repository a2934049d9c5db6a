using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Pricing;
using TokenSpend.Web.Components.Pages.Prices;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Tests.Web.Pages.Prices;

public sealed class PriceListTests : PageContext
{
    private static readonly DateOnly Today = new(2026, 11, 24);
    private static readonly Period October = new Month(2026, 10).Days;

    private static IReadOnlyList<ListedPrice> Prices(string rows)
    {
        Assert.True(PriceBook.TryLoad(new StringReader("provider,model,aliases,currency,per_tokens,tier,from,input,cache_read,output,source,checked\n" + rows), "f", out var book, out _));
        return ListedPrice.On(new PriceBooks([("list", book)], _ => TimeZoneInfo.Utc), Today);
    }

    private static readonly IReadOnlyList<ListedPrice> Two = Prices("openai,gpt-5,chat-five,USD,1000000,,2026-08-01,1.25,0.125,10,s,2026-01-01\nopenai,gpt-5,,USD,1000000,batch,,0.5,,5,s,2026-01-01\nalibaba,qwen3-max,,CNY,1000000,,,6,,24,s,2026-01-01\n");

    private IRenderedComponent<PriceList> List(PriceListing listing, string? search = null, int page = 1) => Render<PriceList>(list => list
        .Add(part => part.Of, listing).Add(part => part.View, ViewState.Parse("?period=last-month")).Add(part => part.Days, October).Add(part => part.Search, search).Add(part => part.Page, page));

    private static PriceListing Of(IReadOnlyList<ListedPrice> prices, IReadOnlyList<UnpricedModel>? unpriced = null, IReadOnlyList<BillCheck>? bills = null) => new(Today, prices, unpriced ?? [], bills ?? []);

    private static string Row(AngleSharp.Dom.IElement row) => string.Join(" | ", row.QuerySelectorAll("th > a, td").Select(cell => cell.TextContent.Trim().Replace('\u00A0', ' ').Replace("\u2060", "", StringComparison.Ordinal)));

    [Fact]
    public void Each_model_stands_with_every_digit_of_its_price_its_book_and_its_first_day()
    {
        var page = List(Of(Two));
        Assert.Equal(["qwen3-max | alibaba | 6.00 | 6.00 | 24.00 | CNY | List | since ever", "gpt-5 | openai | 1.25 | 0.125 | 10.00 | USD | List | 1 Aug 2026"], page.FindAll("[data-testid=price]").Select(Row));
        Assert.Equal("No price of its own: the price of “Input” holds.", page.Find(".figure.none").GetAttribute("title"));
        Assert.Equal("prices/openai/gpt-5?period=last-month", page.FindAll("[data-testid=price] a")[1].GetAttribute("href"));
        Assert.Contains("further prices", page.FindAll("[data-testid=price]")[1].TextContent, StringComparison.Ordinal);
        Assert.Equal("2 models have a price today; no token in October 2026 lacks one", page.Find("h1").TextContent.Replace('\u00A0', ' '));
        Assert.Empty(page.FindAll("[data-testid=unpriced], [data-testid=bills]"));
    }

    [Theory, InlineData("five", "gpt-5"), InlineData("openai GPT", "gpt-5"), InlineData("qwen", "qwen3-max")]
    public void A_search_finds_names_providers_and_aliases(string search, string model) =>
        Assert.Equal([model], List(Of(Two), search).FindAll("[data-testid=price] th a").Select(link => link.TextContent));

    [Fact]
    public void A_search_goes_into_the_address_and_one_without_a_find_says_so()
    {
        var page = List(Of(Two));
        page.Find("[data-testid=search]").Change(" gpt ");
        Assert.EndsWith("prices?period=last-month&q=gpt", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        Assert.Contains("No model or provider has “zzz”", List(Of(Two), "zzz").Find("[data-testid=none]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Models_without_a_price_stand_above_with_the_tokens_of_unknown_cost_and_a_way_to_mend_it()
    {
        var page = List(Of(Two, [new UnpricedModel("openai", "gpt-6", 1_234_567, 12, [("openai", "gpt-5")]), new UnpricedModel(null, null, 5, 1, [])]));
        Assert.Equal("1.23 M tokens in October 2026 have no price: 2 models are missing from the price book", page.Find("h1").TextContent.Replace('\u00A0', ' '));
        var rows = page.FindAll("[data-testid=unpriced] tbody tr");
        Assert.Contains("1,234,567", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Equal(["prices/new?period=last-month&of=openai&name=gpt-6", "prices/new?period=last-month&of=openai&name=gpt-6&like=openai%2Fgpt-5"], rows[0].QuerySelectorAll("a").Select(link => link.GetAttribute("href")));
        Assert.Empty(rows[1].QuerySelectorAll("a"));
    }

    [Fact]
    public void A_bill_that_implies_another_price_is_told_with_that_price_in_the_readers_language()
    {
        In(Writing.Chinese);
        var row = List(Of(Two, bills: [new BillCheck("openai", "gpt-5", "USD", 80 * Nano.PerUnit, 100 * Nano.PerUnit)])).Find("[data-testid=bills] tbody tr");
        Assert.Equal("gpt-5 | $80.00 | $100.00 | −20.0% | ≈ 1.00 | ≈ 8.00", Row(row));
    }

    [Fact]
    public void A_long_book_is_cut_into_pages()
    {
        var many = Prices(string.Concat(Enumerable.Range(0, 101).Select(number => $"p,m-{number:D3},,USD,1000000,,,1,,1,s,2026-01-01\n")));
        Assert.Equal(["m-100"], List(Of(many), page: 9).FindAll("[data-testid=price] th a").Select(link => link.TextContent));
    }
}

using Microsoft.Playwright;
using TokenSpend.Tests.Operations;
using static Microsoft.Playwright.Assertions;

namespace TokenSpend.Tests.Browser;

/// <summary>A price of a contract is entered after its preview, and the metered cost follows.</summary>
[Collection(BrowserCollection.Name)]
public sealed class PriceStory(BrowserFixture site)
{
    private const string Model = "gpt-4.1";

    [Fact]
    public async Task A_contract_price_is_previewed_saved_and_explore_shows_the_new_metered_cost()
    {
        var page = await site.OpenAsync("imports");
        await FocusBill.UploadAsync(page, "price-story.ndjson", LogLines.Line("price-1", new DateTime(2026, 11, 3, 9, 0, 0, DateTimeKind.Utc), "openai", Model, 1_000_000, 0, 0, "price-story"));
        await Expect(page.GetByTestId("import").Filter(new() { HasText = "price-story.ndjson" })).ToContainTextAsync("Done");
        await Expect(await MeteredAsync(page)).ToContainTextAsync("2.00");

        await site.GoAsync(page, "prices");
        await page.GetByTestId("search").FillAsync($"openai {Model}");
        await page.GetByTestId("search").PressAsync("Enter");
        await page.GetByTestId("price").Filter(new() { HasText = "openai · USD" }).GetByRole(AriaRole.Link, new() { Name = Model, Exact = true }).ClickAsync();
        await Expect(page.Locator("h1")).ToContainTextAsync("$2.00 for 1 M input");
        await page.GetByRole(AriaRole.Link, new() { Name = "Enter contract price" }).ClickAsync();

        await page.GetByTestId("price-input").FillAsync("1,5");
        await page.GetByTestId("source").FillAsync("contract 2026-17");
        await page.GetByTestId("preview").ClickAsync();
        await Expect(page.Locator(".error")).ToContainTextAsync("found “1,5”");
        await page.GetByTestId("price-input").FillAsync("1.5");
        await page.GetByTestId("preview").ClickAsync();
        var row = page.GetByTestId("preview-row");
        await Expect(row).ToHaveCountAsync(1);
        await Expect(row).ToContainTextAsync("2.00");
        await Expect(row).ToContainTextAsync("1.50");
        await page.GetByTestId("save").ClickAsync();

        await Expect(page.Locator("h1")).ToContainTextAsync("$1.50 for 1 M input");
        await Expect(page.GetByTestId("history")).ToContainTextAsync("contract 2026-17");
        // Rated anew in the background; the open page follows by itself.
        await Expect(await MeteredAsync(page)).ToContainTextAsync("1.50", new() { Timeout = 30_000 });
    }

    private async Task<ILocator> MeteredAsync(IPage page)
    {
        await site.GoAsync(page, "explore?by=model&measure=metered&show=USD");
        return page.Locator("table.spend tbody tr").Filter(new() { Has = page.GetByText(Model, new() { Exact = true }) });
    }
}

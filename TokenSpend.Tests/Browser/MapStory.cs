using static Microsoft.Playwright.Assertions;

namespace TokenSpend.Tests.Browser;

/// <summary>A file that nobody knows is mapped once; the next one is known.</summary>
[Collection(BrowserCollection.Name)]
public sealed class MapStory(BrowserFixture site)
{
    private static string Log(string day, params string[] calls) =>
        "Call,When,LLM,Tokens In,Tokens Out,Who\n" + string.Concat(calls.Select(call => $"{call},{day} 08:00:00,gpt-4o-mini,1000,200,li\n"));

    [Fact]
    public async Task Unknown_file_is_mapped_previewed_saved_and_imported_and_the_next_is_recognised_by_itself()
    {
        var page = await site.OpenAsync("imports");
        await FocusBill.UploadAsync(page, "toolbox-calls.csv", Log("2026-10-05", "t-1", "t-2"));
        var row = page.GetByTestId("import").Filter(new() { HasText = "toolbox-calls.csv" });
        await Expect(row).ToContainTextAsync("layout is not known");
        await row.GetByTestId("map").ClickAsync();

        await Expect(page.Locator("h1")).ToContainTextAsync("toolbox-calls.csv");
        await Expect(page.GetByTestId("column-At")).ToHaveValueAsync("When");
        var preview = page.GetByTestId("preview");
        await Expect(preview).ToContainTextAsync("2 of 2");
        await Expect(preview).ToContainTextAsync("2,000");
        // A choice that is wrong shows at once.
        await page.GetByTestId("column-Input").SelectOptionAsync("Who");
        await Expect(preview).ToContainTextAsync("0 of 2");
        await page.GetByTestId("column-Input").SelectOptionAsync("Tokens In");
        await Expect(preview).ToContainTextAsync("2 of 2");
        await page.GetByTestId("title").FillAsync("Toolbox");
        await page.GetByTestId("title").BlurAsync();
        await page.GetByTestId("save").ClickAsync();

        var done = page.GetByTestId("import").Filter(new() { HasText = "toolbox-calls.csv" }).Filter(new() { HasText = "2 of 2" });
        await Expect(done).ToContainTextAsync("Done");
        await FocusBill.UploadAsync(page, "november.csv", Log("2026-11-02", "t-3", "t-4", "t-5"));
        var next = page.GetByTestId("import").Filter(new() { HasText = "november.csv" });
        await Expect(next).ToContainTextAsync("Done");
        await Expect(next).ToContainTextAsync("toolbox-calls");
        await Expect(next).ToContainTextAsync("3 of 3");
    }
}

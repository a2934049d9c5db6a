using Microsoft.Playwright;
using TokenSpend.Core.Primitives;
using static Microsoft.Playwright.Assertions;

namespace TokenSpend.Tests.Browser;

/// <summary>What a controller does on the first day, in a real browser.</summary>
[Collection(BrowserCollection.Name)]
public sealed class UploadStory(BrowserFixture site)
{
    private const string Hostile = "<img src=x onerror=window.pwned=1>";

    private static string Bill(params (string Department, string Service, int Dollars)[] lines) => FocusBill.Of(new Month(2026, 10), "acct-1", lines);

    [Fact]
    public async Task A_bill_uploaded_on_imports_is_found_on_explore()
    {
        var page = await site.OpenAsync("imports");
        await FocusBill.UploadAsync(page, "october.csv", Bill(("Sales", "gpt-5", 640), ("Support", "gpt-5", 360)));
        var row = page.GetByTestId("import").Filter(new() { HasText = "october.csv" });
        await Expect(row).ToContainTextAsync("Done");
        await row.GetByTestId("explore").ClickAsync();
        await Expect(page.Locator("h1")).ToContainTextAsync("Department");
        await Expect(page.Locator("table.spend tbody tr").Filter(new() { HasText = "Sales" })).ToContainTextAsync("640.00");
    }

    [Fact]
    public async Task A_file_of_no_known_format_says_what_was_found_and_what_would_do()
    {
        var page = await site.OpenAsync("imports");
        await FocusBill.UploadAsync(page, "holiday.csv", "name,size\nbeach,12\n");
        var row = page.GetByTestId("import").Filter(new() { HasText = "holiday.csv" });
        await Expect(row).ToContainTextAsync("Failed");
        await Expect(row).ToContainTextAsync("name,size");
    }

    [Fact]
    public async Task Names_with_markup_stay_text_in_tables_and_charts()
    {
        var page = await site.OpenAsync("imports");
        await FocusBill.UploadAsync(page, "hostile.csv", Bill((Hostile, Hostile, 5)));
        await Expect(page.GetByTestId("import").Filter(new() { HasText = "hostile.csv" })).ToContainTextAsync("Done");
        foreach (var by in new[] { "department", "model", "subject" })
        {
            await page.GotoAsync($"{site.BaseUrl}explore?from=2026-10-01&to=2026-11-01&by={by}");
            await page.Locator(".chart-point").First.WaitForAsync();
            await page.Locator(".chart-point").Nth(5).HoverAsync();
            Assert.Null(await page.EvaluateAsync<int?>("() => window.pwned ?? null"));
            Assert.Equal(0, await page.Locator("main img").CountAsync());
        }
    }
}

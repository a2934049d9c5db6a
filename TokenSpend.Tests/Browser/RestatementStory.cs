using System.Text;
using Deque.AxeCore.Playwright;
using TokenSpend.Core.Primitives;
using TokenSpend.Tests.Operations;
using static Microsoft.Playwright.Assertions;

namespace TokenSpend.Tests.Browser;

/// <summary>A corrected bill is looked into, and a figure is followed down to the line of the log.</summary>
[Collection(BrowserCollection.Name)]
public sealed class RestatementStory(BrowserFixture site)
{
    private static string Bill(params (string Department, string Service, int Dollars)[] lines) => FocusBill.Of(new Month(2026, 7), "acct-restated", lines);

    [Fact]
    public async Task A_bill_that_lacks_a_line_says_what_replacing_comes_to_and_what_came_back_after_keeping()
    {
        var page = await site.OpenAsync("imports");
        await FocusBill.UploadAsync(page, "july.csv", Bill(("Sales", "gpt-5", 100), ("Support", "gpt-5", 40)));
        await Expect(page.GetByTestId("import").Filter(new() { HasText = "july.csv" })).ToContainTextAsync("Done");
        await FocusBill.UploadAsync(page, "july-2.csv", Bill(("Sales", "gpt-5", 90)));
        var row = page.GetByTestId("import").Filter(new() { HasText = "july-2.csv" });
        await Expect(row).ToContainTextAsync("Done");
        await row.GetByTestId("open").ClickAsync();
        await Expect(page.GetByTestId("keep-money")).ToHaveTextAsync("$40.00 goes on counting.");
        await Expect(page.GetByTestId("replace-money")).ToContainTextAsync("$140.00 becomes $90.00");
        await page.GetByTestId("replace").ClickAsync();
        await Expect(page.GetByTestId("replace")).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(page.GetByTestId("restated-money")).ToContainTextAsync("Before $140.00, now $90.00");
        await page.GetByTestId("keep").ClickAsync();
        await Expect(page.GetByTestId("keep")).ToHaveAttributeAsync("aria-pressed", "true");
        await page.GetByTestId("undo-ask").ClickAsync();
        await Expect(page.GetByTestId("undo")).ToContainTextAsync("No figure changes");
    }

    [Fact]
    public async Task From_a_figure_to_its_requests_to_the_line_that_told_of_one()
    {
        var page = await site.OpenAsync("imports");
        var log = string.Concat(Enumerable.Range(0, 3).Select(number => LogLines.Line($"story-{number}", new DateTime(2026, 6, 3, 9, number, 0, DateTimeKind.Utc), "openai", "gpt-5", 1000, 0, 10) + "\n"));
        await FocusBill.UploadAsync(page, "june.ndjson", Encoding.UTF8.GetBytes(log));
        await Expect(page.GetByTestId("import").Filter(new() { HasText = "june.ndjson" })).ToContainTextAsync("Done");
        await site.GoAsync(page, "explore?from=2026-06-01&to=2026-07-01&by=model");
        await page.GetByTestId("singles").First.ClickAsync();
        await Expect(page.GetByTestId("request")).ToHaveCountAsync(3);
        await page.GetByTestId("open").Nth(1).ClickAsync();
        await Expect(page.GetByTestId("original")).ToContainTextAsync("june.ndjson · line 2");
        await Expect(page.GetByTestId("original")).ToContainTextAsync("\"story-1\"");
        var result = await page.RunAxe();
        Assert.Empty(result.Violations.Where(violation => violation.Impact is "serious" or "critical").Select(violation => $"{violation.Id}: {violation.Nodes[0].Html}"));
    }
}

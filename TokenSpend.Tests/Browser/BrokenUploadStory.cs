using Microsoft.Playwright;
using TokenSpend.Core.Primitives;
using static Microsoft.Playwright.Assertions;

namespace TokenSpend.Tests.Browser;

/// <summary>A large file over a bad line.</summary>
[Collection(BrowserCollection.Name)]
public sealed class BrokenUploadStory(BrowserFixture site)
{
    private const int Megabyte = 1 << 20;

    /// <summary>A bill of one line with a cell of five megabytes.</summary>
    private static byte[] LargeBill(string account)
    {
        var lines = FocusBill.Of(new Month(2026, 9), account, ("Research", "gpt-5", 12)).TrimEnd('\n').Split('\n');
        return System.Text.Encoding.UTF8.GetBytes($"{lines[0]},x_Note\n{lines[1]},{new string('n', 5 * Megabyte)}\n");
    }

    [Fact]
    public async Task An_upload_that_broke_off_goes_on_where_it_stopped()
    {
        var bill = LargeBill("acct-broken");
        await using var line = new BreakingLine(site.BaseUrl, Megabyte);
        var page = await site.OpenAsync("imports", over: line.BaseUrl);
        await FocusBill.UploadAsync(page, "september-large.csv", bill);
        var upload = page.Locator(".uploads li").Filter(new() { HasText = "september-large.csv" });
        await Expect(upload).ToContainTextAsync("goes on from", new() { Timeout = 60_000 });
        line.Mend();
        var asked = page.WaitForResponseAsync(response => response.Url.Contains("api/imports/uploads/", StringComparison.Ordinal));
        await page.GetByTestId("upload-again").ClickAsync();
        Assert.InRange((await (await asked).JsonAsync())!.Value.GetProperty("received").GetInt64(), 1, bill.Length - 1);
        var row = page.GetByTestId("import").Filter(new() { HasText = "september-large.csv" });
        await Expect(row).ToContainTextAsync("Done");
        await Expect(row).ToContainTextAsync("12.00");
        await Expect(upload).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_cancelled_upload_leaves_nothing_and_the_next_goes_on()
    {
        var page = await site.OpenAsync("imports");
        var line = await page.Context.NewCDPSessionAsync(page);
        await line.SendAsync("Network.enable");
        await SlowDownAsync(line, Megabyte / 4);
        await FocusBill.UploadAsync(page, "mistake.csv", LargeBill("acct-mistake"));
        await FocusBill.UploadAsync(page, "wanted.csv", FocusBill.Of(new Month(2026, 9), "acct-wanted", ("Research", "gpt-5", 7)));
        var mistake = page.Locator(".uploads li").Filter(new() { HasText = "mistake.csv" });
        await Expect(mistake).ToContainTextAsync("/s");
        await mistake.GetByTestId("upload-cancel").ClickAsync();
        await SlowDownAsync(line, -1);
        await Expect(page.GetByTestId("import").Filter(new() { HasText = "wanted.csv" })).ToContainTextAsync("Done");
        await Expect(page.Locator(".uploads li")).ToHaveCountAsync(0);
        await Expect(page.GetByTestId("import").Filter(new() { HasText = "mistake.csv" })).ToHaveCountAsync(0);
    }

    /// <param name="bytesPerSecond">Upwards; -1: as fast as it can.</param>
    private static Task SlowDownAsync(ICDPSession line, double bytesPerSecond) => line.SendAsync("Network.emulateNetworkConditions", new()
    {
        ["offline"] = false, ["latency"] = 0, ["downloadThroughput"] = -1, ["uploadThroughput"] = bytesPerSecond,
    });

    [Fact]
    public async Task A_file_for_which_the_disk_has_no_room_is_refused_before_it_is_sent()
    {
        var page = await site.OpenAsync("imports");
        var answer = await page.APIRequest.GetAsync(site.BaseUrl + "api/imports/uploads/1-1-a-b-c?size=900000000000000000");
        Assert.Equal(507, answer.Status);
        Assert.Contains("on the disk of TokenSpend's data directory", await answer.TextAsync(), StringComparison.Ordinal);
    }
}

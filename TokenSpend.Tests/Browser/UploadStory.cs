using System.Globalization;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace TokenSpend.Tests.Browser;

/// <summary>What a controller does on the first day, in a real browser.</summary>
[Collection(BrowserCollection.Name)]
public sealed class UploadStory(BrowserFixture site)
{
    private const string Hostile = "<img src=x onerror=window.pwned=1>";

    /// <summary>A FOCUS bill of one day, priced in whole dollars; the tag names the department.</summary>
    private static FilePayload Bill(string name, params (string Department, string Service, int Dollars)[] lines)
    {
        const string header = "BilledCost,BillingAccountId,BillingAccountName,BillingCurrency,BillingPeriodEnd,BillingPeriodStart,ChargeCategory,ChargeClass,ChargeDescription,ChargeFrequency,ChargePeriodEnd,ChargePeriodStart,CommitmentDiscountCategory,ConsumedQuantity,ConsumedUnit,EffectiveCost,InvoiceIssuerName,ListCost,ContractedCost,PricingQuantity,PricingUnit,ProviderName,PublisherName,RegionId,ResourceId,ResourceName,ServiceCategory,ServiceName,SkuId,SkuPriceId,SubAccountId,SubAccountName,Tags";
        var rows = lines.Select((line, at) => string.Create(CultureInfo.InvariantCulture,
            $"{line.Dollars},acct-1,Main,USD,2026-11-01T00:00:00Z,2026-10-01T00:00:00Z,Usage,,{line.Service} tokens,Usage-Based,2026-10-07T00:00:00Z,2026-10-06T00:00:00Z,,{at + 1},tokens,{line.Dollars},OpenAI,{line.Dollars},{line.Dollars},1,tokens,OpenAI,OpenAI,global,r{at},{line.Service},AI and Machine Learning,OpenAI API,sku{at},price{at},sub-1,Sub,\"{{\"\"department\"\":\"\"{line.Department}\"\"}}\""));
        return new FilePayload { Name = name, MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(string.Join('\n', rows.Prepend(header)) + "\n") };
    }

    private static async Task UploadAsync(IPage page, FilePayload file)
    {
        // The circuit is up when the button answers; a file chosen before that would be lost.
        await page.WaitForFunctionAsync("() => document.querySelector('.upload')?.dataset.ready === '1'");
        await page.GetByTestId("upload").SetInputFilesAsync(file);
    }

    [Fact]
    public async Task A_bill_uploaded_on_imports_is_found_on_explore()
    {
        var page = await site.OpenAsync("imports");
        await UploadAsync(page, Bill("october.csv", ("Sales", "gpt-5", 640), ("Support", "gpt-5", 360)));
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
        await UploadAsync(page, new FilePayload { Name = "holiday.csv", MimeType = "text/csv", Buffer = "name,size\nbeach,12\n"u8.ToArray() });
        var row = page.GetByTestId("import").Filter(new() { HasText = "holiday.csv" });
        await Expect(row).ToContainTextAsync("Failed");
        await Expect(row).ToContainTextAsync("name,size");
    }

    [Fact]
    public async Task Names_with_markup_stay_text_in_tables_and_charts()
    {
        var page = await site.OpenAsync("imports");
        await UploadAsync(page, Bill("hostile.csv", (Hostile, Hostile, 5)));
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

    public static TheoryData<string, string, string> Looks
    {
        get
        {
            var looks = new TheoryData<string, string, string>();
            foreach (var path in new[] { "", "explore?by=department,model&compare=1", "imports", "budgets", "budgets/new", "budgets/import", "budgets/propose", "alerts", "alerts/resolved", "alerts/settings", "savings", "savings/settings", "admin/mail" })
                foreach (var culture in new[] { "en", "zh-CN" })
                    foreach (var theme in new[] { "light", "dark" })
                        looks.Add(path, culture, theme);
            return looks;
        }
    }

    [Theory, MemberData(nameof(Looks))]
    public async Task No_page_has_a_serious_barrier_or_scrolls_sideways_on_a_phone(string path, string culture, string theme)
    {
        var page = await site.OpenAsync(path, culture, theme);
        await page.Locator("h1").WaitForAsync();
        var result = await page.RunAxe();
        Assert.Empty(result.Violations.Where(violation => violation.Impact is "serious" or "critical").Select(violation => $"{violation.Id}: {violation.Nodes[0].Html}"));
        Assert.Equal(culture, await page.Locator("html").GetAttributeAsync("lang"));
        await page.SetViewportSizeAsync(360, 740);
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"));
    }
}

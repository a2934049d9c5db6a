using Deque.AxeCore.Playwright;

namespace TokenSpend.Tests.Browser;

/// <summary>Every page, in both languages and themes: readable for a screen reader, and on a phone without scrolling sideways.</summary>
[Collection(BrowserCollection.Name)]
public sealed class BarrierTests(BrowserFixture site)
{
    private static readonly string[] Paths =
    [
        "", "explore?by=department,model&compare=1", "explore/requests?period=last-month", "imports", "imports/{restating}", "imports/coverage?period=last-month", "imports/map", "imports/map/{unknown}", "budgets", "budgets/new", "budgets/import", "budgets/propose", "budgets/{budget}", "budgets/{budget}/edit",
        "alerts", "alerts/resolved", "alerts/settings", "savings", "savings/settings", "alerts/{alert}", "admin/mail", "admin/keys", "prices?period=last-month", "prices/new?of=openai&name=gpt-5&like=openai/gpt-5", "prices/import", "prices/openai/gpt-5?vs=anthropic/claude-sonnet-4-5&vs=google/gemini-2.5-pro",
    ];

    public static TheoryData<string, string, string> Looks
    {
        get
        {
            var looks = new TheoryData<string, string, string>();
            foreach (var path in Paths)
                foreach (var (culture, theme) in new[] { ("en", "light"), ("zh-CN", "dark") })
                    looks.Add(path, culture, theme);
            return looks;
        }
    }

    [Theory, MemberData(nameof(Looks))]
    public async Task No_page_has_a_serious_barrier_or_scrolls_sideways_on_a_phone(string path, string culture, string theme)
    {
        var broken = await site.BrokenBudgetAsync();
        var page = await site.OpenAsync(path.Replace("{budget}", $"{broken.Budget}", StringComparison.Ordinal).Replace("{alert}", $"{broken.Alert}", StringComparison.Ordinal).Replace("{unknown}", $"{broken.Unknown}", StringComparison.Ordinal).Replace("{restating}", $"{broken.Restating}", StringComparison.Ordinal), culture, theme);
        await page.Locator("h1").WaitForAsync();
        var result = await page.RunAxe();
        Assert.Empty(result.Violations.Where(violation => violation.Impact is "serious" or "critical").Select(violation => $"{violation.Id}: {violation.Nodes[0].Html}"));
        Assert.Equal(culture, await page.Locator("html").GetAttributeAsync("lang"));
        await page.SetViewportSizeAsync(360, 740);
        // A chart is drawn anew a moment after the window changed.
        await page.WaitForFunctionAsync("() => [...document.querySelectorAll('.apexcharts-canvas')].every(chart => chart.getBoundingClientRect().width <= document.documentElement.clientWidth)");
        var wide = await page.EvaluateAsync<string[]>("""
            () => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] : [`${document.documentElement.scrollWidth} px wide`,
                ...[...document.querySelectorAll('main *')].filter(part => part.getBoundingClientRect().right > document.documentElement.clientWidth).map(part => part.outerHTML.slice(0, 120))]
            """);
        Assert.Empty(wide);
    }

    [Fact]
    public async Task On_a_phone_the_days_below_a_chart_do_not_touch_each_other()
    {
        await site.BrokenBudgetAsync();
        var page = await site.OpenAsync("?period=last-month", "zh-CN", width: 360, height: 740);
        await page.Locator(".chart-point").First.WaitForAsync();
        var boxes = await page.EvaluateAsync<double[][]>("""
            () => [...document.querySelectorAll('.apexcharts-xaxis-label')].filter(label => label.textContent && getComputedStyle(label).visibility !== 'hidden')
                .map(label => label.getBoundingClientRect()).map(box => [box.left, box.right])
            """);
        Assert.True(boxes.Length > 1);
        Assert.All(boxes.Zip(boxes.Skip(1)), pair => Assert.True(pair.First[1] + 4 <= pair.Second[0], $"{pair.First[1]:0.0} reaches {pair.Second[0]:0.0}"));
    }
}

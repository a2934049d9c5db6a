using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using TokenSpend.Core.Operations;
using TokenSpend.Tests.Operations;
using TokenSpend.Web.Components.Pages.Explore.Requests;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Tests.Web.Pages;

/// <summary>Single requests and their original lines, over a real store.</summary>
public sealed class RequestsPageTests : PageContext
{
    private static readonly DataStatus Status = new(false, null, new DateOnly(2026, 11, 24), "Etc/UTC", null, ["USD"]);

    private readonly TestPlace _place = new();

    public RequestsPageTests()
    {
        Services.AddSingleton(_place.Imports);
        Services.AddSingleton(_place.Spend);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing) _place.Dispose();
    }

    private Task ImportAsync(int requests)
    {
        var start = new DateTime(2026, 10, 3, 9, 0, 0, DateTimeKind.Utc);
        return _place.ImportAsync(_place.Write("gateway.ndjson", string.Concat(Enumerable.Range(0, requests).Select(number => LogLines.Line($"r{number}", start.AddMinutes(number), "openai", "gpt-5", 1000, 200, 50) + "\n"))));
    }

    private IRenderedComponent<RequestsPage> Page(string query)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("explore/requests" + query);
        return Render<RequestsPage>(parameters => parameters.AddCascadingValue(Status).AddCascadingValue(ViewState.Parse(query)));
    }

    [Theory]
    [InlineData(Writing.English, "line 1")]
    [InlineData(Writing.Chinese, "第 1 行")]
    public async Task A_request_opens_its_original_line_with_file_and_number(string culture, string where)
    {
        In(culture);
        await ImportAsync(1);
        const string October = "?from=2026-10-01&to=2026-11-01";
        var page = Page(October);
        page.WaitForElement("[data-testid=request]");
        var link = page.Find("[data-testid=open]").GetAttribute("href")!;
        var opened = Page(link[link.IndexOf('?', StringComparison.Ordinal)..]);
        opened.WaitForElement("[data-testid=original]");
        Assert.Contains(where, opened.Find("[data-testid=original]").TextContent, StringComparison.Ordinal);
        Assert.Equal("imports/1" + October, opened.Find("[data-testid=original] a").GetAttribute("href"));
        Assert.Contains("\"r0\"", opened.Find("pre").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_next_page_begins_where_this_one_ends()
    {
        await ImportAsync(120);
        var first = Page("?from=2026-10-01&to=2026-11-01");
        first.WaitForElement("[data-testid=request]");
        Assert.Equal(100, first.FindAll("[data-testid=request]").Count);
        var next = first.Find("[data-testid=older]").GetAttribute("href")!;
        var second = Page(next[next.IndexOf('?', StringComparison.Ordinal)..]);
        second.WaitForElement("[data-testid=request]");
        Assert.Equal(20, second.FindAll("[data-testid=request]").Count);
        Assert.Empty(second.FindAll("[data-testid=older]"));
    }

    [Fact]
    public void A_long_period_is_not_read_but_its_last_days_are_offered()
    {
        var page = Page("?from=2026-01-01&to=2026-12-01");
        Assert.Equal("explore/requests?from=2026-10-25&to=2026-11-25", page.Find("[data-testid=too-long] a").GetAttribute("href"));
    }

    [Fact]
    public void Days_without_a_log_say_so_rather_than_show_nothing()
    {
        var page = Page("?from=2026-10-01&to=2026-11-01");
        page.WaitForElement("[data-testid=none]");
        Assert.Contains("No log tells of single requests", page.Find("[data-testid=none]").TextContent, StringComparison.Ordinal);
    }
}

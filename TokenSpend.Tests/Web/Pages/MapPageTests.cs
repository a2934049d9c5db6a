using Bunit;
using Hangfire;
using Hangfire.InMemory;
using Microsoft.Extensions.DependencyInjection;
using TokenSpend.Core.Operations;
using TokenSpend.Tests.Operations;
using TokenSpend.Web.Components.Pages.Imports.Mapping;
using TokenSpend.Web.Jobs;
using TokenSpend.Web.Navigation;

namespace TokenSpend.Tests.Web.Pages;

public sealed class MapPageTests : PageContext
{
    private const string Bill = "Tag;Modell;Tokens In;Tokens Out;Betrag (EUR)\n31.08.2026;claude-sonnet-4-5;1.200.000;30.000;1.234,56\n01.09.2026;claude-sonnet-4-5;900;100;0,40\n";

    private readonly TestPlace _place = new();
    private readonly MappingBook _book;

    public MapPageTests()
    {
        _book = new MappingBook(_place.Database, _place.Company, _place.Imports);
        Services.AddSingleton(_book).AddSingleton(_place.Company).AddSingleton(_place.Imports).AddSingleton<IBackgroundJobClient>(new BackgroundJobClient(new InMemoryStorage())).AddSingleton<ImportQueue>();
    }

    private async Task<IRenderedComponent<MapPage>> PageAsync(string content, string name = "acme-bill-2026-09.csv")
    {
        var id = await _place.Imports.EnqueueAsync(new ImportRequest(_place.Write(name, content), name, OwnsPath: true), CancellationToken.None);
        await Assert.ThrowsAsync<ImportFailedException>(() => _place.Imports.RunAsync(id, CancellationToken.None));
        return Page(id);
    }

    private IRenderedComponent<MapPage> Page(long id) => Render<MapPage>(parameters => parameters.AddCascadingValue(ViewState.Default).Add(page => page.Import, id));

    private static void Shows(IRenderedComponent<MapPage> page, string text) =>
        page.WaitForAssertion(() => Assert.Contains(text, page.Find("[data-testid=preview]").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(20));

    [Fact]
    public async Task Proposal_is_chosen_with_its_reason_and_its_totals_are_shown()
    {
        var page = await PageAsync(Bill);
        page.WaitForElement("[data-testid=fields]", TimeSpan.FromSeconds(20));
        Assert.Equal("Betrag (EUR)", page.Find("[data-testid=column-Billed]").GetAttribute("value"));
        Assert.Equal("anthropic", page.Find("[data-testid=value-Issuer]").GetAttribute("value"));
        Assert.Contains("such as 1.234,56", page.Find("[data-testid=fields]").TextContent, StringComparison.Ordinal);
        Assert.Equal("acme-bill", page.Find("[data-testid=name]").GetAttribute("value"));
        Shows(page, "€1,234.96");
        Shows(page, "2 of 2");
    }

    [Fact]
    public async Task Every_change_is_tried_at_once()
    {
        var page = await PageAsync(Bill);
        Shows(page, "€1,234.96");
        await page.Find("[data-testid=numbers]").ChangeAsync("Point");
        Shows(page, "0 of 2");
        Shows(page, "1.234,56");
        await page.Find("[data-testid=column-Billed]").ChangeAsync("");
        page.WaitForAssertion(() => Assert.Equal("Choose the column with the billed amount.", page.Find("[data-testid=missing]").TextContent), TimeSpan.FromSeconds(20));
        Assert.True(page.Find("[data-testid=save]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Saving_leads_back_to_the_imports_with_the_file_queued()
    {
        var page = await PageAsync(Bill);
        Shows(page, "€1,234.96");
        await page.Find("[data-testid=save]").ClickAsync();
        page.WaitForAssertion(() => Assert.EndsWith("/imports", Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>().Uri, StringComparison.Ordinal), TimeSpan.FromSeconds(20));
        Assert.NotNull(_place.Company.Rules.Formats.Find("acme-bill"));
        Assert.Equal("acme-bill", (await _place.Imports.ListAsync(Viewer.Everything, CancellationToken.None))[0].Format);
    }

    [Fact]
    public async Task Short_name_that_is_taken_is_said_and_nothing_is_saved()
    {
        var page = await PageAsync(Bill);
        Shows(page, "€1,234.96");
        await page.Find("[data-testid=name]").ChangeAsync("focus");
        page.WaitForAssertion(() => Assert.False(page.Find("[data-testid=save]").HasAttribute("disabled")), TimeSpan.FromSeconds(20));
        await page.Find("[data-testid=save]").ClickAsync();
        page.WaitForAssertion(() => Assert.Contains("focus", page.Find("[data-testid=fault]").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Cells_with_markup_stay_text()
    {
        var page = await PageAsync("Day,Model,Tokens In,Tokens Out\n2026-09-01,<img src=x onerror=alert(1)>,1,1\n");
        page.WaitForElement("[data-testid=fields]", TimeSpan.FromSeconds(20));
        Assert.Empty(page.FindAll("img"));
    }

    [Fact]
    public async Task File_without_columns_says_so()
    {
        var page = await PageAsync("hello\nworld\n", "note.txt");
        page.WaitForAssertion(() => Assert.Contains("no columns", page.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void File_that_is_gone_says_so()
    {
        var page = Page(4711);
        page.WaitForAssertion(() => Assert.Contains("no longer there", page.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task List_names_the_waiting_files_and_the_profiles_and_offers_no_deletion_of_shipped_ones()
    {
        var map = await PageAsync(Bill);
        Shows(map, "€1,234.96");
        var list = Render<MappingPage>(parameters => parameters.AddCascadingValue(ViewState.Default));
        list.WaitForElement("[data-testid=waiting]", TimeSpan.FromSeconds(20));
        Assert.StartsWith("imports/map/", list.Find("[data-testid=waiting]").GetAttribute("href"), StringComparison.Ordinal);
        Assert.Contains("unconfirmed", list.Find("[data-testid=profile]").TextContent, StringComparison.Ordinal);
        Assert.Empty(list.FindAll("[data-testid=profile] button"));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing) _place.Dispose();
    }
}

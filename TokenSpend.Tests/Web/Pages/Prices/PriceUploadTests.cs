using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using TokenSpend.Core.Operations;
using TokenSpend.Tests.Operations;
using TokenSpend.Web.Components.Pages.Prices;
using TokenSpend.Web.Navigation;

namespace TokenSpend.Tests.Web.Pages.Prices;

public sealed class PriceUploadTests : PageContext
{
    private const string Header = "provider,model,currency,per_tokens,input,output,source,checked\n";

    private readonly TestPlace _place = new();

    private IRenderedComponent<PriceUploadPage> Page()
    {
        Services.AddSingleton(new PriceBookFiles(_place.Company, _place.Clock));
        Services.AddSingleton(new ReRating(_place.Database, _place.Company));
        return Render<PriceUploadPage>(page => page.AddCascadingValue(ViewState.Default));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing) _place.Dispose();
    }

    [Fact]
    public async Task A_book_is_previewed_and_taken_over_when_it_is_saved()
    {
        await _place.ImportAsync(_place.Write("a.ndjson", LogLines.Line("r1", new DateTime(2026, 10, 5, 12, 0, 0, DateTimeKind.Utc), "openai", "gpt-5", 1_000_000, 0, 0)));
        var page = Page();
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(Header + "openai,gpt-5,USD,1000000,1,5,offer,2026-10-01\n", "offer.csv"));
        page.WaitForElement("[data-testid=preview-result]");
        Assert.Contains("offer.csv would record 1 new lines in the book “Contract”.", page.Find(".notice").TextContent, StringComparison.Ordinal);
        Assert.Contains("1 records", page.Find("h2").TextContent, StringComparison.Ordinal);
        Assert.False(File.Exists(_place.Company.BookPath("contract")));
        await page.Find("[data-testid=save]").ClickAsync();
        page.WaitForAssertion(() => Assert.EndsWith("/prices", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
        Assert.Single(new PriceBookFiles(_place.Company, _place.Clock).Read("contract").Rows);
    }

    [Fact]
    public void A_wrong_book_is_refused_by_line_and_column_and_nothing_is_written()
    {
        var page = Page();
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(Header + "openai,gpt-5,USD,1000000,1.2.3,5,offer,2026-10-01\nopenai,gpt-4o,dollar,1000000,1,5,offer,2026-10-01\n", "offer<b>.csv"));
        page.WaitForElement("[data-testid=problems]");
        Assert.Equal(["2 | input | 1.2.3", "3 | currency | dollar"], page.FindAll("tbody tr").Select(row => string.Join(" | ", row.Children.Take(3).Select(cell => cell.TextContent))));
        Assert.Contains("offer<b>.csv was refused, 2 mistakes were found. The old book stays in force.", page.Find(".notice.failed").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-testid=save]"));
        Assert.False(File.Exists(_place.Company.BookPath("contract")));
    }
}

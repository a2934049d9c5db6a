using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Pricing;
using TokenSpend.Core.Usage;
using TokenSpend.Tests.Operations;
using TokenSpend.Web.Components.Pages.Prices;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Tests.Web.Pages.Prices;

public sealed class PriceEntryTests : PageContext
{
    private static readonly DateOnly Today = new(2026, 11, 24);
    private static readonly DateTime October = new(2026, 10, 6, 12, 0, 0, DateTimeKind.Utc);
    private static readonly DataStatus Status = new(false, null, Today, "Etc/UTC", null, ["USD"]);
    private static readonly string[] Directory = ["kind,name,department,application,function,valid_from,valid_to", "key,key-1,Sales,,,,", "key,key-2,Legal,,,,"];

    private readonly TestPlace _place = new();

    private IRenderedComponent<PriceEntryPage> Page(string query = "")
    {
        Services.AddSingleton(new PriceReports(_place.Company, _place.Spend));
        Services.AddSingleton(new PriceBookFiles(_place.Company, _place.Clock));
        Services.AddSingleton(new ReRating(_place.Database, _place.Company));
        Services.GetRequiredService<NavigationManager>().NavigateTo("prices/new" + query);
        return Render<PriceEntryPage>(page => page.AddCascadingValue(Status).AddCascadingValue(ViewState.Default));
    }

    private async Task ImportAsync(params string[] models)
    {
        File.WriteAllLines(Path.Combine(_place.Company.RulesFolder, "directory.csv"), Directory);
        await _place.ImportAsync(_place.Write("a.ndjson", string.Join('\n', models.Select((model, at) => LogLines.Line($"r{at}", October.AddDays(at), "openai", model, 1_000_000 * (at + 1), 0, 0, $"key-{at % 2 + 1}")))));
    }

    private static async Task PreviewAsync(IRenderedComponent<PriceEntryPage> page, string input)
    {
        await page.Find("[data-testid=from]").ChangeAsync("2026-10-01");
        await page.Find("[data-testid=price-input]").ChangeAsync(input);
        await page.Find("[data-testid=source]").ChangeAsync("contract 17");
        await page.Find("form").SubmitAsync();
    }

    private static string Row(AngleSharp.Dom.IElement row) => string.Join(" | ", row.Children.Select(cell => (cell.QuerySelector(".figure") ?? cell.FirstChild!).TextContent.Trim().Replace('\u00A0', ' ')));

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing) _place.Dispose();
    }

    [Fact]
    public async Task A_price_is_previewed_by_department_and_written_only_when_it_is_saved()
    {
        await ImportAsync("gpt-5", "gpt-5");
        var page = Page("?of=OpenAI&name=gpt-5-2025-08-07");
        await PreviewAsync(page, "1");
        page.WaitForElement("[data-testid=preview-result]");
        Assert.Equal("2 records from 6–7 Oct 2026 would have another metered cost", page.Find("h2").TextContent.Replace('\u00A0', ' ').Replace("\u2060", "", StringComparison.Ordinal));
        Assert.Equal(["Legal | USD | 1 | 2.50 | 2.00 | −20.0 %", "Sales | USD | 1 | 1.25 | 1.00 | −20.0 %"], page.FindAll("[data-testid=preview-row]").Select(Row));
        Assert.Equal("Total | USD | 2 | 3.75 | 3.00 | −20.0 %", Row(page.Find("tfoot tr")));
        Assert.False(File.Exists(_place.Company.BookPath("contract")));
        await page.Find("[data-testid=save]").ClickAsync();
        var row = new PriceBookFiles(_place.Company, _place.Clock).Read("contract").Rows.Single();
        Assert.Equal(("openai", "gpt-5", "openai", 1 * Nano.PerUnit, "contract 17"), (row.Provider, row.Model, row.Publisher, row.NanosPerMillion[0], row.Source));
        Assert.EndsWith("/prices/openai/gpt-5", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_unpriced_is_unknown_before_and_known_after()
    {
        await ImportAsync("gpt-6-secret");
        var page = Page("?of=openai&name=gpt-6-secret&like=openai/gpt-5");
        Assert.Equal("10", page.Find("[data-testid=price-output]").GetAttribute("value"));
        await PreviewAsync(page, "2");
        page.WaitForElement("[data-testid=preview-result]");
        Assert.Equal("Sales | USD | 1 | unknown | 2.00 | –", Row(page.Find("[data-testid=preview-row]")));
    }

    [Fact]
    public async Task Changing_the_entry_keeps_what_was_typed()
    {
        var page = Page("?of=openai&name=gpt-5");
        await PreviewAsync(page, "7");
        page.WaitForElement("[data-testid=preview-result]");
        Assert.Equal("No stored usage changes its cost; the price counts for what comes", page.Find("h2").TextContent);
        await page.Find("[data-testid=change]").ClickAsync();
        Assert.Equal("7", page.Find("[data-testid=price-input]").GetAttribute("value"));
    }

    [Fact]
    public void What_is_wrong_is_told_at_its_field_with_what_to_do()
    {
        var draft = PriceDraft.New(Today, null, " ", null);
        (draft.Provider, draft.Currency, draft.ContextOver, draft.Last) = ("openai", "US", "many", Today.AddDays(-1));
        draft.Prices[(int)TokenKind.Output] = "1,5";
        draft.Prices[(int)TokenKind.InputAudio] = "-1";
        var (row, problems) = draft.Read((_, _) => throw new InvalidOperationException("Nothing to name yet."), Today);
        Assert.Null(row);
        Assert.Equal(["model required", "source required", "currency currency", "context_over tokens", "to days", "output price", "inputAudio price"], problems.Select(problem => $"{problem.Field} {problem.Code}"));
        In(Writing.Chinese);
        var form = Render<PriceForm>(part => part.Add(form => form.Draft, draft).Add(form => form.Models, []).Add(form => form.Problems, problems).Add(form => form.Back, "prices"));
        Assert.Equal(7, form.FindAll(".error").Count);
        Assert.Equal(7, form.FindAll("[aria-invalid=true]").Count);
        Assert.True(form.Find("details").HasAttribute("open"));
        Assert.Contains("应为三个字母的币种代码", form.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_price_needs_a_figure_and_its_last_day_is_inside()
    {
        var draft = PriceDraft.New(Today, "openai", "gpt-5", null);
        (draft.Source, draft.Last, draft.Payer, draft.Region) = ("offer", Today, "openai / org-1", " EU ");
        Assert.Equal(["no-price"], draft.Read(Named, Today).Problems.Select(problem => problem.Code));
        draft.Prices[0] = "0";
        var row = draft.Read(Named, Today).Row!;
        Assert.Equal((Today, Today.AddDays(1), "openai / org-1", "eu", 0L), (row.From!.Value, row.To!.Value, row.On.Payer, row.On.Region, row.NanosPerMillion[0]!.Value));

        static KnownModel Named(string provider, string model) => new(provider, model, null, false);
    }

    [Fact]
    public async Task A_price_for_long_prompts_alone_asks_for_the_others_first()
    {
        var page = Page("?of=openai&name=gpt-5");
        await page.Find("[data-testid=context]").ChangeAsync("200,000");
        await PreviewAsync(page, "1");
        Assert.StartsWith("The contract has no price for shorter prompts", page.Find(".error").TextContent, StringComparison.Ordinal);
        Assert.Equal("true", page.Find("[data-testid=context]").GetAttribute("aria-invalid"));
    }
}

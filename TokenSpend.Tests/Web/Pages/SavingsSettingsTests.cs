using Bunit;
using Microsoft.Extensions.DependencyInjection;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Savings;
using TokenSpend.Tests.Operations;
using TokenSpend.Web.Components.Pages.Savings;
using TokenSpend.Web.Navigation;

namespace TokenSpend.Tests.Web.Pages;

public sealed class SavingsSettingsTests : PageContext
{
    private readonly TestPlace _place = new();

    private IRenderedComponent<SavingsSettingsPage> Page()
    {
        Services.AddSingleton(_place.Savings);
        var page = Render<SavingsSettingsPage>(parameters => parameters.AddCascadingValue(ViewState.Default));
        page.WaitForState(() => page.Find("[data-testid=SmallPrompt]").GetAttribute("value") == "4000");
        return page;
    }

    private Task<SavingsSettings> SettingsAsync() => _place.Savings.SettingsAsync(Viewer.Everything, CancellationToken.None);

    [Fact]
    public async Task A_threshold_is_kept_and_the_others_stay_as_they_were()
    {
        var page = Page();
        page.Find("[data-testid=SmallPrompt]").Input("2,500");
        await page.Find("form").SubmitAsync();
        page.WaitForElement("[role=status]");
        var settings = await SettingsAsync();
        Assert.Equal((2_500, new SavingsSettings().SmallOutput), (settings.SmallPrompt, settings.SmallOutput));
    }

    [Fact]
    public async Task A_number_out_of_its_bounds_is_told_with_them_and_nothing_is_kept()
    {
        var page = Page();
        page.Find("[data-testid=SmallPrompt]").Input("2500");
        page.Find("[data-testid=OfficeTo]").Input("25");
        await page.Find("form").SubmitAsync();
        Assert.Equal("Office hours to, o’clock: enter a whole number from 0 to 24. Nothing was saved.", page.Find("[role=alert]").TextContent);
        Assert.Equal(4_000, (await SettingsAsync()).SmallPrompt);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing) _place.Dispose();
    }
}

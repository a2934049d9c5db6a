using Bunit;
using Microsoft.Extensions.DependencyInjection;
using TokenSpend.Core.Operations;
using TokenSpend.Tests.Operations;
using TokenSpend.Web.Components.Pages.Admin;

namespace TokenSpend.Tests.Web.Pages;

public sealed class KeysPageTests : PageContext
{
    private readonly TestPlace _place = new();
    private readonly ApiKeys _keys;

    public KeysPageTests() => _keys = new ApiKeys(_place.Database, _place.Clock);

    private static readonly DataStatus Status = new(false, null, new DateOnly(2026, 11, 24), "Etc/UTC", null, ["USD"]);

    private IRenderedComponent<KeysPage> Page()
    {
        Services.AddSingleton(_keys);
        var page = Render<KeysPage>(parameters => parameters.AddCascadingValue(Status));
        page.WaitForElement("[data-testid=key-name]");
        return page;
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing) _place.Dispose();
    }

    [Fact]
    public void Without_a_key_it_says_that_gateways_cannot_push() => Assert.Equal("No key yet: gateways cannot push", Page().Find("h1").TextContent);

    [Fact]
    public async Task A_new_key_is_shown_once_and_is_good()
    {
        var page = Page();
        await page.Find("[data-testid=key-name]").ChangeAsync("LiteLLM");
        await page.Find("[data-testid=key-source]").ChangeAsync("gw-east");
        await page.Find("form").SubmitAsync();
        page.WaitForElement("[data-testid=secret]");
        var secret = page.Find("[data-testid=secret]").GetAttribute("value")!;
        var known = await _keys.KnowAsync(secret, CancellationToken.None);
        Assert.Equal(("LiteLLM", "gw-east"), (known!.Name, known.Source));
        Assert.DoesNotContain(secret, string.Concat((await _keys.ListAsync(Viewer.Everything, CancellationToken.None)).Select(key => key.Hash)), StringComparison.Ordinal);
        Assert.DoesNotContain(known.Hash, page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_is_revoked_after_a_question_and_refused_from_then_on()
    {
        var secret = await _keys.AddAsync(Viewer.Everything, "Kong", null, CancellationToken.None);
        var page = Page();
        await page.Find("[data-testid=key] button").ClickAsync();
        await page.Find("[data-testid=key] button.danger").ClickAsync();
        page.WaitForAssertion(() => Assert.Contains("Revoked", page.Find("[data-testid=key]").TextContent, StringComparison.Ordinal));
        Assert.Null(await _keys.KnowAsync(secret, CancellationToken.None));
    }
}

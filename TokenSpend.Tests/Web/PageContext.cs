using System.Globalization;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using MudBlazor.Services;
using TokenSpend.Web.Resources;
using TokenSpend.Web.Text;

namespace TokenSpend.Tests.Web;

/// <summary>Renders parts of pages in one language; scripts are not run.</summary>
public abstract class PageContext : BunitContext, IAsyncLifetime
{
    protected PageContext()
    {
        Services.AddLogging();
        Services.AddLocalization();
        Services.AddMudServices();
        Services.AddScoped<Writing>();
        JSInterop.Mode = JSRuntimeMode.Loose;
        JSInterop.SetupModule("./js/chart.js").Mode = JSRuntimeMode.Loose;
        In(Writing.English);
    }

    /// <summary>Sets the reader's language; before the first rendering.</summary>
    protected static void In(string culture) =>
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (CultureInfo.GetCultureInfo(culture), CultureInfo.GetCultureInfo(culture));

    protected Writing Written => Services.GetRequiredService<Writing>();

    protected IStringLocalizer<Texts> Text => Services.GetRequiredService<IStringLocalizer<Texts>>();

    public Task InitializeAsync() => Task.CompletedTask;

    // MudBlazor has services that can only be disposed asynchronously.
    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();
}

using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using MudBlazor.Services;
using TokenSpend.Web.Components;
using TokenSpend.Web.Components.Charts;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Web;

/// <summary>The pages: services and routes.</summary>
public static class WebApp
{
    private static readonly string[] Cultures = [Writing.English, Writing.Chinese];

    public static void AddPages(WebApplicationBuilder builder)
    {
        // Also outside of Development: without this the framework's own scripts are missing when the site runs from its build output.
        builder.WebHost.UseStaticWebAssets();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddMudServices();
        builder.Services.AddLocalization();
        builder.Services.AddScoped<Writing>();
        builder.Services.AddScoped<ColourBook>();
        builder.Services.Configure<RequestLocalizationOptions>(options => options
            .SetDefaultCulture(Writing.English)
            .AddSupportedCultures(Cultures)
            .AddSupportedUICultures(Cultures));
    }

    public static void MapPages(WebApplication app)
    {
        app.UseRequestLocalization();
        // An API answers a missing thing in its own words, not with a page.
        app.UseWhen(context => !context.Request.Path.StartsWithSegments("/api"), pages =>
            pages.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true));
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapGet(Links.SetCulture, SetCulture);
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    }

    private static IResult SetCulture(HttpContext context, [FromQuery] string? to, [FromQuery] string? back)
    {
        if (Cultures.Contains(to, StringComparer.Ordinal))
        {
            var cookie = CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(to!));
            context.Response.Cookies.Append(CookieRequestCultureProvider.DefaultCookieName, cookie, new CookieOptions
            {
                MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, IsEssential = true,
            });
        }
        // Only ways within the site: an address that names a host would send the reader elsewhere.
        var local = "~/" + (back ?? "").TrimStart('.', '/', '\\');
        return Results.LocalRedirect(local);
    }
}

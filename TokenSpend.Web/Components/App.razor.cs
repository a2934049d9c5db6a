using Microsoft.AspNetCore.Components;

namespace TokenSpend.Web.Components;

/// <summary>The document around the pages. Theme and folded navigation come from cookies, so that the first paint is right already.</summary>
public sealed partial class App
{
    [CascadingParameter] private HttpContext? Context { get; set; }

    private string Theme => Cookie("theme") is "light" or "dark" ? Cookie("theme")! : "system";

    private string Navigation => Cookie("nav") == "folded" ? "folded" : "open";

    private string Base => Context?.Request.PathBase.Value + "/";

    private string? Cookie(string name) => Context?.Request.Cookies[name];
}

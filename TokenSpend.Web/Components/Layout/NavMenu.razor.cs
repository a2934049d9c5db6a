using Microsoft.AspNetCore.Components;
using MudBlazor;
using TokenSpend.Web.Navigation;

namespace TokenSpend.Web.Components.Layout;

/// <summary>Navigation in groups; a group is here when it has a page.</summary>
public sealed partial class NavMenu
{
    [Parameter, EditorRequired] public required ViewState View { get; set; }

    /// <summary>Of the page shown, relative to the base.</summary>
    [Parameter, EditorRequired] public required string Path { get; set; }

    private sealed record Item(string Path, string Link, string Name, string Icon);

    private sealed record Group(string Name, IReadOnlyList<Item> Items);

    /// <summary>A page below another belongs to it.</summary>
    private bool IsCurrent(Item item) => Path == item.Path || (item.Path.Length > 0 && Path.StartsWith(item.Path + "/", StringComparison.Ordinal));

    private IReadOnlyList<Group> Groups =>
    [
        new(Text["Nav.Spend"],
        [
            new("", Links.Overview(View), Text["Nav.Overview"], Icons.Material.Outlined.SpaceDashboard),
            new("explore", Links.Explore(View), Text["Nav.Explore"], Icons.Material.Outlined.QueryStats),
        ]),
        new(Text["Nav.Control"],
        [
            new("budgets", Links.Budgets(View with { By = [] }), Text["Nav.Budgets"], Icons.Material.Outlined.Savings),
            new("alerts", Links.Alerts(View), Text["Nav.Alerts"], Icons.Material.Outlined.Notifications),
        ]),
        new(Text["Nav.Improve"],
        [
            new("savings", Links.Savings(View), Text["Nav.Savings"], Icons.Material.Outlined.Lightbulb),
        ]),
        new(Text["Nav.Data"],
        [
            new("imports", Links.Imports(View), Text["Nav.Imports"], Icons.Material.Outlined.FileUpload),
            new("prices", Links.Prices(View), Text["Nav.Prices"], Icons.Material.Outlined.Sell),
        ]),
        new(Text["Nav.Admin"],
        [
            new("admin/mail", Links.Mail(View), Text["Nav.Mail"], Icons.Material.Outlined.ForwardToInbox),
            new("admin/keys", Links.Keys(View), Text["Nav.Keys"], Icons.Material.Outlined.VpnKey),
        ]),
    ];
}

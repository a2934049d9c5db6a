using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Alerts;
using TokenSpend.Core.Operations;
using TokenSpend.Web.Components.Shared;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Alerts;

/// <summary>The most pressing open alerts, for other pages; nothing where none is open.</summary>
public sealed partial class AlertPanel
{
    private const int Most = 5;

    [Parameter, EditorRequired] public required ViewState View { get; set; }

    [CascadingParameter] public required DataStatus Status { get; set; }

    [Inject] private AlertBook Alerts { get; set; } = null!;

    private IReadOnlyList<AlertLine> _lines = [];
    private int _open;

    protected override Task OnInitializedAsync() => LoadAsync();

    protected override void Follow(Action news) => Alerts.Changed += news;

    protected override void Unfollow(Action news) => Alerts.Changed -= news;

    protected override async Task LoadAsync()
    {
        var open = await Alerts.ListAsync(Viewer.Everything, AlertState.Open, Gone);
        (_open, _lines) = (open.Count, [.. open.Take(Most).Select(alert => AlertLine.Of(alert, View, Status.Zone, Text, Writing))]);
        StateHasChanged();
    }
}

using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Alerts;
using TokenSpend.Core.Operations;
using TokenSpend.Web.Components.Shared;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Layout;

/// <summary>How many alerts are open, on every page.</summary>
public sealed partial class AlertBadge
{
    [Parameter, EditorRequired] public required ViewState View { get; set; }

    [Inject] private AlertBook Alerts { get; set; } = null!;

    private int _open;

    private string Title => _open switch
    {
        0 => Text["Alerts.NoneOpen"],
        1 => Text["Alerts.OneOpen"],
        _ => Text["Alerts.SomeOpen", _open],
    };

    protected override Task OnInitializedAsync() => LoadAsync();

    protected override void Follow(Action news) => Alerts.Changed += news;

    protected override void Unfollow(Action news) => Alerts.Changed -= news;

    protected override async Task LoadAsync()
    {
        _open = (await Alerts.ListAsync(Viewer.Everything, AlertState.Open, Gone)).Count;
        StateHasChanged();
    }
}

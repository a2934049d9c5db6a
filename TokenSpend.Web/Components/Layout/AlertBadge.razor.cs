using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Alerts;
using TokenSpend.Core.Operations;
using TokenSpend.Web.Components.Shared;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Layout;

/// <summary>How many alerts are open, on every page.</summary>
public sealed partial class AlertBadge : IDisposable
{
    [Parameter, EditorRequired] public required ViewState View { get; set; }

    [Inject] private AlertBook Alerts { get; set; } = null!;
    [Inject] private Writing Writing { get; set; } = null!;

    private int _open;
    private Refresher? _refresher;

    private string Title => _open switch
    {
        0 => Text["Alerts.NoneOpen"],
        1 => Text["Alerts.OneOpen"],
        _ => Text["Alerts.SomeOpen", _open],
    };

    protected override async Task OnInitializedAsync()
    {
        _refresher = new Refresher(InvokeAsync, Writing, LoadAsync);
        Alerts.Changed += _refresher.Request;
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        _open = (await Alerts.ListAsync(Viewer.Everything, AlertState.Open, CancellationToken.None)).Count;
        StateHasChanged();
    }

    public void Dispose()
    {
        if (_refresher is null) return;
        Alerts.Changed -= _refresher.Request;
        _refresher.Dispose();
    }
}

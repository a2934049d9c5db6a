using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Alerts;
using TokenSpend.Core.Operations;
using TokenSpend.Web.Components.Shared;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Alerts;

/// <summary>The most pressing open alerts, for other pages; nothing where none is open.</summary>
public sealed partial class AlertPanel : IDisposable
{
    private const int Most = 5;

    [Parameter, EditorRequired] public required ViewState View { get; set; }

    [CascadingParameter] public required DataStatus Status { get; set; }

    [Inject] private AlertBook Alerts { get; set; } = null!;
    [Inject] private Writing Writing { get; set; } = null!;

    private IReadOnlyList<AlertLine> _lines = [];
    private int _open;
    private Refresher? _refresher;

    protected override async Task OnInitializedAsync()
    {
        _refresher = new Refresher(InvokeAsync, Writing, LoadAsync);
        Alerts.Changed += _refresher.Request;
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var open = await Alerts.ListAsync(Viewer.Everything, AlertState.Open, CancellationToken.None);
        (_open, _lines) = (open.Count, [.. open.Take(Most).Select(alert => AlertLine.Of(alert, View, Status.Zone, Text, Writing))]);
        StateHasChanged();
    }

    public void Dispose()
    {
        if (_refresher is null) return;
        Alerts.Changed -= _refresher.Request;
        _refresher.Dispose();
    }
}

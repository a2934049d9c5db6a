using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Alerts;
using TokenSpend.Core.Operations;
using TokenSpend.Web.Components.Shared;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Alerts;

/// <summary>What needs attention now, what somebody has seen, and what is over.</summary>
public sealed partial class AlertsPage : IDisposable
{
    /// <summary>Null: the open ones.</summary>
    [Parameter] public string? Tab { get; set; }

    [CascadingParameter] public required ViewState View { get; set; }
    [CascadingParameter] public required DataStatus Status { get; set; }

    [Inject] private AlertBook Alerts { get; set; } = null!;
    [Inject] private Writing Writing { get; set; } = null!;

    private readonly CancellationTokenSource _gone = new();
    private IReadOnlyList<Alert>? _shown;
    private Refresher? _refresher;

    private AlertState State => Tab switch { "acknowledged" => AlertState.Acknowledged, "resolved" => AlertState.Resolved, _ => AlertState.Open };

    protected override void OnInitialized()
    {
        _refresher = new Refresher(InvokeAsync, Writing, LoadAsync);
        Alerts.Changed += _refresher.Request;
    }

    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        _shown = await Alerts.ListAsync(Viewer.Everything, State, _gone.Token);
        StateHasChanged();
    }

    private async Task AcknowledgeAsync(long id)
    {
        await Alerts.AcknowledgeAsync(Viewer.Everything, id, _gone.Token);
        await LoadAsync();
    }

    public void Dispose()
    {
        if (_refresher is not null)
        {
            Alerts.Changed -= _refresher.Request;
            _refresher.Dispose();
        }
        _gone.Cancel();
        _gone.Dispose();
    }
}

using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Alerts;
using TokenSpend.Core.Operations;
using TokenSpend.Web.Components.Shared;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Alerts;

/// <summary>What needs attention now, what somebody has seen, and what is over.</summary>
public sealed partial class AlertsPage
{
    /// <summary>Null: the open ones.</summary>
    [Parameter] public string? Tab { get; set; }

    [CascadingParameter] public required ViewState View { get; set; }
    [CascadingParameter] public required DataStatus Status { get; set; }

    [Inject] private AlertBook Alerts { get; set; } = null!;

    private IReadOnlyList<Alert>? _shown;

    private AlertState State => Tab switch { "acknowledged" => AlertState.Acknowledged, "resolved" => AlertState.Resolved, _ => AlertState.Open };

    protected override void Follow(Action news) => Alerts.Changed += news;

    protected override void Unfollow(Action news) => Alerts.Changed -= news;

    protected override Task OnParametersSetAsync() => LoadAsync();

    protected override async Task LoadAsync()
    {
        _shown = await Alerts.ListAsync(Viewer.Everything, State, Gone);
        StateHasChanged();
    }

    private async Task AcknowledgeAsync(long id)
    {
        await Alerts.AcknowledgeAsync(Viewer.Everything, id, Gone);
        await LoadAsync();
    }
}

using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Alerts;
using TokenSpend.Core.Operations;
using TokenSpend.Web.Components.Shared;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Alerts;

/// <summary>Why was this alert raised, and who was told?</summary>
public sealed partial class AlertPage : IDisposable
{
    [Parameter] public long Id { get; set; }

    [CascadingParameter] public required ViewState View { get; set; }
    [CascadingParameter] public required DataStatus Status { get; set; }

    [Inject] private AlertBook Alerts { get; set; } = null!;
    [Inject] private Outbox Outbox { get; set; } = null!;
    [Inject] private Webhooks Hooks { get; set; } = null!;
    [Inject] private Writing Writing { get; set; } = null!;

    private readonly CancellationTokenSource _gone = new();
    private Alert? _alert;
    private IReadOnlyList<OutboxMessage> _messages = [];
    private IReadOnlyList<Webhook> _hooks = [];
    private bool _missing;
    private Refresher? _refresher;

    protected override void OnInitialized()
    {
        _refresher = new Refresher(InvokeAsync, Writing, LoadAsync);
        Alerts.Changed += _refresher.Request;
        Outbox.Changed += _refresher.Request;
    }

    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var alert = await Alerts.GetAsync(Viewer.Everything, Id, _gone.Token);
        _messages = alert is null ? [] : await Alerts.ListMessagesAsync(Viewer.Everything, Id, _gone.Token);
        if (_messages.Any(message => message.WebhookId is not null)) _hooks = await Hooks.ListAsync(Viewer.Everything, _gone.Token);
        (_alert, _missing) = (alert, alert is null);
        StateHasChanged();
    }

    private async Task AcknowledgeAsync()
    {
        await Alerts.AcknowledgeAsync(Viewer.Everything, Id, _gone.Token);
        await LoadAsync();
    }

    public void Dispose()
    {
        if (_refresher is not null)
        {
            Alerts.Changed -= _refresher.Request;
            Outbox.Changed -= _refresher.Request;
            _refresher.Dispose();
        }
        _gone.Cancel();
        _gone.Dispose();
    }
}

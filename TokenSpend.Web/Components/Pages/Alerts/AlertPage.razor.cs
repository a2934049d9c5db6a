using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Alerts;
using TokenSpend.Core.Operations;
using TokenSpend.Web.Components.Shared;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Alerts;

/// <summary>Why was this alert raised, and who was told?</summary>
public sealed partial class AlertPage
{
    [Parameter] public long Id { get; set; }

    [CascadingParameter] public required ViewState View { get; set; }
    [CascadingParameter] public required DataStatus Status { get; set; }

    [Inject] private AlertBook Alerts { get; set; } = null!;
    [Inject] private Outbox Outbox { get; set; } = null!;
    [Inject] private Webhooks Hooks { get; set; } = null!;

    private Alert? _alert;
    private IReadOnlyList<OutboxMessage> _messages = [];
    private IReadOnlyList<Webhook> _hooks = [];
    private bool _missing;

    protected override void Follow(Action news)
    {
        Alerts.Changed += news;
        Outbox.Changed += news;
    }

    protected override void Unfollow(Action news)
    {
        Alerts.Changed -= news;
        Outbox.Changed -= news;
    }

    protected override Task OnParametersSetAsync() => LoadAsync();

    protected override async Task LoadAsync()
    {
        var alert = await Alerts.GetAsync(Viewer.Everything, Id, Gone);
        _messages = alert is null ? [] : await Alerts.ListMessagesAsync(Viewer.Everything, Id, Gone);
        if (_messages.Any(message => message.WebhookId is not null)) _hooks = await Hooks.ListAsync(Viewer.Everything, Gone);
        (_alert, _missing) = (alert, alert is null);
        StateHasChanged();
    }

    private async Task AcknowledgeAsync()
    {
        await Alerts.AcknowledgeAsync(Viewer.Everything, Id, Gone);
        await LoadAsync();
    }
}

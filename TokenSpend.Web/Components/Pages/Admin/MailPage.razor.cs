using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Alerts;
using TokenSpend.Core.Operations;
using TokenSpend.Web.Components.Shared;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Admin;

/// <summary>How alerts leave the site, and what became of each message.</summary>
public sealed partial class MailPage
{
    [CascadingParameter] public required DataStatus Status { get; set; }

    [Inject] private Outbox Outbox { get; set; } = null!;
    [Inject] private Webhooks Webhooks { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private IReadOnlyList<OutboxMessage>? _messages;
    private IReadOnlyList<OutboxLine> _lines = [];
    private OutboxStatus? _status;
    private string? _failure;

    private string Headline => _status switch
    {
        null => Text["MailPage.Title"],
        { MailsOn: false } => Text["MailPage.Off"],
        { Failed: 0, MayHaveArrived: 0, Waiting: 0 } => Text["MailPage.AllSent"],
        { Failed: 0, MayHaveArrived: 0 } status => Text["MailPage.Waiting", status.Waiting],
        { } status => Text["MailPage.Open", status.Waiting, status.Failed, status.MayHaveArrived],
    };

    protected override Task OnInitializedAsync() => LoadAsync();

    protected override void Follow(Action news) => Outbox.Changed += news;

    protected override void Unfollow(Action news) => Outbox.Changed -= news;

    protected override async Task LoadAsync()
    {
        _status = await Outbox.StatusAsync(Viewer.Everything, Gone);
        var hooks = await Webhooks.ListAsync(Viewer.Everything, Gone);
        _messages = await Outbox.ListAsync(Viewer.Everything, Gone);
        _lines = [.. _messages.Select(message => OutboxLine.Of(message, hooks, Status.Zone, Text, Writing))];
        StateHasChanged();
    }

    private async Task SendAgainAsync(long id)
    {
        _failure = null;
        try
        {
            await Outbox.SendAgainAsync(Viewer.Everything, id, Gone);
        }
        catch (RefusedException)
        {
            _failure = Text["MailPage.Moved"];
        }
        await LoadAsync();
    }
}

using Microsoft.Extensions.Localization;
using TokenSpend.Core.Alerts;
using TokenSpend.Web.Resources;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Admin;

/// <summary>One message, ready to be shown.</summary>
/// <param name="Badge">Class of the state's badge.</param>
/// <param name="Answer">Null: nobody answered yet.</param>
/// <param name="When">When it was sent, or is tried next.</param>
/// <param name="Again">What the button says; null: there is none.</param>
public sealed record OutboxLine(long Id, string Recipient, string State, string Badge, string? Answer, int Attempts, string When, string? Again)
{
    public static OutboxLine Of(OutboxMessage message, IReadOnlyList<Webhook> hooks, string zone, IStringLocalizer<Texts> text, Writing writing) => new(
        message.Id, message.Address ?? hooks.FirstOrDefault(hook => hook.Id == message.WebhookId)?.Name ?? text["Alerts.Webhook", message.WebhookId ?? 0],
        message.State == OutboxState.HandedOver ? text["Outbox.MayHaveArrived"] : text.Of(message.State), BadgeOf(message),
        DeliveryAnswer.Parse(message.Answer) is { } answer ? text.Of(answer) : message.State == OutboxState.HandedOver ? text["Outbox.Interrupted"].Value : null,
        message.Attempts,
        message.State switch
        {
            OutboxState.Sent => writing.Days.Instant(message.SentUtc ?? message.CreatedUtc, zone),
            OutboxState.Waiting => text["Outbox.Next", writing.Days.Instant(message.NextUtc, zone)],
            _ => writing.Days.Instant(message.CreatedUtc, zone),
        },
        message.State switch
        {
            OutboxState.Failed or OutboxState.HandedOver => text["Outbox.SendAgain"].Value,
            OutboxState.Waiting when message.Attempts > 0 => text["Outbox.TryNow"].Value,
            _ => null,
        });

    private static string BadgeOf(OutboxMessage message) => message.State switch
    {
        OutboxState.Sent => "badge good",
        OutboxState.Failed => "badge bad",
        OutboxState.HandedOver => "badge warn",
        OutboxState.Sending => "badge busy",
        _ => message.Answer is null ? "badge" : "badge warn",
    };
}

using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Alerts;
using TokenSpend.Core.Operations;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Alerts;

/// <summary>One alert with its figures as they were when it was raised.</summary>
public sealed partial class AlertView
{
    [Parameter, EditorRequired] public required Alert Of { get; set; }

    /// <summary>Those that tell of it.</summary>
    [Parameter, EditorRequired] public required IReadOnlyList<OutboxMessage> Messages { get; set; }

    /// <summary>Those that there are; a message may tell of one that was deleted.</summary>
    [Parameter, EditorRequired] public required IReadOnlyList<Webhook> Webhooks { get; set; }
    [Parameter, EditorRequired] public required ViewState View { get; set; }

    /// <summary>IANA name, for the times.</summary>
    [Parameter, EditorRequired] public required string Zone { get; set; }
    [Parameter] public EventCallback OnAcknowledge { get; set; }

    [Inject] private Writing Writing { get; set; } = null!;

    private AlertWords _words = null!;

    protected override void OnParametersSet() => _words = AlertWords.Of(Of, Text, Writing);

    private string StateText => Of switch
    {
        { ResolvedUtc: { } resolved } => Text["Alerts.RaisedAndResolved", At(Of.RaisedUtc), At(resolved)],
        { AcknowledgedUtc: { } seen } => Text["Alerts.RaisedAndAcknowledged", At(Of.RaisedUtc), At(seen), Text.OfPerson(Of.AcknowledgedBy ?? Viewer.Everyone)],
        _ => Text["Alerts.RaisedAt", At(Of.RaisedUtc)],
    };

    /// <summary>Where a reader goes next, besides the figures themselves.</summary>
    private (string Name, string Link)? Explanation => Of.Kind switch
    {
        AlertKind.BudgetShare or AlertKind.BudgetRunRate when Of.Snapshot.Number(AlertFigures.Budget) is { } budget && Of.Snapshot.MonthOf() is { } month =>
            (Text["Alerts.ToBudget"], Links.Budget(budget, View.In(month.Days) with { By = [] })),
        AlertKind.LateBill or AlertKind.LateLog => (Text["Alerts.ToImports"], Links.Imports(View)),
        _ => null,
    };

    private string RecipientOf(OutboxMessage message) =>
        message.Address ?? Webhooks.FirstOrDefault(hook => hook.Id == message.WebhookId)?.Name ?? Text["Alerts.Webhook", message.WebhookId ?? 0];

    private string MessageText(OutboxMessage message) => message.SentUtc is { } sent ? Text["Alerts.SentAt", At(sent)] : Text.Of(message.State);

    private string At(DateTime utc) => Writing.Days.Instant(utc, Zone);
}

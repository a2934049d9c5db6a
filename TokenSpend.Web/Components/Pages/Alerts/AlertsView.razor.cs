using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Alerts;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Alerts;

/// <summary>One tab of alerts: the sentence, then the list.</summary>
public sealed partial class AlertsView
{
    private const int Latest = 50;

    [Parameter, EditorRequired] public required IReadOnlyList<Alert> Of { get; set; }
    [Parameter, EditorRequired] public required AlertState State { get; set; }
    [Parameter, EditorRequired] public required ViewState View { get; set; }

    /// <summary>IANA name, for the times.</summary>
    [Parameter, EditorRequired] public required string Zone { get; set; }
    [Parameter] public EventCallback<long> OnAcknowledge { get; set; }

    [Inject] private Writing Writing { get; set; } = null!;

    private IReadOnlyList<AlertLine> _lines = [];
    private bool _all;

    private string Headline => (State, Of.Count) switch
    {
        (AlertState.Open, 0) => Text["Alerts.NoneOpen"],
        (AlertState.Open, 1) => Text["Alerts.OneOpenNews", First],
        (AlertState.Open, _) => Text["Alerts.SomeOpenNews", Of.Count, First],
        (AlertState.Acknowledged, _) => Text["Alerts.CountAcknowledged", Of.Count],
        _ => Text["Alerts.CountResolved", Of.Count],
    };

    private string First => AlertWords.Of(Of[0], Text, Writing).Headline;

    private string Nothing => State switch
    {
        AlertState.Open => Text["Alerts.EmptyOpen"],
        AlertState.Acknowledged => Text["Alerts.EmptyAcknowledged"],
        _ => Text["Alerts.EmptyResolved"],
    };

    protected override void OnParametersSet() => Make();

    private void ShowAll()
    {
        _all = true;
        Make();
    }

    private void Make() => _lines = [.. (_all ? Of : Of.Take(Latest)).Select(alert => AlertLine.Of(alert, View, Zone, Text, Writing))];
}

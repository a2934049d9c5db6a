using Microsoft.Extensions.Localization;
using TokenSpend.Core.Alerts;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Resources;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Alerts;

/// <summary>An alert ready to be shown in a list.</summary>
/// <param name="When">Raised, or since when it is as it is.</param>
public sealed record AlertLine(long Id, AlertSeverity Severity, string Badge, string Kind, string Headline, string First, string When, string Link, bool CanAcknowledge)
{
    public static AlertLine Of(Alert alert, ViewState view, string zone, IStringLocalizer<Texts> text, Writing writing)
    {
        var words = AlertWords.Of(alert, text, writing);
        var severity = AlertSeverities.Of(alert);
        string At(DateTime utc) => writing.Days.Instant(utc, zone);
        return new AlertLine(alert.Id, severity, BadgeOf(severity), text.Of(alert.Kind), words.Headline, words.Lines[0],
            alert switch
            {
                { ResolvedUtc: { } resolved } => text["Alerts.ResolvedAt", At(resolved)],
                { State: AlertState.Acknowledged, AcknowledgedUtc: { } seen } => text["Alerts.AcknowledgedAt", At(seen)],
                _ => text["Alerts.RaisedAt", At(alert.RaisedUtc)],
            },
            Links.Alert(alert.Id, view), alert.State == AlertState.Open);
    }

    public static string BadgeOf(AlertSeverity severity) => severity switch
    {
        AlertSeverity.Serious => "badge bad",
        AlertSeverity.Warning => "badge warn",
        _ => "badge busy",
    };
}

using Microsoft.Extensions.Localization;
using TokenSpend.Core.Alerts;
using TokenSpend.Core.Operations;
using TokenSpend.Web.Resources;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Mail;

/// <summary>The stored alerts in words.</summary>
internal sealed class AlertParts(AlertBook book, IStringLocalizer<Texts> text)
{
    // The recipients were chosen when the alert was raised: whoever is among them sees it.
    public async Task<IReadOnlyList<NoticePart>> ReadAsync(IReadOnlyList<long> ids, string language, CancellationToken cancellation)
    {
        List<Alert> alerts = [];
        foreach (var id in ids)
            if (await book.GetAsync(Viewer.Everything, id, cancellation) is { } alert) alerts.Add(alert);
        return [.. alerts.BySeverity().Select(alert => NoticePart.Of(alert.Id, AlertWords.Of(alert, language, text)))];
    }
}

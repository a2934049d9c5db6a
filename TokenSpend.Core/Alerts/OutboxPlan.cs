namespace TokenSpend.Core.Alerts;

/// <summary>Who is told of the alerts that one evaluation raised: one message to each recipient and each webhook, however many alerts.</summary>
public static class OutboxPlan
{
    /// <param name="raised">Stored already: their ids are known.</param>
    /// <param name="webhooks">Ids of those that are enabled.</param>
    public static IReadOnlyList<OutboxMessage> Of(IReadOnlyCollection<Alert> raised, IEnumerable<long> webhooks, DateTime nowUtc)
    {
        ArgumentNullException.ThrowIfNull(raised);
        ArgumentNullException.ThrowIfNull(webhooks);
        if (raised.Count == 0) return [];
        var ordered = raised.BySeverity().ToList();
        var mails = ordered.SelectMany(alert => alert.Recipients.Select(address => (Address: address.Trim(), alert.Id)))
            .Where(told => told.Address.Length > 0)
            .GroupBy(told => told.Address, told => told.Id, StringComparer.OrdinalIgnoreCase)
            .Select(told => Message([.. told.Distinct()], address: told.Key));
        return [.. mails, .. webhooks.Select(webhook => Message([.. ordered.Select(alert => alert.Id)], webhook: webhook))];

        OutboxMessage Message(IReadOnlyList<long> alerts, string? address = null, long? webhook = null) =>
            new() { Address = address, WebhookId = webhook, AlertIds = alerts, State = OutboxState.Waiting, CreatedUtc = nowUtc, NextUtc = nowUtc };
    }
}

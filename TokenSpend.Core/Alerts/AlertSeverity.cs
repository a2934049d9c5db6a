namespace TokenSpend.Core.Alerts;

/// <summary>How pressing an alert is; the first stands first.</summary>
public enum AlertSeverity
{
    /// <summary>A budget is used up.</summary>
    Serious,
    /// <summary>A budget is about to break, or figures are incomplete.</summary>
    Warning,
    /// <summary>News.</summary>
    Notice,
}

public static class AlertSeverities
{
    public static AlertSeverity Of(Alert alert)
    {
        ArgumentNullException.ThrowIfNull(alert);
        return alert.Kind switch
        {
            AlertKind.BudgetShare when alert.Snapshot.Number(AlertFigures.Threshold) >= 100 => AlertSeverity.Serious,
            AlertKind.NewModel or AlertKind.NewKey => AlertSeverity.Notice,
            _ => AlertSeverity.Warning,
        };
    }

    /// <summary>Most pressing first, then by kind, the newest first.</summary>
    public static IEnumerable<Alert> BySeverity(this IEnumerable<Alert> alerts) =>
        alerts.OrderBy(Of).ThenBy(alert => alert.Kind).ThenByDescending(alert => alert.RaisedUtc).ThenByDescending(alert => alert.Id);
}

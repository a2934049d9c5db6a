namespace TokenSpend.Core.Alerts;

/// <summary>What an evaluation does to an alert.</summary>
public enum AlertMove
{
    /// <summary>New: the only move that sends anything.</summary>
    Raise,
    /// <summary>Its cause came back.</summary>
    Reopen,
    /// <summary>Its cause is gone.</summary>
    Resolve,
}

/// <param name="Alert">As it is from now on; its id is 0 until a raised one is stored.</param>
public sealed record AlertChange(AlertMove Move, Alert Alert);

/// <summary>From the alerts that are and the signals that hold now to what changes. One alert a cause, for good.</summary>
/// <remarks>
/// The same signals again change nothing. A cause that goes and comes back, such as by an undo and the same import again, leaves the alert
/// as it was: open, or acknowledged where somebody has seen it, with the figures that raised it first.
/// </remarks>
public static class AlertTransitions
{
    /// <param name="existing">At least those that are not resolved and those whose causes are among the signals.</param>
    /// <param name="evaluated">Kinds that were looked at: alerts of others are left alone.</param>
    public static IReadOnlyList<AlertChange> Of(IEnumerable<Alert> existing, IEnumerable<AlertSignal> signals, IReadOnlySet<AlertKind> evaluated, DateTime nowUtc)
    {
        ArgumentNullException.ThrowIfNull(existing);
        ArgumentNullException.ThrowIfNull(signals);
        ArgumentNullException.ThrowIfNull(evaluated);
        var alerts = existing.ToDictionary(alert => alert.Cause, StringComparer.Ordinal);
        var now = signals.Where(signal => evaluated.Contains(signal.Kind)).DistinctBy(signal => signal.Cause, StringComparer.Ordinal).ToDictionary(signal => signal.Cause, StringComparer.Ordinal);
        List<AlertChange> changes = [];
        foreach (var signal in now.Values)
        {
            if (!alerts.TryGetValue(signal.Cause, out var alert)) changes.Add(new AlertChange(AlertMove.Raise, Raised(signal, nowUtc)));
            else if (alert.State == AlertState.Resolved)
                changes.Add(new AlertChange(AlertMove.Reopen, alert with { State = alert.AcknowledgedUtc is null ? AlertState.Open : AlertState.Acknowledged, ResolvedUtc = null }));
        }
        foreach (var alert in alerts.Values.Where(alert => alert.State != AlertState.Resolved && evaluated.Contains(alert.Kind) && !now.ContainsKey(alert.Cause)))
            changes.Add(new AlertChange(AlertMove.Resolve, alert with { State = AlertState.Resolved, ResolvedUtc = nowUtc }));
        return changes;
    }

    private static Alert Raised(AlertSignal signal, DateTime nowUtc) => new()
    {
        Cause = signal.Cause, Kind = signal.Kind, State = AlertState.Open, Snapshot = signal.Snapshot, RaisedUtc = nowUtc, Recipients = signal.Recipients,
    };
}

using Microsoft.EntityFrameworkCore;
using TokenSpend.Core.Alerts;
using TokenSpend.Core.Storage;

namespace TokenSpend.Core.Operations;

/// <summary>Looks at everything that can raise an alert, and writes alerts and messages in one transaction: none is lost, none is sent twice.</summary>
public sealed class AlertEvaluation(Database database, AlertBook book, AlertGathering gathering, TimeProvider clock) : IDisposable
{
    // One at a time in this process: figures gathered earlier never overwrite later ones. Across processes the transaction and the unique cause hold.
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Safe at any time and as often as one likes.</summary>
    public async Task EvaluateAsync(CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            var signals = await gathering.SignalsAsync(await KnownAsync(cancellation), cancellation);
            if (await database.EditAsync(db => ApplyAsync(db, signals, cancellation), cancellation)) book.Tell();
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<IReadOnlySet<string>> KnownAsync(CancellationToken cancellation)
    {
        await using var db = database.Edit();
        return await db.Alerts.Select(alert => alert.Cause).ToHashSetAsync(cancellation);
    }

    /// <returns>False: nothing changed.</returns>
    private async Task<bool> ApplyAsync(TokenSpendDb db, IReadOnlyList<AlertSignal> signals, CancellationToken cancellation)
    {
        var causes = signals.Select(signal => signal.Cause).ToList();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var existing = await db.Alerts.AsNoTracking().Where(alert => alert.State != AlertState.Resolved || causes.Contains(alert.Cause)).ToListAsync(cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        var changes = AlertTransitions.Of(existing, signals, AlertGathering.Evaluated, now);
        if (changes.Count == 0) return false;

        foreach (var (move, alert) in changes)
        {
            if (move == AlertMove.Raise) db.Alerts.Add(alert);
            else
                await db.Alerts.Where(stored => stored.Id == alert.Id).ExecuteUpdateAsync(set => set
                    .SetProperty(stored => stored.State, alert.State).SetProperty(stored => stored.ResolvedUtc, alert.ResolvedUtc), cancellation);
        }
        await db.SaveChangesAsync(cancellation);
        var raised = db.ChangeTracker.Entries<Alert>().Select(entry => entry.Entity).ToList();
        var webhooks = await db.Webhooks.Where(webhook => webhook.Enabled).OrderBy(webhook => webhook.Id).Select(webhook => webhook.Id).ToListAsync(cancellation);
        db.Outbox.AddRange(OutboxPlan.Of(raised, webhooks, now));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }

    public void Dispose() => _one.Dispose();
}

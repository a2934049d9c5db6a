using Microsoft.EntityFrameworkCore;
using TokenSpend.Core.Alerts;
using TokenSpend.Core.Spend;
using TokenSpend.Core.Storage;

namespace TokenSpend.Core.Operations;

/// <summary>Looks at everything that can raise an alert, and writes alerts and messages in one transaction: none is lost, none is sent twice.</summary>
public sealed class AlertEvaluation(Database database, SpendReports spend, AlertBook book, AlertGathering gathering, TimeProvider clock) : IDisposable
{
    private const int MostRows = 5;

    // One at a time in this process: figures gathered earlier never overwrite later ones. Across processes the transaction and the unique cause hold.
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Safe at any time and as often as one likes.</summary>
    public async Task EvaluateAsync(CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            var signals = await gathering.SignalsAsync(cancellation);
            var explained = await ExplainAsync(signals, cancellation);
            if (await ApplyAsync(explained, cancellation)) book.Tell();
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Adds what makes up the figure, for signals that no alert stands for yet.</summary>
    private async Task<IReadOnlyList<AlertSignal>> ExplainAsync(IReadOnlyList<AlertSignal> signals, CancellationToken cancellation)
    {
        await using var db = database.Edit();
        var known = await db.Alerts.Select(alert => alert.Cause).ToHashSetAsync(cancellation);
        List<AlertSignal> explained = [];
        foreach (var signal in signals)
            explained.Add(known.Contains(signal.Cause) ? signal : signal with { Snapshot = signal.Snapshot with { Rows = await RowsAsync(signal, cancellation) } });
        return explained;
    }

    private async Task<IReadOnlyList<AlertRow>> RowsAsync(AlertSignal signal, CancellationToken cancellation)
    {
        if (signal.Snapshot.Query is not { } asked) return [];
        var (query, _) = new SpendQueryText(asked.From, asked.To, asked.By, null, asked.Where, null, asked.Currency).Parse(spend.Today);
        if (query is null) return [];
        var rows = (await spend.QueryAsync(Viewer.Everything, query, cancellation)).Rows;
        return signal.Kind switch
        {
            AlertKind.Unpriced => Greatest(rows, figures => figures.UnpricedTokens),
            AlertKind.BudgetShare or AlertKind.BudgetRunRate when asked.Currency is null => Greatest(rows, figures => figures.Tokens.Total),
            _ => [.. rows.OrderByDescending(row => row.Figures.Cost ?? 0).Take(MostRows).Select(row => new AlertRow(row.Keys[0], row.Figures.Cost, row.Currency.Length > 0 ? row.Currency : asked.Currency ?? ""))],
        };
    }

    private static IReadOnlyList<AlertRow> Greatest(IEnumerable<SpendRow> rows, Func<SpendFigures, long> tokens) =>
        [.. rows.GroupBy(row => row.Keys[0]).Select(same => new AlertRow(same.Key, same.Sum(row => tokens(row.Figures)), null))
            .Where(row => row.Amount > 0).OrderByDescending(row => row.Amount).ThenBy(row => row.Name, StringComparer.Ordinal).Take(MostRows)];

    /// <returns>False: nothing changed.</returns>
    private async Task<bool> ApplyAsync(IReadOnlyList<AlertSignal> signals, CancellationToken cancellation)
    {
        var causes = signals.Select(signal => signal.Cause).ToList();
        using var turn = await database.Writer.EnterAsync(cancellation);
        await using var db = database.Edit();
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

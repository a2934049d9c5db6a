using Microsoft.Data.Sqlite;

namespace TokenSpend.Core.Storage;

/// <content>Changes whether a done snapshot replaces what it lacks.</content>
internal sealed partial class Publication
{
    /// <summary>Lets the windows of a done snapshot replace what it lacks, or no longer, and elects anew.</summary>
    /// <param name="job">With its new <see cref="ImportJob.Replace"/> and <see cref="ImportJob.StatedAsOfUtc"/>.</param>
    /// <param name="recount">Called with the outcome and the number of its snapshot lines before the job is saved.</param>
    /// <returns>False: it is not done, or no snapshot; nothing has changed.</returns>
    public bool Restate(SqliteConnection connection, ImportJob job, Action<Outcome, long> recount, CancellationToken cancellation)
    {
        using var turn = database.Writer.Enter(cancellation);
        using var transaction = connection.BeginTransaction(deferred: false);
        if (!SetReplacing(connection, job)) return false;
        var visible = Visible(connection);
        // The election reads from the row what the import states.
        Save(connection, job);
        // A document of few lines says no more how many records a line held: its balance then stays.
        var lines = new LineFates(new Dictionary<int, int>());
        var buckets = new Election(connection, "bucket", visible).Run(job.Id, lines, covered: true);
        var charges = new Election(connection, "charge", visible).Run(job.Id, lines, covered: true);
        new DayRollup(connection, calendar).Recompute(buckets, Hidden(connection, except: 0));
        Touch(connection, buckets.Union(charges));
        var (accepted, duplicates, replaced, older) = lines.Count();
        recount(new Outcome(accepted, duplicates, replaced, older, Missing(connection, job.Id)), accepted + duplicates + replaced + older);
        Save(connection, job);
        transaction.Commit();
        return true;
    }

    private static bool SetReplacing(SqliteConnection connection, ImportJob job)
    {
        using var windows = new RawStatement(connection, $"UPDATE snapshot_window SET replaces = ?2 WHERE import = ?1 AND EXISTS (SELECT 1 FROM import WHERE Id = ?1 AND State = {(int)ImportState.Done})");
        windows.Bind(1, job.Id);
        windows.Bind(2, job.Replace ? 1L : 0L);
        return windows.Execute() > 0;
    }
}

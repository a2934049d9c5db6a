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
        var buckets = new Election(connection, "bucket", visible).Run(job.Id, covered: true);
        var charges = new Election(connection, "charge", visible).Run(job.Id, covered: true);
        new DayRollup(connection, calendar).Recompute(buckets.Days, Hidden(connection, except: 0));
        Touch(connection, buckets.Days.Union(charges.Days));
        recount(new Outcome(
            buckets.Accepted + charges.Accepted, buckets.Duplicates + charges.Duplicates, buckets.Replaced + charges.Replaced,
            buckets.Older + charges.Older, Missing(connection, job.Id)), buckets.Lines + charges.Lines);
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

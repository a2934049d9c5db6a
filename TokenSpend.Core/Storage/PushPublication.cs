using Microsoft.Data.Sqlite;

namespace TokenSpend.Core.Storage;

/// <summary>Gives a batch of pushes to its day's import, inside of the transaction that publishes the batch: docs/decisions/0013-pushes.md.</summary>
internal static class PushPublication
{
    /// <summary>Name of the note of the batch that was published last: its spool files are done with.</summary>
    public const string LastBatch = "push-batch";

    /// <param name="day">The day's import with the figures that it has from now on.</param>
    /// <param name="batch">Name of the batch.</param>
    /// <param name="written">Requests that the batch told of: time and identity.</param>
    /// <param name="text">Its bodies, as they are archived.</param>
    /// <exception cref="InvalidOperationException">The day's import was undone meanwhile: run the batch again.</exception>
    public static void Adopt(SqliteConnection connection, string dataDirectory, ImportJob day, string batch, IReadOnlyCollection<(long AtMs, long Fact)> written, ReadOnlySpan<byte> text)
    {
        using (var now = new RawStatement(connection, $"SELECT 1 FROM import WHERE Id = ?1 AND ArchivedBytes = ?2 AND State IN ({(int)ImportState.Running}, {(int)ImportState.Done})"))
        {
            now.Bind(1, day.Id);
            now.Bind(2, day.ArchivedBytes);
            if (!now.Step()) throw new InvalidOperationException($"Import {day.Id} is not as it was when the batch began.");
        }
        var linesBefore = day.ArchivedLines;
        PushArchive.Append(connection, dataDirectory, day, text);
        // Each by its key: rows have no index by import.
        using (var take = new RawStatement(connection, $"UPDATE usage SET import = ?1, position = position + ?2 WHERE t = ?3 AND f = ?4 AND import = {ImportJob.PushBatchId}"))
        {
            take.Bind(1, day.Id);
            take.Bind(2, linesBefore);
            foreach (var (at, fact) in written)
            {
                take.Bind(3, at);
                take.Bind(4, fact);
                take.Execute();
            }
        }
        foreach (var sql in (ReadOnlySpan<string>)
        [
            $"UPDATE quarantine SET import = ?1, line = line + ?2 WHERE import = {ImportJob.PushBatchId}",
            $"INSERT OR IGNORE INTO overlap SELECT ?1, other FROM overlap WHERE owner = {ImportJob.PushBatchId} AND other <> ?1",
            $"INSERT OR IGNORE INTO overlap SELECT owner, ?1 FROM overlap WHERE other = {ImportJob.PushBatchId} AND owner <> ?1",
            $"DELETE FROM overlap WHERE owner = {ImportJob.PushBatchId} OR other = {ImportJob.PushBatchId}",
            $"DELETE FROM import WHERE Id = {ImportJob.PushBatchId}",
            $"UPDATE import SET ArchivedBytes = ?3, ArchivedLines = ?4, BytesTotal = ?5 WHERE Id = ?1",
        ])
        {
            using var statement = new RawStatement(connection, sql);
            foreach (var (at, value) in new[] { day.Id, linesBefore, day.ArchivedBytes, day.ArchivedLines, day.BytesTotal }.Index())
                if (sql.Contains($"?{at + 1}", StringComparison.Ordinal)) statement.Bind(at + 1, value);
            statement.Execute();
        }
        Publication.Save(connection, day);
        using var note = new RawStatement(connection, "INSERT INTO meta VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value");
        note.Bind(1, LastBatch);
        note.Bind(2, batch);
        note.Execute();
    }

    /// <summary>Keeps what became of pushes whose sender did not wait, and forgets the old.</summary>
    /// <param name="forgotten">Ids below this one.</param>
    public static void Keep(SqliteConnection connection, IEnumerable<(string Id, string Report)> reports, string forgotten)
    {
        using (var insert = new RawStatement(connection, "INSERT OR REPLACE INTO push VALUES (?1, ?2)"))
            foreach (var (id, report) in reports)
            {
                insert.Bind(1, id);
                insert.Bind(2, report);
                insert.Execute();
            }
        using var delete = new RawStatement(connection, "DELETE FROM push WHERE id < ?1");
        delete.Bind(1, forgotten);
        delete.Execute();
    }

    /// <summary>Null: not known, forgotten, or its sender had the answer.</summary>
    public static string? Find(SqliteConnection connection, string id)
    {
        using var find = new RawStatement(connection, "SELECT report FROM push WHERE id = ?1");
        find.Bind(1, id);
        return find.Step() ? find.Text(0) : null;
    }
}

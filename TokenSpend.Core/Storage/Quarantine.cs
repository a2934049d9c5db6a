using Microsoft.Data.Sqlite;
using TokenSpend.Core.Ingestion;

namespace TokenSpend.Core.Storage;

/// <summary>Rejected lines of an import: where and why. The lines themselves are in the archive.</summary>
internal static class Quarantine
{

    public static void Write(Database database, SqliteConnection connection, long import, IReadOnlyCollection<Rejection> rejections, CancellationToken cancellation)
    {
        if (rejections.Count == 0) return;
        using var turn = database.Writer.Enter(cancellation);
        using var transaction = connection.BeginTransaction(deferred: false);
        using (var insert = new RawStatement(connection, "INSERT OR REPLACE INTO quarantine VALUES (?1, ?2, ?3, ?4, ?5)"))
            foreach (var why in rejections)
            {
                insert.Bind(1, import);
                insert.Bind(2, (long)why.Line);
                insert.Bind(3, why.Column);
                insert.Bind(4, why.Found);
                insert.Bind(5, why.Expected);
                insert.Execute();
            }
        transaction.Commit();
    }

    /// <param name="skip">Lines to pass over.</param>
    /// <param name="most">Null: all that follow.</param>
    public static List<Rejection> Read(SqliteConnection connection, long import, int skip = 0, int? most = null)
    {
        List<Rejection> rejections = [];
        using var rows = new RawStatement(connection, "SELECT line, \"column\", found, expected FROM quarantine WHERE import = ?1 ORDER BY line LIMIT ?2 OFFSET ?3");
        rows.Bind(1, import);
        rows.Bind(2, (long)(most ?? -1));
        rows.Bind(3, (long)skip);
        while (rows.Step()) rejections.Add(new Rejection((int)rows.Long(0), rows.Text(1)!, rows.Text(2)!, rows.Text(3)!));
        return rejections;
    }
}

using Microsoft.Data.Sqlite;

namespace TokenSpend.Core.Storage;

/// <summary>Notices that any connection, of this or another process, committed a change: one cheap pragma.</summary>
internal sealed class DataVersion(Database database) : IDisposable
{
    private SqliteConnection? _connection;

    /// <summary>Differs from the last answer when the database was changed in between. One thread at a time.</summary>
    public long Read()
    {
        _connection ??= database.OpenRead();
        return Database.Scalar(_connection, "PRAGMA data_version");
    }

    public void Dispose() => _connection?.Dispose();
}

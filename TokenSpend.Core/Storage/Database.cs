using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace TokenSpend.Core.Storage;

/// <summary>The SQLite file of one data directory: connections, the writer's turn, the schema.</summary>
public sealed class Database : IDisposable
{
    private readonly DbContextOptions<TokenSpendDb> _options;
    private readonly string _connectionString;
    private readonly string _readOnly;

    // Each connection is used by one thread at a time, so SQLite needs no locks of its own around every bind and step,
    // and nobody reads its memory statistics. Both can only be said before the library starts.
    static Database()
    {
        SQLitePCL.Batteries_V2.Init();
        SQLitePCL.raw.sqlite3_shutdown();
        SQLitePCL.raw.sqlite3_config(SQLitePCL.raw.SQLITE_CONFIG_MULTITHREAD);
        SQLitePCL.raw.sqlite3_config(SQLitePCL.raw.SQLITE_CONFIG_MEMSTATUS, 0);
        SQLitePCL.raw.sqlite3_initialize();
    }

    public Database(string dataDirectory)
    {
        DataDirectory = Path.GetFullPath(dataDirectory);
        var file = Path.Combine(DataDirectory, "tokenspend.db");
        _connectionString = new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 60 }.ToString();
        _readOnly = new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 60, Mode = SqliteOpenMode.ReadOnly }.ToString();
        _options = new DbContextOptionsBuilder<TokenSpendDb>().UseSqlite(_connectionString).Options;
    }

    public string DataDirectory { get; }

    /// <summary>The turn of this process's writers. Another process is kept apart by BEGIN IMMEDIATE.</summary>
    public TicketLock Writer { get; } = new();

    /// <summary>Pages that the file may have, as if the disk held no more; null: what the disk holds. For tests; of connections opened from now on.</summary>
    internal long? PageLimit { get; set; }

    public TokenSpendDb Edit() => new(_options);

    /// <summary>The same, but what it commits survives a power cut too: for marks that nothing else could tell again.</summary>
    public TokenSpendDb EditDurably()
    {
        var db = Edit();
        db.Database.OpenConnection();
        // A connection of the pool may have been opened for bulk writing, which syncs at checkpoints only.
        db.Database.ExecuteSqlRaw("PRAGMA synchronous = FULL");
        return db;
    }

    /// <summary>Edits in the turn of this process's writers.</summary>
    public async Task<T> EditAsync<T>(Func<TokenSpendDb, Task<T>> edit, CancellationToken cancellation)
    {
        using var turn = await Writer.EnterAsync(cancellation);
        await using var db = Edit();
        return await edit(db);
    }

    /// <summary>Creates or updates the schema.</summary>
    public void Migrate()
    {
        Directory.CreateDirectory(DataDirectory);
        using var db = Edit();
        db.Database.Migrate();
    }

    public SqliteConnection OpenRead()
    {
        var connection = new SqliteConnection(_readOnly);
        connection.Open();
        Run(connection, "PRAGMA mmap_size = 1073741824; PRAGMA cache_size = -16384;");
        return connection;
    }

    /// <summary>A connection for bulk writing: write-ahead log, syncs at checkpoints, a large cache.</summary>
    public SqliteConnection OpenWrite()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        Run(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 16384; PRAGMA temp_store = MEMORY;");
        if (PageLimit is { } pages) Run(connection, $"PRAGMA max_page_count = {pages}");
        return connection;
    }

    /// <summary>A setting of the organisation; null when it was never set.</summary>
    public string? Setting(string name)
    {
        using var connection = OpenRead();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT value FROM meta WHERE name = $name";
        command.Parameters.AddWithValue("$name", name);
        return (string?)command.ExecuteScalar();
    }

    public void SetSetting(string name, string value)
    {
        using var turn = Writer.Enter(CancellationToken.None);
        using var connection = OpenWrite();
        using var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO meta VALUES ($name, $value) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
        command.Parameters.AddWithValue("$name", name);
        command.Parameters.AddWithValue("$value", value);
        command.ExecuteNonQuery();
    }

    internal static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    internal static long Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() is { } value and not DBNull ? Convert.ToInt64(value, CultureInfo.InvariantCulture) : 0;
    }

    public void Dispose() => SqliteConnection.ClearPool(new SqliteConnection(_connectionString));
}

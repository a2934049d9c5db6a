using Microsoft.Data.Sqlite;
using TokenSpend.Core.Ingestion;

namespace TokenSpend.Core.Storage;

/// <summary>Maps an import's own numbers to stored ids, writing names that are new within the caller's transaction.</summary>
internal sealed class StoredIds(SqliteConnection connection, string table, string column, LocalIds local) : IDisposable
{
    private readonly RawStatement _find = new(connection, $"SELECT id FROM {table} WHERE {column} = ?1");
    private readonly RawStatement _add = new(connection, $"INSERT INTO {table} ({column}) VALUES (?1) RETURNING id");
    private readonly List<int> _stored = [];

    public int this[int number] => _stored[number];

    /// <summary>Stores all names met so far. Call inside of a write transaction.</summary>
    public void Catch()
    {
        for (var number = _stored.Count; number < local.Count; number++)
            _stored.Add(IdOf(local.Key(number)));
    }

    private int IdOf(byte[] key)
    {
        foreach (var statement in new[] { _find, _add })
        {
            statement.Bind(1, key);
            var found = statement.Step();
            var id = found ? (int)statement.Long(0) : 0;
            statement.Reset();
            if (found) return id;
        }
        throw new InvalidOperationException($"Table {table} gave no id.");
    }

    public void Dispose()
    {
        _find.Dispose();
        _add.Dispose();
    }
}

/// <summary>The names of one import: numbered in memory, stored when a transaction first needs them.</summary>
internal sealed class StoredNames(SqliteConnection connection, LocalIds subjects, LocalIds models, LocalIds currencies) : IDisposable
{
    public StoredIds Subjects { get; } = new(connection, "subject", "canonical", subjects);
    public StoredIds Models { get; } = new(connection, "model", "name", models);
    public StoredIds Currencies { get; } = new(connection, "currency", "code", currencies);

    /// <summary>Stores all names met so far. Call inside of a write transaction.</summary>
    public void Catch()
    {
        Subjects.Catch();
        Models.Catch();
        Currencies.Catch();
    }

    public void Dispose()
    {
        Subjects.Dispose();
        Models.Dispose();
        Currencies.Dispose();
    }
}

using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace TokenSpend.Core.Storage;

/// <summary>A prepared statement bound by position without boxing: the importer's inner loop.</summary>
internal sealed class RawStatement : IDisposable
{
    private readonly sqlite3 _db;
    private readonly sqlite3_stmt _statement;

    // Good until Dispose, which whoever holds this calls after the last step: no finalizer comes between.
    private readonly nint _handle;

    // What each parameter holds: a reset keeps it, and most of an importer's columns repeat from row to row.
    private readonly (bool Known, long Value)[] _bound;

    public RawStatement(SqliteConnection connection, string sql)
    {
        _db = connection.Handle!;
        Check(raw.sqlite3_prepare_v3(_db, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
        _handle = _statement.DangerousGetHandle();
        _bound = new (bool, long)[raw.sqlite3_bind_parameter_count(_statement) + 1];
    }

    public void Bind(int at, long value)
    {
        ref var bound = ref _bound[at];
        if (bound.Known && bound.Value == value) return;
        bound = (true, value);
        SqliteNative.Bind(_handle, at, value);
    }

    public void Bind(int at, long? value)
    {
        if (value is { } number)
        {
            Bind(at, number);
            return;
        }
        _bound[at] = default;
        SqliteNative.BindNull(_handle, at);
    }

    public void Bind(int at, string? text)
    {
        _bound[at] = default;
        if (text is null) raw.sqlite3_bind_null(_statement, at);
        else raw.sqlite3_bind_text(_statement, at, text);
    }

    public void Bind(int at, ReadOnlySpan<byte> blob)
    {
        _bound[at] = default;
        raw.sqlite3_bind_blob(_statement, at, blob);
    }

    /// <summary>True while there is a row to read.</summary>
    public bool Step()
    {
        var code = SqliteNative.Step(_handle);
        if (code == raw.SQLITE_ROW) return true;
        if (code != raw.SQLITE_DONE) Check(code);
        return false;
    }

    /// <summary>Runs to the end, resets, and tells how many rows changed.</summary>
    public int Execute()
    {
        try
        {
            while (Step()) { }
            return raw.sqlite3_changes(_db);
        }
        finally
        {
            Reset();
        }
    }

    public void Reset() => raw.sqlite3_reset(_statement);

    public long Long(int column) => SqliteNative.Long(_handle, column);

    public long? NullableLong(int column) => IsNull(column) ? null : Long(column);

    public string? Text(int column) => IsNull(column) ? null : raw.sqlite3_column_text(_statement, column).utf8_to_string();

    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(_statement, column);

    private bool IsNull(int column) => SqliteNative.Type(_handle, column) == raw.SQLITE_NULL;

    public void Dispose() => _statement.Dispose();

    private void Check(int code)
    {
        if (code is raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE) return;
        throw new SqliteException($"SQLite error {code}: {raw.sqlite3_errmsg(_db).utf8_to_string()}", code, raw.sqlite3_extended_errcode(_db));
    }
}

using Microsoft.Data.Sqlite;

namespace TokenSpend.Core.Storage;

/// <summary>How far an import is, in its durable row: pages of other processes see it, and its lines never run ahead of the facts.</summary>
internal sealed class JobProgress(SqliteConnection connection, long import) : IDisposable
{
    private readonly RawStatement _save = new(connection, "UPDATE import SET BytesDone = ?2, LinesDone = ?3 WHERE Id = ?1");
    private (long Bytes, long Lines) _reached;

    /// <param name="bytes">Bytes of the file, as it lies there, that were read: some blocks ahead.</param>
    /// <param name="lines">Lines that will be done with the next transaction.</param>
    public void Reach(long bytes, long lines) => _reached = (bytes, lines);

    /// <summary>Call inside of the transaction that writes the facts.</summary>
    public void Save()
    {
        _save.Bind(1, import);
        _save.Bind(2, _reached.Bytes);
        _save.Bind(3, _reached.Lines);
        _save.Execute();
    }

    public void Dispose() => _save.Dispose();
}

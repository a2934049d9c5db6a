using Microsoft.Data.Sqlite;
using ZstdSharp;

namespace TokenSpend.Core.Storage;

/// <summary>The archived file of a day's pushes: it grows by a Zstandard frame with each batch.</summary>
internal static class PushArchive
{
    private const int Level = 3;

    /// <summary>Appends a frame to the file, on the disk when it returns. It counts once the caller's transaction is committed; until then a reader does not see it.</summary>
    /// <param name="day">Its archived length and lines are moved on.</param>
    public static void Append(SqliteConnection connection, string dataDirectory, ImportJob day, ReadOnlySpan<byte> text)
    {
        var path = Path.Combine(dataDirectory, day.Archive!);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var compressor = new Compressor(Level);
        var frame = compressor.Wrap(text);
        using (var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read))
        {
            // What a killed process wrote behind the part that counts.
            file.SetLength(day.ArchivedBytes);
            file.Position = day.ArchivedBytes;
            file.Write(frame);
            file.Flush(flushToDisk: true);
        }
        using var insert = new RawStatement(connection, "INSERT INTO archive_frame SELECT ?1, COALESCE(MAX(frame), -1) + 1, ?2, ?3 FROM archive_frame WHERE import = ?1");
        insert.Bind(1, day.Id);
        insert.Bind(2, day.ArchivedBytes);
        insert.Bind(3, day.ArchivedLines + 1);
        insert.Execute();
        day.ArchivedBytes += frame.Length;
        day.ArchivedLines += text.Count((byte)'\n');
    }

    /// <summary>The batches that were published, in order.</summary>
    public static IEnumerable<byte[]> Batches(SqliteConnection connection, string dataDirectory, ImportJob day)
    {
        List<long> ends = [];
        using (var rows = new RawStatement(connection, "SELECT position FROM archive_frame WHERE import = ?1 ORDER BY frame"))
        {
            rows.Bind(1, day.Id);
            while (rows.Step()) ends.Add(rows.Long(0));
        }
        ends.Add(day.ArchivedBytes);
        using var file = new FileStream(Path.Combine(dataDirectory, day.Archive!), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var unpack = new Decompressor();
        foreach (var (from, to) in ends.Zip(ends.Skip(1)))
        {
            var frame = new byte[to - from];
            file.Position = from;
            file.ReadExactly(frame);
            yield return unpack.Unwrap(frame).ToArray();
        }
    }
}

using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using ZstdSharp;

namespace TokenSpend.Core.Storage;

/// <summary>Keeps an imported file in Zstandard frames of about 4 MB, so that one line is cheap to find. Any zstd reads the whole.</summary>
public sealed class ArchiveWriter : IDisposable
{
    /// <summary>Fast: a gateway log shrinks about ten times even so.</summary>
    private const int Level = -4;

    private const string Unfinished = ".part";

    private readonly string _path;
    private readonly FileStream _file;
    private readonly Compressor _compressor = new(Level);
    private readonly List<(long Position, int FirstLine)> _frames = [];
    private byte[] _output = [];
    private bool _isFinished;

    public ArchiveWriter(string path)
    {
        _path = path;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        _file = new FileStream(path + Unfinished, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
    }

    public void Add(ReadOnlySpan<byte> frame, int firstLine)
    {
        var bound = Compressor.GetCompressBound(frame.Length);
        if (_output.Length < bound) _output = new byte[bound];
        var length = _compressor.Wrap(frame, _output);
        _frames.Add((_file.Position, firstLine));
        _file.Write(_output, 0, length);
    }

    /// <summary>The file is complete and on the disk; where its frames begin is noted in the caller's transaction.</summary>
    internal void Finish(SqliteConnection connection, long import)
    {
        _file.Flush(flushToDisk: true);
        _file.Dispose();
        File.Move(_path + Unfinished, _path, overwrite: true);
        _isFinished = true;
        using var insert = new RawStatement(connection, "INSERT OR REPLACE INTO archive_frame VALUES (?1, ?2, ?3, ?4)");
        for (var frame = 0; frame < _frames.Count; frame++)
        {
            insert.Bind(1, import);
            insert.Bind(2, (long)frame);
            insert.Bind(3, _frames[frame].Position);
            insert.Bind(4, (long)_frames[frame].FirstLine);
            insert.Execute();
        }
    }

    /// <summary>Takes away an archived file, or what there is of it.</summary>
    internal static void Delete(string path)
    {
        if (!Directory.Exists(Path.GetDirectoryName(path))) return;
        File.Delete(path);
        File.Delete(path + Unfinished);
    }

    /// <summary>Closes it; a file that was not finished is gone.</summary>
    public void Dispose()
    {
        _compressor.Dispose();
        try
        {
            _file.Dispose();
        }
        catch (IOException) when (!_isFinished)
        {
            // What was still in memory finds no room on the disk: it is not wanted any more.
        }
        if (!_isFinished) File.Delete(_path + Unfinished);
    }
}

/// <summary>Reads archived files.</summary>
public static class ArchiveReader
{
    public static Stream Open(string path) => new DecompressionStream(File.OpenRead(path), leaveOpen: false);

    /// <summary>The lines asked for, by number from 1; only the frames that hold them are unpacked.</summary>
    public static Dictionary<int, string> Lines(Database database, ImportJob job, IReadOnlyCollection<int> wanted)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(job);
        ArgumentNullException.ThrowIfNull(wanted);
        var found = new Dictionary<int, string>();
        var frames = Frames(database, job.Id);
        using var file = new FileStream(Path.Combine(database.DataDirectory, job.Archive!), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var unpack = new Decompressor();
        for (var i = 0; i < frames.Count; i++)
        {
            var (position, first) = frames[i];
            var end = i + 1 < frames.Count ? frames[i + 1].Position : job.Pushed ? job.ArchivedBytes : file.Length;
            // A frame starts at a line end or inside of a line: its first line may have begun in the one before.
            var last = i + 1 < frames.Count ? frames[i + 1].FirstLine : int.MaxValue;
            if (!wanted.Any(line => line >= first && line <= last)) continue;
            var packed = new byte[end - position];
            file.Position = position;
            file.ReadExactly(packed);
            var number = first;
            foreach (var line in Encoding.UTF8.GetString(unpack.Unwrap(packed)).Split('\n'))
            {
                if (wanted.Contains(number)) found[number] = found.GetValueOrDefault(number, "") + line.Trim('\r', '\u001e');
                number++;
            }
        }
        return found;
    }

    /// <summary>Where an import's file is kept, relative to the data directory: archive/2026-11/42-october.csv.zst.</summary>
    public static string RelativePath(ImportJob job)
    {
        ArgumentNullException.ThrowIfNull(job);
        var name = string.Concat(job.File.Select(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '_'));
        return Path.Combine("archive", job.CreatedUtc.ToString("yyyy-MM", CultureInfo.InvariantCulture), $"{job.Id}-{name}.zst");
    }

    private static List<(long Position, int FirstLine)> Frames(Database database, long import)
    {
        List<(long, int)> frames = [];
        using var connection = database.OpenRead();
        using var rows = new RawStatement(connection, "SELECT position, first_line FROM archive_frame WHERE import = ?1 ORDER BY frame");
        rows.Bind(1, import);
        while (rows.Step()) frames.Add((rows.Long(0), (int)rows.Long(1)));
        return frames;
    }
}

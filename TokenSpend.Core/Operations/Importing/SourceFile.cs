using TokenSpend.Core.Ingestion;

namespace TokenSpend.Core.Operations.Importing;

/// <summary>A file opened as text, however it is packed: plain, gzip, Zstandard, zip, spreadsheet, Parquet; in any encoding that exports come in.</summary>
/// <remarks>Streams: memory does not grow with the file (Parquet: with its row groups). Told by the first bytes, never by the name.</remarks>
public sealed class SourceFile : IDisposable
{
    private readonly FileStream _file;
    private readonly Stack<IDisposable> _layers = [];

    private SourceFile(string path, string? entry)
    {
        _file = Kept(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16, FileOptions.SequentialScan));
        try
        {
            var content = entry is null ? _file : Kept(Kept(ZipPackage.Read(_file)).GetEntry(entry)?.Open() ?? throw new FormatException($"There is no {entry} in the zip file."));
            (Head, Utf8) = SourceText.Peek(Kept(SourceText.Decode(Unpacked(content))));
        }
        catch (Exception error)
        {
            Dispose();
            if (error is InvalidDataException or ZstdSharp.ZstdException) throw Damaged(error);
            throw;
        }
    }

    /// <summary>The decoded head, for detection.</summary>
    public FileHead Head { get; }

    /// <summary>The content as UTF-8 without byte-order mark.</summary>
    public Stream Utf8 { get; }

    /// <summary>How far the file as it lies there has been read: what progress is measured by.</summary>
    public long BytesRead => _file.Position;

    /// <param name="entry">Name of one file inside of a zip; null: the file itself.</param>
    /// <exception cref="FormatException">It is packed in a way that cannot be read.</exception>
    public static SourceFile Open(string path, string? entry = null) => new(path, entry);

    internal static FormatException Damaged(Exception error) =>
        new($"The packed file is damaged or cut off ({error.Message.TrimEnd('.')}). Export or copy it anew.", error);

    private Stream Unpacked(Stream packed)
    {
        var (content, packing) = Look(packed);
        switch (packing)
        {
            case Packing.None: return content;
            case Packing.Gzip: return Unpacked(Kept(new UnpackedStream(Kept(new GzipContent(content)), _file)));
            case Packing.Zstandard: return Unpacked(Kept(new UnpackedStream(Kept(new ZstdSharp.DecompressionStream(content)), _file)));
            case Packing.Parquet: return ParquetText.Open(Seekable(content));
            case Packing.OldSpreadsheet: throw new FormatException("This is an Excel file of the old kind (.xls). Save it as .xlsx or CSV and import that.");
            default:
                var package = Seekable(content);
                var zip = Kept(ZipPackage.Read(package));
                if (!ZipPackage.IsSpreadsheet(zip)) return Unpacked(Kept(new UnpackedStream(Kept(ZipPackage.Only(zip).Open()), _file)));
                SpreadsheetCheck.Look(package, _file);
                return SpreadsheetText.Open(package);
        }
    }

    private (Stream Content, Packing Packing) Look(Stream packed)
    {
        var head = new byte[PackingInfo.Longest];
        var length = packed.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var packing = PackingInfo.Of(head.AsSpan(0, length));
        if (!packed.CanSeek) return (Kept(new PeekedStream(head.AsMemory(0, length), packed)), packing);
        packed.Position = 0;
        return (packed, packing);
    }

    /// <summary>Zip, spreadsheet and Parquet are read from their end: one that comes out of another package is laid down beside, and gone when closed.</summary>
    private Stream Seekable(Stream content)
    {
        if (content.CanSeek) return content;
        var laid = Kept(new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose));
        content.CopyTo(laid);
        laid.Position = 0;
        return laid;
    }

    private T Kept<T>(T layer) where T : IDisposable
    {
        _layers.Push(layer);
        return layer;
    }

    public void Dispose()
    {
        while (_layers.TryPop(out var layer)) layer.Dispose();
    }
}

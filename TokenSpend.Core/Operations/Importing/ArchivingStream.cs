using System.IO.Hashing;
using TokenSpend.Core.Ingestion;
using TokenSpend.Core.Storage;

namespace TokenSpend.Core.Operations.Importing;

/// <summary>Passes a document's bytes on while it archives and hashes them.</summary>
internal sealed class ArchivingStream(Stream inner, ArchiveWriter? archive, XxHash128 hash) : ForwardStream
{
    private readonly byte[] _frame = new byte[LineBlocks.Size];
    private int _length;
    private int _line = 1;
    private int _frameLine = 1;

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        var bytes = buffer[..read];
        hash.Append(bytes);
        while (!bytes.IsEmpty)
        {
            var part = bytes[..Math.Min(bytes.Length, _frame.Length - _length)];
            part.CopyTo(_frame.AsSpan(_length));
            _length += part.Length;
            _line += part.Count((byte)'\n');
            bytes = bytes[part.Length..];
            if (_length == _frame.Length) Flush();
        }
        return read;
    }

    /// <summary>Archives what is left; call when all was read.</summary>
    public override void Flush()
    {
        if (_length == 0) return;
        archive?.Add(_frame.AsSpan(0, _length), _frameLine);
        (_length, _frameLine) = (0, _line);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}

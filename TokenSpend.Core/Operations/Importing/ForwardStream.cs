using TokenSpend.Core.Ingestion;

namespace TokenSpend.Core.Operations.Importing;

/// <summary>A stream that is read once, from its start to its end.</summary>
internal abstract class ForwardStream : Stream
{
    public abstract override int Read(Span<byte> buffer);

    public sealed override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() { }
    public sealed override bool CanRead => true;
    public sealed override bool CanSeek => false;
    public sealed override bool CanWrite => false;
    public sealed override long Length => throw new NotSupportedException();
    public sealed override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public sealed override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public sealed override void SetLength(long value) => throw new NotSupportedException();
    public sealed override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

/// <summary>A stream whose first bytes were looked at already.</summary>
internal sealed class PeekedStream(ReadOnlyMemory<byte> head, Stream rest) : ForwardStream
{
    private ReadOnlyMemory<byte> _head = head;

    public override int Read(Span<byte> buffer)
    {
        if (_head.IsEmpty) return rest.Read(buffer);
        var length = Math.Min(buffer.Length, _head.Length);
        _head.Span[..length].CopyTo(buffer);
        _head = _head[length..];
        return length;
    }
}

/// <summary>What comes out of a package, as long as it is no bomb.</summary>
/// <param name="packed">The file on the disk, to compare sizes with.</param>
internal sealed class UnpackedStream(Stream content, FileStream packed) : ForwardStream
{
    private long _passed;

    public override int Read(Span<byte> buffer)
    {
        int read;
        try
        {
            read = content.Read(buffer);
        }
        catch (Exception error) when (error is InvalidDataException or ZstdSharp.ZstdException or EndOfStreamException)
        {
            throw SourceFile.Damaged(error);
        }
        _passed += read;
        if (_passed > Limits.UnpackedAnyway && _passed / Limits.MostTimesPacked > packed.Length)
            throw new FormatException($"The file unpacks to more than {Limits.MostTimesPacked} times its size: no export does that. If it is a real one, unpack it and import what it holds.");
        return read;
    }
}

/// <summary>Lines of text that are made while they are read, as UTF-8.</summary>
internal sealed class MadeStream(IEnumerable<string> lines) : ForwardStream
{
    private readonly IEnumerator<string> _lines = lines.GetEnumerator();
    private byte[] _line = [];
    private int _at;

    public override int Read(Span<byte> buffer)
    {
        while (_at == _line.Length)
        {
            if (!_lines.MoveNext()) return 0;
            (_line, _at) = (System.Text.Encoding.UTF8.GetBytes(_lines.Current + "\n"), 0);
        }
        var length = Math.Min(buffer.Length, _line.Length - _at);
        _line.AsSpan(_at, length).CopyTo(buffer);
        _at += length;
        return length;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _lines.Dispose();
        base.Dispose(disposing);
    }
}

using System.IO.Compression;

namespace TokenSpend.Core.Operations.Importing;

/// <summary>What a gzip file holds, and the certainty that it is all there.</summary>
/// <remarks>
/// The framework's stream ends quietly where a file was cut off: lines would be lost without a word. So a member of our own is put
/// behind the file's; only if all before it was whole does it come out at the end.
/// </remarks>
internal sealed class GzipContent(Stream packed) : ForwardStream
{
    private static readonly byte[] Seal = "\u0000whole to the end\u0000"u8.ToArray();
    private static readonly byte[] PackedSeal = Pack(Seal);

    private readonly GZipStream _content = new(new SealedStream(packed, PackedSeal), CompressionMode.Decompress);
    // The last bytes that came out: the seal, once everything has.
    private readonly byte[] _held = new byte[Seal.Length];
    private int _heldLength;
    private byte[] _ahead = [];

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;
        if (_ahead.Length < buffer.Length + Seal.Length) _ahead = new byte[buffer.Length + Seal.Length];
        var ahead = _ahead.AsSpan(0, buffer.Length + Seal.Length);
        _held.AsSpan(0, _heldLength).CopyTo(ahead);
        var length = _heldLength;
        while (length <= Seal.Length)
        {
            var read = _content.Read(ahead[length..]);
            if (read == 0)
            {
                if (!ahead[..length].SequenceEqual(Seal)) throw new InvalidDataException("it ends before its end");
                return 0;
            }
            length += read;
        }
        var given = length - Seal.Length;
        ahead[..given].CopyTo(buffer);
        _heldLength = Seal.Length;
        ahead.Slice(given, Seal.Length).CopyTo(_held);
        return given;
    }

    private static byte[] Pack(byte[] content)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(content);
        return packed.ToArray();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _content.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>A file with something put behind it.</summary>
    private sealed class SealedStream(Stream file, byte[] seal) : ForwardStream
    {
        private int _at;

        public override int Read(Span<byte> buffer)
        {
            var read = file.Read(buffer);
            if (read > 0) return read;
            var length = Math.Min(buffer.Length, seal.Length - _at);
            seal.AsSpan(_at, length).CopyTo(buffer);
            _at += length;
            return length;
        }
    }
}

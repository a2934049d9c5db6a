using System.Buffers.Text;
using System.Globalization;

namespace TokenSpend.Core.Demo;

/// <summary>Puts UTF-8 lines together in one buffer and hands it to a stream when it is full.</summary>
internal sealed class Utf8Lines(Stream target) : IDisposable
{
    private const int Room = 4096;
    private readonly byte[] _bytes = new byte[1 << 20];
    private int _length;

    public Utf8Lines Add(ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(_bytes.AsSpan(_length));
        _length += utf8.Length;
        return this;
    }

    public Utf8Lines Add(long number)
    {
        Utf8Formatter.TryFormat(number, _bytes.AsSpan(_length), out var written);
        _length += written;
        return this;
    }

    /// <summary>Sixteen hexadecimal digits.</summary>
    public Utf8Lines AddHex(ulong id)
    {
        Utf8Formatter.TryFormat(id, _bytes.AsSpan(_length), out var written, new System.Buffers.StandardFormat('x', 16));
        _length += written;
        return this;
    }

    /// <summary>Nano units as a decimal with nine digits behind the point.</summary>
    public Utf8Lines AddNanos(long nanos)
    {
        Add(nanos / 1_000_000_000).Add("."u8);
        Utf8Formatter.TryFormat(nanos % 1_000_000_000, _bytes.AsSpan(_length), out var written, new System.Buffers.StandardFormat('D', 9));
        _length += written;
        return this;
    }

    /// <summary>2026-11-24T09:30:00.123, which both syntaxes of the log take; the zone is the caller's to add.</summary>
    public Utf8Lines AddTime(long ms)
    {
        var at = DateTime.UnixEpoch.AddMilliseconds(ms);
        at.TryFormat(_bytes.AsSpan(_length), out var written, "yyyy-MM-ddTHH:mm:ss.fff", CultureInfo.InvariantCulture);
        _length += written;
        return this;
    }

    /// <summary>Doubles the quotes that were written since <paramref name="mark"/>, as a CSV cell wants them.</summary>
    public Utf8Lines DoubleQuotesSince(int mark)
    {
        var quotes = _bytes.AsSpan(mark, _length - mark).Count((byte)'"');
        var (from, to) = (_length - 1, _length - 1 + quotes);
        for (_length += quotes; from >= mark; from--)
        {
            _bytes[to--] = _bytes[from];
            if (_bytes[from] == (byte)'"') _bytes[to--] = (byte)'"';
        }
        return this;
    }

    /// <summary>Where the next byte goes; good until the end of the line.</summary>
    public int Mark => _length;

    public void EndLine()
    {
        _bytes[_length++] = (byte)'\n';
        if (_length > _bytes.Length - Room) Flush();
    }

    public void Dispose()
    {
        Flush();
        target.Dispose();
    }

    private void Flush()
    {
        target.Write(_bytes, 0, _length);
        _length = 0;
    }
}

using System.Buffers;

namespace TokenSpend.Core.Ingestion;

/// <summary>A piece of a file that ends at a line end (or the end of the file).</summary>
/// <param name="Buffer">Rented; the last reader gives it back.</param>
/// <param name="FirstLine">Number of its first line, from 1.</param>
public readonly record struct LineBlock(byte[] Buffer, int Length, int FirstLine)
{
    public ReadOnlySpan<byte> Bytes => Buffer.AsSpan(0, Length);

    public void Return() => ArrayPool<byte>.Shared.Return(Buffer);
}

/// <summary>Cuts a stream of UTF-8 text into blocks at line ends.</summary>
public static class LineBlocks
{
    /// <summary>Bytes of a block; a longer line makes a longer block.</summary>
    public const int Size = 4 << 20;

    /// <exception cref="FormatException">A line is longer than <see cref="Limits.LongestLine"/>.</exception>
    public static IEnumerable<LineBlock> Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var line = 1;
        var buffer = ArrayPool<byte>.Shared.Rent(Size);
        var length = 0;
        while (true)
        {
            var read = Fill(stream, buffer, length);
            length += read;
            var full = length == buffer.Length;
            if (length == 0) break;
            var cut = full ? buffer.AsSpan(0, length).LastIndexOf((byte)'\n') + 1 : length;
            if (cut == 0)
            {
                if (length >= Limits.LongestLine) throw new FormatException($"Line {line} is longer than {Limits.LongestLine >> 20} MB: this is not a log of one request a line.");
                var longer = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                buffer.AsSpan(0, length).CopyTo(longer);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = longer;
                continue;
            }
            var next = ArrayPool<byte>.Shared.Rent(Size);
            if (next.Length < length - cut)
            {
                ArrayPool<byte>.Shared.Return(next);
                next = ArrayPool<byte>.Shared.Rent(length - cut + Size);
            }
            buffer.AsSpan(cut, length - cut).CopyTo(next);
            var block = new LineBlock(buffer, cut, line);
            line += block.Bytes.Count((byte)'\n');
            (buffer, length) = (next, length - cut);
            yield return block;
            if (!full && length == 0) break;
        }
        ArrayPool<byte>.Shared.Return(buffer);
    }

    /// <summary>Fills the buffer as far as the stream gives; short only at its end.</summary>
    private static int Fill(Stream stream, byte[] buffer, int from) =>
        stream.ReadAtLeast(buffer.AsSpan(from), buffer.Length - from, throwOnEndOfStream: false);
}

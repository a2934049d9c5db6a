using System.Text;
using TokenSpend.Core.Ingestion;

namespace TokenSpend.Core.Operations.Importing;

/// <summary>A file's bytes as UTF-8 without byte-order mark, whatever it was written in.</summary>
public static class SourceText
{
    private const int HeadBytes = 64 << 10;

    static SourceText() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The head of a decoded file, and the whole of it.</summary>
    public static (FileHead Head, Stream Content) Peek(Stream utf8)
    {
        ArgumentNullException.ThrowIfNull(utf8);
        var bytes = new byte[HeadBytes];
        var length = utf8.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return (new FileHead(Encoding.UTF8.GetString(bytes, 0, length)), new PeekedStream(bytes.AsMemory(0, length), utf8));
    }

    /// <summary>The bytes as UTF-8, from after a byte-order mark.</summary>
    public static Stream Decode(Stream content)
    {
        ArgumentNullException.ThrowIfNull(content);
        var head = new byte[HeadBytes];
        var length = content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var (encoding, mark) = Guess(head.AsSpan(0, length), wholeFile: length < head.Length);
        var rest = new PeekedStream(head.AsMemory(mark, length - mark), content);
        return encoding is null ? rest : Encoding.CreateTranscodingStream(rest, encoding, Encoding.UTF8);
    }

    /// <summary>The text of a small file.</summary>
    public static string Decode(ReadOnlySpan<byte> content)
    {
        var (encoding, mark) = Guess(content, wholeFile: true);
        return (encoding ?? Encoding.UTF8).GetString(content[mark..]);
    }

    /// <summary>Strict UTF-8 first: it refuses GB18030's bytes, while GB18030 would take UTF-8 for other characters.</summary>
    /// <returns>Null for UTF-8, and the length of the byte-order mark.</returns>
    private static (Encoding? Encoding, int Mark) Guess(ReadOnlySpan<byte> head, bool wholeFile)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) return (null, 3);
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return (Encoding.Unicode, 2);
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return (Encoding.BigEndianUnicode, 2);
        // The head may end inside of a character.
        var cut = wholeFile ? head.Length : head.Length - 4;
        for (var end = Math.Max(cut, 0); end <= head.Length && end <= cut + 3; end++)
            if (System.Text.Unicode.Utf8.IsValid(head[..end])) return (null, 0);
        return (Encoding.GetEncoding("GB18030"), 0);
    }
}

namespace TokenSpend.Core.Operations.Pushing;

/// <summary>One pushed body as UTF-8, without byte-order mark, at the end of a line.</summary>
/// <remarks>
/// Bodies stand in the archive one after the other, each behind a record separator (as in JSON text sequences, RFC 7464), so that
/// a replay reads each as what it was: equal lines without an id are two requests in one body, and one request told twice in two.
/// </remarks>
internal readonly record struct PushedText
{
    /// <summary>Stands in no JSON text; where a body has it anyway, it becomes a blank.</summary>
    public const byte Separator = 0x1E;

    private readonly ReadOnlyMemory<byte> _framed;

    private PushedText(ReadOnlyMemory<byte> framed) => _framed = framed;

    /// <summary>With the separator before it: a piece of the archive.</summary>
    public ReadOnlySpan<byte> Framed => _framed.Span;

    public int Lines => Framed.Count((byte)'\n');

    public Stream Open() => new MemoryStream(_framed[1..].ToArray(), writable: false);

    public static PushedText Of(ReadOnlySpan<byte> utf8)
    {
        var isWhole = utf8 is [.., (byte)'\n'];
        var framed = new byte[utf8.Length + (isWhole ? 1 : 2)];
        utf8.CopyTo(framed.AsSpan(1));
        framed.AsSpan(1).Replace(Separator, (byte)' ');
        (framed[0], framed[^1]) = (Separator, (byte)'\n');
        return new PushedText(framed);
    }

    /// <summary>The bodies of an archived sequence, in order.</summary>
    public static IEnumerable<PushedText> Split(byte[] sequence)
    {
        for (var at = 0; at < sequence.Length;)
        {
            var length = sequence.AsSpan(at + 1).IndexOf(Separator);
            var end = length < 0 ? sequence.Length : at + 1 + length;
            yield return new PushedText(sequence.AsMemory(at, end - at));
            at = end;
        }
    }
}

using System.Text;
using TokenSpend.Core.Ingestion;

namespace TokenSpend.Core.Operations.Importing;

/// <summary>A line format read as a document: for bodies so small that threads and large buffers would cost more than the reading.</summary>
internal sealed class LinesAsDocument(ILineFormat format) : IDocumentFormat
{
    private readonly UsageLine _line = new();

    public FormatInfo Info => format.Info;

    public Match Detect(FileHead head) => format.Detect(head);

    public IEnumerable<LineOutcome> Read(TextReader content, ReadContext context)
    {
        // In memory: a body is small, and a lone carriage return ends no line of a log.
        var utf8 = Encoding.UTF8.GetBytes(content.ReadToEnd());
        var number = 0;
        for (var at = 0; at < utf8.Length;)
        {
            var length = utf8.AsSpan(at).IndexOf((byte)'\n');
            var next = length < 0 ? utf8.Length : at + length + 1;
            yield return Outcome(utf8.AsSpan(at, (length < 0 ? utf8.Length : next - 1) - at), ++number, context);
            at = next;
        }
    }

    private LineOutcome Outcome(ReadOnlySpan<byte> utf8, int number, ReadContext context)
    {
        if (utf8 is [.., (byte)'\r']) utf8 = utf8[..^1];
        _line.Reset();
        format.Read(utf8, _line, context);
        return _line.ToOutcome(number);
    }
}

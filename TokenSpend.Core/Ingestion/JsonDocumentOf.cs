namespace TokenSpend.Core.Ingestion;

/// <summary>The records of a log in another wrapping: a JSON list, a page of an API's answer, or objects that go over several lines.</summary>
/// <param name="lists">Where a page holds its records, such as "data.items".</param>
public sealed class JsonDocumentOf(ILineFormat lines, string title, string detectedBy, params string[] lists) : IDocumentFormat
{
    public FormatInfo Info { get; } = lines.Info with { Name = lines.Info.Name + "-json", Title = title, DetectedBy = detectedBy };

    /// <summary>The log's properties are there, but not at the top of the first line.</summary>
    public Match Detect(FileHead head) => lines.Detect(head) == Match.Maybe ? Match.Sure : Match.No;

    public IEnumerable<LineOutcome> Read(TextReader content, ReadContext context)
    {
        var line = new UsageLine();
        var repeats = new RepeatsOnALine();
        foreach (var piece in JsonPieces.Read(content, lists))
        {
            line.Reset();
            lines.Read(piece.Utf8.Span, line, context);
            yield return repeats.Check(line.ToOutcome(piece.Line));
        }
    }
}

namespace TokenSpend.Core.Ingestion.Formats;

/// <summary>Google Cloud billing export as BigQuery writes it: one nested JSON object per line.</summary>
public sealed class GoogleBillingJson : IDocumentFormat
{
    public FormatInfo Info { get; } = GoogleLine.Describe("google-billing-json", "Google Cloud billing export (NDJSON)",
        "first line a JSON object with service, sku, usage_start_time, cost, currency");

    public Match Detect(FileHead head)
    {
        if (head.FirstLineHas("service", "sku", "usage_start_time", "cost", "currency")) return Match.Sure;
        // A first line longer than the head, or cut off.
        return head.Text.AsSpan().TrimStart() is ['{', ..] && Names("\"usage_start_time\"") && Names("\"sku\"") && Names("\"cost\"") && Names("\"service\"") ? Match.Maybe : Match.No;

        bool Names(string property) => head.FirstLine.Contains(property, StringComparison.Ordinal);
    }

    public IEnumerable<LineOutcome> Read(TextReader content, ReadContext context) => JsonLines.Read(content, row => GoogleLine.Outcome(row, context));
}

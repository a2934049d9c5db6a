namespace TokenSpend.Core.Ingestion.Formats;

/// <summary>Google Cloud billing export, flattened to CSV.</summary>
public sealed class GoogleBilling : IDocumentFormat
{
    public FormatInfo Info { get; } = GoogleLine.Describe("google-billing", "Google Cloud billing export (CSV)",
        "header with service.description, sku.description, usage_start_time, cost, currency");

    public Match Detect(FileHead head) =>
        head.HasColumns("usage_start_time", "cost", "currency")
        && (head.HasColumns("service.description", "sku.description") || head.HasColumns("service_description", "sku_description")) ? Match.Sure : Match.No;

    public IEnumerable<LineOutcome> Read(TextReader content, ReadContext context) =>
        CsvTable.Read(content, ["usage_start_time", "cost", "currency"], row => GoogleLine.Outcome(row, context));
}

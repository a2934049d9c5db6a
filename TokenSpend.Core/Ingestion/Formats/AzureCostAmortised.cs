namespace TokenSpend.Core.Ingestion.Formats;

/// <summary>Azure cost export, amortised cost: usage under a commitment costs its part of it, and what nobody used has lines of its own.</summary>
/// <remarks>Such a part is consumed but not invoiced: its billed cost is 0. The purchase itself is in the actual export only.</remarks>
public sealed class AzureCostAmortised : IDocumentFormat
{
    public FormatInfo Info { get; } = AzureLine.Describe("azure-cost-amortized", "Azure amortised cost, EA and MCA (CSV)",
        "header as azure-cost, with UnusedReservation or UnusedSavingsPlan lines or with usage that a commitment pays");

    public Match Detect(FileHead head) => AzureLine.IsKnown(head) && AzureLine.ShowsAmortised(head) ? Match.Sure : Match.No;

    public IEnumerable<LineOutcome> Read(TextReader content, ReadContext context) => AzureLine.Read(content, context, amortised: true);
}

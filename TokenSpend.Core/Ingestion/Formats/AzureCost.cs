namespace TokenSpend.Core.Ingestion.Formats;

/// <summary>Azure cost export, actual cost: EA and MCA, as downloaded or exported.</summary>
/// <remarks>
/// A commitment (reservation, savings plan) is billed when it is bought and is spread here over its term; usage that it covers costs nothing.
/// The amortised export tells the same money in the other way and is a format of its own: a day is never paid from both.
/// </remarks>
public sealed class AzureCost : IDocumentFormat
{
    public FormatInfo Info { get; } = AzureLine.Describe("azure-cost", "Azure actual cost, EA and MCA (CSV)",
        "header with BillingAccountId, MeterCategory, ChargeType and CostInBillingCurrency or Cost, and no usage that a commitment pays");

    public Match Detect(FileHead head) => AzureLine.IsKnown(head) && !AzureLine.ShowsAmortised(head) ? Match.Sure : Match.No;

    public IEnumerable<LineOutcome> Read(TextReader content, ReadContext context) => AzureLine.Read(content, context, amortised: false);
}

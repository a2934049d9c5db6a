using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ingestion.Formats;

/// <summary>Anthropic cost report of the admin API: one result per UTC day, workspace and what the description tells.</summary>
/// <remarks>
/// The amount is a decimal string in the currency's smallest unit: "123.45" is 1.2345 USD, where the console's CSV gives dollars.
/// A column of later answers (inference_geo) is not part of the identity: results that differ in it alone count together.
/// </remarks>
public sealed class AnthropicCostReport : IDocumentFormat
{
    private const string Issuer = "anthropic";
    private const int DecimalsOfCents = 7;

    public FormatInfo Info { get; } = new(
        "anthropic-cost-report", "Anthropic cost report (API)", "JSON with data[].starting_at and results with amount and currency; amounts are cents",
        "", IdentityKind.Snapshot, SourceLevel.CostReport, CoverageRule.DeclaredWindows, "Etc/UTC", SettlingDays: 1,
        Evidence.PublicDocumentation, "the documented answer of the API",
        ["starting_at", "ending_at", "amount", "currency", "description", "cost_type", "token_type", "model", "workspace_id", "service_tier", "context_window"]);

    public Match Detect(FileHead head) =>
        head.StartsAsJson && head.Text.Contains("\"starting_at\"", StringComparison.Ordinal)
        && head.Text.Contains("\"amount\"", StringComparison.Ordinal) && head.Text.Contains("\"currency\"", StringComparison.Ordinal) ? Match.Sure : Match.No;

    public IEnumerable<LineOutcome> Read(TextReader content, ReadContext context) =>
        BucketOutcomes.Read(content, Issuer, AnthropicUsage.Window, (result, from, to) => new AcceptedLine(result.Line, Charge(result, from, to, context)));

    private static Charge Charge(JsonResult result, DateTime from, DateTime to, ReadContext context)
    {
        var days = new Period(DateOnly.FromDateTime(from), DateOnly.FromDateTime(to.AddTicks(-1)).AddDays(1));
        var billed = Cents(result);
        var (description, type) = (result.Text("description"), result.Text("cost_type"));
        return new Charge
        {
            Issuer = Issuer,
            Provider = Issuer,
            Publisher = Issuer,
            Model = result.Text("model"),
            Service = "Claude API",
            Item = description ?? result.Text("token_type") ?? type,
            Days = days,
            BillingPeriod = Month.Containing(days.From).Days,
            Category = billed < 0 ? ChargeCategory.Credit : ChargeCategory.Usage,
            Billed = billed,
            Effective = billed,
            Currency = result.Currency("currency"),
            Subject = new Subject
            {
                Source = context.Source,
                Level = SourceLevel.CostReport,
                Issuer = Issuer,
                Project = result.Text("workspace_id"),
            },
            Dimensions = DimensionText.Of(
                ("cost_type", type), ("token_type", result.Text("token_type")), ("service_tier", result.Text("service_tier")),
                ("context_window", result.Text("context_window"))),
        };
    }

    /// <summary>Only a string: a bare number would be another API's answer, perhaps in dollars.</summary>
    private static long Cents(JsonResult result) => result.Text("amount") is null
        ? result.Fail("amount", "", "cents as a decimal string such as \"123.45\"", 0L)
        : result.Nanos("amount", DecimalsOfCents);
}

using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ingestion.Formats;

/// <summary>Anthropic console's cost export: one line per UTC day, model, workspace, key and token type.</summary>
/// <remarks>
/// Four generations of the header are known (7, 9, 12 and 14 columns); the first seven columns are in all of them.
/// cost_usd is dollars, where the cost report of the API gives cents. Models are display names and stay as billed.
/// </remarks>
public sealed class AnthropicCostCsv : IDocumentFormat
{
    private const string Issuer = "anthropic";
    private static readonly string[] Required = ["usage_date_utc", "model", "token_type", "cost_usd"];

    public FormatInfo Info { get; } = new(
        "anthropic-cost-csv", "Anthropic console cost export (CSV)", "header with usage_date_utc, model, token_type, cost_usd",
        "", IdentityKind.Snapshot, SourceLevel.CostReport, CoverageRule.SpanOfUsage, "Etc/UTC", SettlingDays: 1,
        Evidence.PublicDocumentation, "public test fixtures and parsers of four generations",
        ["usage_date_utc", "model", "workspace", "api_key", "usage_type", "context_window", "token_type", "cost_usd", "cost_type", "inference_geo", "speed", "api_key_id"]);

    public Match Detect(FileHead head) => head.HasColumns("usage_date_utc", "model", "token_type", "cost_usd") ? Match.Sure : Match.No;

    public IEnumerable<LineOutcome> Read(TextReader content, ReadContext context) =>
        CsvTable.Read(content, Required, row => Outcome(row, context));

    private static AcceptedLine Outcome(CsvRow row, ReadContext context)
    {
        var at = row.Instant("usage_date_utc");
        var days = row.Days(at, at, "usage_date_utc");
        var billed = row.Nanos("cost_usd");
        return new AcceptedLine(row.Line, new Charge
        {
            Issuer = Issuer,
            Provider = Issuer,
            Publisher = Issuer,
            Model = row.Text("model"),
            Service = "Claude API",
            Item = row.Text("token_type") ?? row.Text("usage_type"),
            Days = days,
            BillingPeriod = Month.Containing(days.From).Days,
            Category = billed < 0 ? ChargeCategory.Credit : ChargeCategory.Usage,
            Billed = billed,
            Effective = billed,
            Currency = "USD",
            Subject = new Subject
            {
                Source = context.Source,
                Level = SourceLevel.CostReport,
                Issuer = Issuer,
                Project = row.Text("workspace"),
                Key = row.Text("api_key"),
            },
            // Only columns of the first generation: a day exported again under a newer header must restate, not double.
            // Lines that differ in newer columns alone share one key and count together.
            Dimensions = DimensionText.Of(("usage_type", row.Text("usage_type")), ("token_type", row.Text("token_type"))),
        });
    }
}

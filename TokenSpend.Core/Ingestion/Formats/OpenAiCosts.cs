using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ingestion.Formats;

/// <summary>OpenAI costs API: one result per UTC day, line item, project and key, as far as the question grouped by them.</summary>
/// <remarks>
/// An answer that is grouped otherwise has other results for the same days: import one grouping, or say --replace.
/// The organisation is not named; the dashboard's CSV names it.
/// </remarks>
public sealed class OpenAiCosts : IDocumentFormat
{
    private const string Issuer = "openai";

    public FormatInfo Info { get; } = new(
        "openai-costs", "OpenAI costs API", "JSON page of buckets with organization.costs.result",
        "", IdentityKind.Snapshot, SourceLevel.CostReport, CoverageRule.DeclaredWindows, "Etc/UTC", SettlingDays: 1,
        Evidence.PublicDocumentation, "the API reference and public test fixtures",
        ["start_time", "end_time", "amount.value", "amount.currency", "line_item", "project_id", "api_key_id"]);

    public Match Detect(FileHead head) =>
        head.StartsAsJson && head.Text.Contains("organization.costs.result", StringComparison.Ordinal) ? Match.Sure : Match.No;

    public IEnumerable<LineOutcome> Read(TextReader content, ReadContext context) =>
        BucketOutcomes.Read(content, Issuer, OpenAiUsage.Window, (result, from, to) => new AcceptedLine(result.Line, Charge(result, from, to, context)));

    private static Charge Charge(JsonResult result, DateTime from, DateTime to, ReadContext context)
    {
        var days = new Period(DateOnly.FromDateTime(from), DateOnly.FromDateTime(to.AddTicks(-1)).AddDays(1));
        var billed = result.Nanos("amount.value");
        var item = result.Text("line_item");
        var (project, key) = (result.Text("project_id"), result.Text("api_key_id"));
        return new Charge
        {
            Issuer = Issuer,
            Provider = Issuer,
            Publisher = Issuer,
            Model = OpenAiCostCsv.ModelOf(item),
            Service = "OpenAI API",
            Item = item,
            Days = days,
            BillingPeriod = Month.Containing(days.From).Days,
            Category = billed < 0 ? ChargeCategory.Credit : ChargeCategory.Usage,
            Billed = billed,
            Effective = billed,
            Currency = result.Currency("amount.currency"),
            Subject = new Subject { Source = context.Source, Level = SourceLevel.CostReport, Issuer = Issuer, Project = project, Key = key },
            Dimensions = DimensionText.Of(("line_item", item), ("project_id", project), ("api_key_id", key)),
        };
    }
}

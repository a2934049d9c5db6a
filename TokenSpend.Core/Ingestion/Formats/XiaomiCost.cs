using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ingestion.Formats;

/// <summary>Xiaomi MiMo platform export, sheet "Model usage detail": one line per UTC day, model and key, with cost and tokens.</summary>
/// <remarks>
/// The amounts of cache hits, misses and output are parts of Consumed Amount and are not added to it. The export of a token plan has neither key nor amount;
/// it is no cost report and is refused.
/// </remarks>
public sealed class XiaomiCost : IDocumentFormat
{
    private const string Issuer = "xiaomi";
    private static readonly string[] Required = ["Date", "Model", "Currency", "Consumed Amount", "Input Hit Tokens", "Input Miss Tokens", "Output Tokens"];

    public FormatInfo Info { get; } = new(
        "xiaomi-cost", "Xiaomi MiMo usage detail (CSV or sheet)", "header with Date, Model, Currency, Consumed Amount, Input Hit Tokens, Input Miss Tokens, Output Tokens",
        "cache hits and misses are disjoint; output contains reasoning, which is not told apart",
        IdentityKind.Snapshot, SourceLevel.CostReport, CoverageRule.SpanOfUsage, "Etc/UTC", SettlingDays: 1,
        Evidence.PublicDocumentation, "headers that several public projects read or describe from real exports",
        [.. Required, "API Key", "Request Count"]);

    public Match Detect(FileHead head) => head.HasColumns(Required) ? Match.Sure : Match.No;

    public IEnumerable<LineOutcome> Read(TextReader content, ReadContext context) =>
        CsvTable.Read(content, Required, row => Outcome(row, context));

    private static AcceptedLine Outcome(CsvRow row, ReadContext context)
    {
        var day = row.Day("Date");
        var (model, billed) = (row.Required("Model"), row.Nanos("Consumed Amount"));
        var subject = new Subject { Source = context.Source, Level = SourceLevel.CostReport, Issuer = Issuer, Key = KeyText.Hint(row.Text("API Key")) };
        var charge = new Charge
        {
            Issuer = Issuer,
            Provider = Issuer,
            Publisher = Issuer,
            Model = model,
            Service = "Xiaomi MiMo",
            Days = new Period(day, day.AddDays(1)),
            BillingPeriod = Month.Containing(day).Days,
            Category = billed < 0 ? ChargeCategory.Credit : ChargeCategory.Usage,
            Billed = billed,
            Effective = billed,
            Currency = row.Currency("Currency"),
            Subject = subject,
            Dimensions = "",
        };
        var at = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        var bucket = new UsageRecord
        {
            At = at, To = at.AddDays(1), Provider = Issuer, Model = model, Subject = subject, Requests = row.Count("Request Count") ?? 0,
            Tokens = TokenCounts.FromDisjoint(row.Count("Input Miss Tokens") ?? 0, row.Count("Input Hit Tokens") ?? 0, output: row.Count("Output Tokens") ?? 0) ?? default,
        };
        return new AcceptedLine(row.Line, [bucket], [charge]);
    }
}

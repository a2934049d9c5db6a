using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ingestion.Formats;

/// <summary>OpenRouter's daily activity export: one line per UTC day and model, with cost and tokens.</summary>
/// <remarks>
/// Usage is what OpenRouter took, in USD credits. BYOK Usage went to the owner of the key that was brought along and stands on that provider's bill: it is not read.
/// No key, user or account is named.
/// </remarks>
public sealed class OpenRouterActivity : IDocumentFormat
{
    private const string Issuer = "openrouter";
    private static readonly string[] Required = ["Date", "Slug", "Usage"];

    public FormatInfo Info { get; } = new(
        "openrouter-activity", "OpenRouter daily activity (CSV)", "header with Date, Slug, Usage, BYOK Usage, Prompt Tokens",
        "prompt tokens contain cached ones, which are not told apart; completion tokens contain reasoning",
        IdentityKind.Snapshot, SourceLevel.CostReport, CoverageRule.SpanOfUsage, "Etc/UTC", SettlingDays: 1,
        Evidence.PublicDocumentation, "a public test fixture with two real-looking days; field meanings from OpenRouter's activity API",
        [.. Required, "Requests", "Prompt Tokens", "Completion Tokens", "Reasoning Tokens"]);

    public Match Detect(FileHead head) => head.HasColumns("Date", "Slug", "Usage", "BYOK Usage", "Prompt Tokens") ? Match.Sure : Match.No;

    public IEnumerable<LineOutcome> Read(TextReader content, ReadContext context) =>
        CsvTable.Read(content, Required, row => Outcome(row, context));

    private static AcceptedLine Outcome(CsvRow row, ReadContext context)
    {
        var day = row.Day("Date");
        var (slug, billed) = (row.Required("Slug"), row.Nanos("Usage"));
        var subject = new Subject { Source = context.Source, Level = SourceLevel.CostReport, Issuer = Issuer };
        var (completion, reasoning) = (row.Count("Completion Tokens") ?? 0, row.Count("Reasoning Tokens") ?? 0);
        var tokens = TokenCounts.FromInclusive(row.Count("Prompt Tokens") ?? 0, 0, completion, reasoning)
            ?? row.Fail("Reasoning Tokens", row.Text("Reasoning Tokens"), "not more than Completion Tokens", default(TokenCounts));
        var charge = new Charge
        {
            Issuer = Issuer,
            Provider = Issuer,
            Publisher = slug.IndexOf('/') is > 0 and var cut ? context.Providers.Id(slug[..cut]) : null,
            Model = slug,
            Service = "OpenRouter",
            Item = slug,
            Days = new Period(day, day.AddDays(1)),
            BillingPeriod = Month.Containing(day).Days,
            Category = billed < 0 ? ChargeCategory.Credit : ChargeCategory.Usage,
            Billed = billed,
            Effective = billed,
            Currency = "USD",
            Subject = subject,
            Dimensions = "",
        };
        var at = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        var bucket = new UsageRecord { At = at, To = at.AddDays(1), Provider = Issuer, Model = slug, Subject = subject, Tokens = tokens, Requests = row.Count("Requests") ?? 0, ClaimedNanoUsd = billed };
        return new AcceptedLine(row.Line, [bucket], [charge]);
    }
}

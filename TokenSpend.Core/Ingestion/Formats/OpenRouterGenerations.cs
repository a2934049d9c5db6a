using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ingestion.Formats;

/// <summary>OpenRouter's export of single generations.</summary>
/// <remarks>cost_total is what OpenRouter took for the request, in USD credits: a claim beside the metered cost. Tokens are counted as the model's own tokeniser does.</remarks>
public sealed class OpenRouterGenerations : IDocumentFormat
{
    private const string Issuer = "openrouter";
    private static readonly string[] Required = ["generation_id", "created_at", "model_permaslug", "tokens_prompt", "tokens_completion"];

    public FormatInfo Info { get; } = new(
        "openrouter-generations", "OpenRouter generations (CSV)", "header with generation_id, created_at, model_permaslug, tokens_prompt, tokens_completion",
        "tokens_prompt contains tokens_cached, tokens_completion contains tokens_reasoning",
        IdentityKind.EventWithId, SourceLevel.PrimaryLog, CoverageRule.None, "Etc/UTC", SettlingDays: 0,
        Evidence.PublicDocumentation, "a public note that quotes a real header of 24 columns, and parsers of public projects",
        [.. Required, "tokens_reasoning", "tokens_cached", "cost_total", "variant", "user", "api_key_name", "app_name"]);

    public Match Detect(FileHead head) => head.HasColumns(Required) ? Match.Sure : Match.No;

    public IEnumerable<LineOutcome> Read(TextReader content, ReadContext context) =>
        CsvTable.Read(content, Required, row => new AcceptedLine(row.Line, Record(row, context)));

    private static UsageRecord Record(CsvRow row, ReadContext context)
    {
        var (model, variant) = (row.Required("model_permaslug"), row.Text("variant"));
        var (prompt, cached) = (Count(row, "tokens_prompt"), row.Count("tokens_cached") ?? 0);
        var (completion, reasoning) = (Count(row, "tokens_completion"), row.Count("tokens_reasoning") ?? 0);
        return new UsageRecord
        {
            Id = row.Required("generation_id"),
            At = row.Instant("created_at"),
            Provider = Issuer,
            Model = variant is null or "standard" || model.Contains(':') ? model : $"{model}:{variant}",
            Subject = new Subject
            {
                Source = context.Source,
                Level = SourceLevel.PrimaryLog,
                Issuer = Issuer,
                Key = row.Text("api_key_name"),
                User = row.Text("user"),
                Tags = TagText.Declared([("app", row.Text("app_name") ?? "")], context.TagKeys),
            },
            Tokens = TokenCounts.FromInclusive(prompt, cached, completion, reasoning)
                ?? row.Fail(cached > prompt ? "tokens_cached" : "tokens_reasoning", cached > prompt ? row.Text("tokens_cached") : row.Text("tokens_reasoning"), "a part that is not more than its whole", default(TokenCounts)),
            Tier = variant == "batch" ? ServiceTier.Batch : ServiceTier.Standard,
            ClaimedNanoUsd = row.Text("cost_total") is null ? null : row.Nanos("cost_total"),
        };
    }

    private static long Count(CsvRow row, string column) => row.Count(column) ?? row.Fail(column, "", CellText.ExpectedCount, 0L);
}

using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ingestion.Formats;

/// <summary>Anthropic console's token export: one line per UTC day, model, workspace and key.</summary>
/// <remarks>
/// Headers of 11 and of 14 columns are known. Columns of the second (context_window, inference_geo, speed) are no part of the identity,
/// so that a day exported again restates. Web searches are billed by themselves and are no tokens.
/// </remarks>
public sealed class AnthropicUsageCsv : IDocumentFormat
{
    private const string Issuer = "anthropic";
    private static readonly string[] Required = ["usage_date_utc", "model_version", "usage_input_tokens_no_cache", "usage_output_tokens"];

    public FormatInfo Info { get; } = new(
        "anthropic-usage-csv", "Anthropic console token export (CSV)", "header with usage_date_utc, model_version, usage_input_tokens_no_cache, usage_output_tokens",
        "uncached input, cache reads and both cache writes are disjoint; output contains thinking, which is not told apart",
        IdentityKind.Snapshot, SourceLevel.UsageReport, CoverageRule.SpanOfUsage, "Etc/UTC", SettlingDays: 1,
        Evidence.PublicDocumentation, "public readmes, parsers and test fixtures of both generations",
        [.. Required, "workspace", "api_key", "usage_type", "usage_input_tokens_cache_read", "usage_input_tokens_cache_write_5m", "usage_input_tokens_cache_write_1h"]);

    public Match Detect(FileHead head) => head.HasColumns(Required) ? Match.Sure : Match.No;

    public IEnumerable<LineOutcome> Read(TextReader content, ReadContext context) =>
        CsvTable.Read(content, Required, row => new AcceptedLine(row.Line, Record(row, context)));

    private static UsageRecord Record(CsvRow row, ReadContext context)
    {
        var day = row.Day("usage_date_utc").ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        var type = row.Text("usage_type");
        return new UsageRecord
        {
            At = day,
            To = day.AddDays(1),
            Provider = Issuer,
            Model = row.Required("model_version"),
            Subject = new Subject
            {
                Source = context.Source,
                Level = SourceLevel.UsageReport,
                Issuer = Issuer,
                Project = row.Text("workspace"),
                Key = row.Text("api_key"),
            },
            Tokens = TokenCounts.FromDisjoint(
                Count(row, "usage_input_tokens_no_cache"), row.Count("usage_input_tokens_cache_read") ?? 0,
                row.Count("usage_input_tokens_cache_write_5m") ?? 0, row.Count("usage_input_tokens_cache_write_1h") ?? 0,
                Count(row, "usage_output_tokens")) ?? default,
            Requests = 0,
            Tier = AnthropicUsage.TierOf(type),
            Dimensions = DimensionText.Of(("usage_type", type)),
        };
    }

    /// <summary>A count that must be there: a missing one is not 0.</summary>
    private static long Count(CsvRow row, string column) => row.Count(column) ?? row.Fail(column, "", CellText.ExpectedCount, 0L);
}

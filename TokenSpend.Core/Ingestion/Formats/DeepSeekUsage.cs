using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ingestion.Formats;

/// <summary>DeepSeek platform export, amount-….csv: one line per day, model, key and what is counted.</summary>
/// <remarks>
/// A bucket is told by several lines: requests, tokens by kind, and each of them once per price of the day (peak and off-peak), which count together.
/// A type that is not known is rejected: leaving it out would lose tokens silently.
/// </remarks>
public sealed class DeepSeekUsage : IDocumentFormat
{
    private const string Issuer = "deepseek";
    private static readonly string[] Required = ["model", "type", "amount"];

    public FormatInfo Info { get; } = new(
        "deepseek-usage", "DeepSeek usage export, amount-….csv", "header with utc_date or start_time_iso, model, type, price, amount",
        "cache hits and misses are disjoint; output_tokens contains reasoning, which is not told apart",
        IdentityKind.Snapshot, SourceLevel.UsageReport, CoverageRule.SpanOfUsage, "Etc/UTC", SettlingDays: 1,
        Evidence.PublicDocumentation, "parsers and sanitised exports of several public projects, both generations of the header",
        [.. Required, .. DeepSeekDays.Fields, "user_id", "api_key_name", "api_key"]);

    public Match Detect(FileHead head) => head.HasColumns("model", "type", "price", "amount") && DeepSeekDays.IsKnown(head) ? Match.Sure : Match.No;

    public IEnumerable<LineOutcome> Read(TextReader content, ReadContext context) =>
        CsvTable.Read(content, Required, row => new AcceptedLine(row.Line, Record(row, context)));

    private static UsageRecord Record(CsvRow row, ReadContext context)
    {
        var (from, to) = DeepSeekDays.Of(row);
        var count = row.Count("amount") ?? row.Fail("amount", "", CellText.ExpectedCount, 0L);
        var type = row.Text("type");
        TokenKind? kind = type switch
        {
            "input_cache_miss_tokens" or "input_tokens" => TokenKind.Input,
            "input_cache_hit_tokens" => TokenKind.CacheRead,
            "output_tokens" => TokenKind.Output,
            "request_count" => null,
            _ => row.Fail("type", type, "request_count, input_cache_hit_tokens, input_cache_miss_tokens or output_tokens", (TokenKind?)null),
        };
        return new UsageRecord
        {
            At = from,
            To = to,
            Provider = Issuer,
            Model = row.Required("model"),
            Subject = new Subject
            {
                Source = context.Source,
                Level = SourceLevel.UsageReport,
                Issuer = Issuer,
                Account = row.Text("user_id"),
                Key = row.Text("api_key_name") ?? KeyText.Hint(row.Text("api_key")),
            },
            Tokens = kind is { } some ? default(TokenCounts).With(some, count) ?? default : default,
            Requests = kind is null ? count : 0,
        };
    }
}

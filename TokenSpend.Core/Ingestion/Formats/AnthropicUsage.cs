using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ingestion.Formats;

/// <summary>Anthropic usage report for messages: buckets by model, workspace, key and tier.</summary>
/// <remarks>Counts are disjoint. Web searches are billed by themselves and are no tokens. A bucket without an end is a day.</remarks>
public sealed class AnthropicUsage : IDocumentFormat
{
    private const string Issuer = "anthropic";

    public FormatInfo Info { get; } = new(
        "anthropic-usage", "Anthropic usage report (messages)", "JSON with data[].starting_at and results with uncached_input_tokens",
        "uncached input, cache reads and both cache writes are disjoint; output_tokens contains thinking, which is not told apart",
        IdentityKind.Snapshot, SourceLevel.UsageReport, CoverageRule.DeclaredWindows, "Etc/UTC", SettlingDays: 1,
        Evidence.PublicDocumentation, "API documentation and a public test fixture",
        ["starting_at", "ending_at", "uncached_input_tokens", "cache_read_input_tokens", "cache_creation.ephemeral_5m_input_tokens",
            "cache_creation.ephemeral_1h_input_tokens", "output_tokens", "model", "workspace_id", "api_key_id", "service_tier", "context_window", "inference_geo", "speed"]);

    public Match Detect(FileHead head)
    {
        if (!head.StartsAsJson || !head.Text.Contains("\"starting_at\"", StringComparison.Ordinal)) return Match.No;
        // The cost report has the same buckets, with amounts, and names our counts as its token types.
        if (head.Text.Contains("\"amount\"", StringComparison.Ordinal)) return Match.No;
        return head.Text.Contains("\"uncached_input_tokens\"", StringComparison.Ordinal) ? Match.Sure : Match.Maybe;
    }

    public IEnumerable<LineOutcome> Read(TextReader content, ReadContext context) =>
        BucketOutcomes.Read(content, Issuer, Window, (result, from, to) => new AcceptedLine(result.Line, Record(result, from, to, context)));

    /// <summary>Both of Anthropic's reports have such buckets.</summary>
    internal static (DateTime From, DateTime To) Window(JsonResult bucket)
    {
        var from = bucket.Instant("starting_at") ?? bucket.Fail("starting_at", "", UtcTime.Expected, DateTime.UnixEpoch);
        return (from, bucket.Instant("ending_at") ?? from.AddDays(1));
    }

    private static UsageRecord Record(JsonResult result, DateTime from, DateTime to, ReadContext context)
    {
        var tier = result.Text("service_tier");
        return new UsageRecord
        {
            At = from,
            To = to,
            Provider = Issuer,
            Model = result.Text("model") ?? "unknown",
            Subject = new Subject
            {
                Source = context.Source,
                Level = SourceLevel.UsageReport,
                Issuer = Issuer,
                Project = result.Text("workspace_id"),
                Key = result.Text("api_key_id"),
            },
            Tokens = Tokens(result),
            // The report does not count requests.
            Requests = 0,
            Tier = TierOf(tier),
            Dimensions = DimensionText.Of(
                ("service_tier", tier), ("context_window", result.Text("context_window")),
                ("inference_geo", result.Text("inference_geo")), ("speed", result.Text("speed"))),
        };
    }

    /// <summary>Spellings of the API and of the console's exports.</summary>
    internal static ServiceTier TierOf(string? tier) => tier switch
    {
        "batch" => ServiceTier.Batch,
        "flex" or "flex_discount" => ServiceTier.Flex,
        "priority" or "priority_on_demand" => ServiceTier.Priority,
        _ => ServiceTier.Standard,
    };

    private static TokenCounts Tokens(JsonResult result)
    {
        var (write5m, write1h) = (result.Count("cache_creation.ephemeral_5m_input_tokens"), result.Count("cache_creation.ephemeral_1h_input_tokens"));
        // Each count is 0 or more by now, or the result has a problem and its tokens are not used.
        return TokenCounts.FromDisjoint(
            result.RequiredCount("uncached_input_tokens"), result.Count("cache_read_input_tokens") ?? 0,
            write5m ?? (write1h is null ? result.Count("cache_creation_input_tokens") ?? 0 : 0), write1h ?? 0,
            result.RequiredCount("output_tokens")) ?? default;
    }
}

using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ingestion.Formats;

/// <summary>LiteLLM spend log as NDJSON: one request per line.</summary>
public sealed class LiteLlmSpend : ILineFormat
{
    /// <summary>Shared with the CSV of the same table.</summary>
    internal const string TokenSemantics =
        "prompt_tokens contains cache reads and writes, completion_tokens contains reasoning; parts from metadata.usage_object or .additional_usage_values. spend is the gateway's own estimate: a claim.";

    internal static readonly IReadOnlyList<string> Fields =
    [
        "request_id", "startTime", "model", "custom_llm_provider", "prompt_tokens", "completion_tokens", "total_tokens", "spend",
        "api_key", "user", "team_id", "api_base", "cache_hit", "status", "request_tags",
        "metadata.user_api_key_alias", "metadata.user_api_key_user_id", "metadata.user_api_key_team_alias",
        "metadata.usage_object", "metadata.additional_usage_values", "metadata.spend_logs_metadata", "metadata.requester_metadata",
    ];

    public FormatInfo Info { get; } = new(
        "litellm-spend", "LiteLLM spend log (NDJSON)", "JSON lines with request_id, call_type, startTime and spend",
        TokenSemantics, IdentityKind.EventWithId, SourceLevel.PrimaryLog, CoverageRule.None, "Etc/UTC", SettlingDays: 0,
        Evidence.PublicDocumentation, "column list of a LiteLLM test fixture; nested usage as in LiteLLM's own user interface tests", Fields);

    public Match Detect(FileHead head)
    {
        if (head.FirstLineHas("request_id", "call_type", "startTime", "spend")) return Match.Sure;
        // The first line may be damaged, or longer than the head.
        return head.StartsAsJson && head.Text.Contains("\"request_id\"", StringComparison.Ordinal)
            && head.Text.Contains("\"startTime\"", StringComparison.Ordinal) && head.Text.Contains("\"spend\"", StringComparison.Ordinal)
            ? Match.Maybe : Match.No;
    }

    public void Read(ReadOnlySpan<byte> utf8, UsageLine line, ReadContext context)
    {
        if (utf8[System.Text.Ascii.Trim(utf8)].IsEmpty)
        {
            line.Blank();
            return;
        }
        var scratch = LineScratch.For(context);
        var fields = new LiteLlmFields();
        var scan = new JsonScan(utf8, Limits.DeepestLog);
        if (!scan.EnterObject())
        {
            line.Reject("", utf8, "a JSON object");
            return;
        }
        while (scratch.NextProperty(ref scan, out var name)) ReadProperty(name, ref scan, ref fields, scratch);
        if (!scan.End())
        {
            line.Reject("", utf8, scan.Expected);
            return;
        }
        fields.Fill(line, scratch);
    }

    private static void ReadProperty(scoped ReadOnlySpan<byte> name, scoped ref JsonScan scan, scoped ref LiteLlmFields fields, LineScratch scratch)
    {
        switch (name.Length)
        {
            case 4 when name.SequenceEqual("user"u8): fields.User = scratch.Text(ref scan); break;
            case 5 when name.SequenceEqual("model"u8): fields.Model = scratch.Text(ref scan); break;
            case 5 when name.SequenceEqual("spend"u8): fields.Spend = scratch.Text(ref scan); break;
            case 6 when name.SequenceEqual("status"u8): fields.Status = scratch.Text(ref scan); break;
            case 7 when name.SequenceEqual("api_key"u8): fields.ApiKey = scratch.Text(ref scan); break;
            case 7 when name.SequenceEqual("team_id"u8): fields.TeamId = scratch.Text(ref scan); break;
            case 8 when name.SequenceEqual("api_base"u8): fields.ApiBase = scratch.Text(ref scan); break;
            case 8 when name.SequenceEqual("metadata"u8): fields.ReadMetadata(ref scan, scratch); break;
            case 9 when name.SequenceEqual("startTime"u8): fields.StartTime = scratch.Text(ref scan); break;
            case 9 when name.SequenceEqual("cache_hit"u8): fields.CacheHit = scratch.Text(ref scan); break;
            case 10 when name.SequenceEqual("request_id"u8): fields.RequestId = scratch.Text(ref scan); break;
            case 12 when name.SequenceEqual("request_tags"u8): LiteLlmFields.ReadTags(ref scan, scratch); break;
            case 12 when name.SequenceEqual("total_tokens"u8): fields.TotalTokens = scratch.Text(ref scan); break;
            case 13 when name.SequenceEqual("prompt_tokens"u8): fields.PromptTokens = scratch.Text(ref scan); break;
            case 17 when name.SequenceEqual("completion_tokens"u8): fields.CompletionTokens = scratch.Text(ref scan); break;
            case 19 when name.SequenceEqual("custom_llm_provider"u8): fields.Provider = scratch.Text(ref scan); break;
            // Prompts and answers: not even freed from their escapes.
            default: scan.Skip(); break;
        }
    }
}

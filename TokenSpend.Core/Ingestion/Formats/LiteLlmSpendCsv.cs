using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ingestion.Formats;

/// <summary>LiteLLM spend log as CSV: the database table with its 31 columns.</summary>
public sealed class LiteLlmSpendCsv : IDocumentFormat
{
    private static readonly string[] Required = ["request_id", "startTime", "model", "prompt_tokens", "completion_tokens"];

    public FormatInfo Info { get; } = new(
        "litellm-spend-csv", "LiteLLM spend log (CSV)", "header with request_id, call_type, startTime, spend",
        LiteLlmSpend.TokenSemantics, IdentityKind.EventWithId, SourceLevel.PrimaryLog, CoverageRule.None, "Etc/UTC", SettlingDays: 0,
        Evidence.PublicDocumentation, "column list of a LiteLLM test fixture", LiteLlmSpend.Fields);

    public Match Detect(FileHead head) => head.HasColumns("request_id", "call_type", "startTime", "spend") ? Match.Sure : Match.No;

    public IEnumerable<LineOutcome> Read(TextReader content, ReadContext context)
    {
        var line = new UsageLine();
        return CsvTable.Read(content, Required, row => Outcome(row, line, context));
    }

    private static LineOutcome Outcome(CsvRow row, UsageLine line, ReadContext context)
    {
        line.Reset();
        Fill(row, line, LineScratch.For(context));
        return line.ToOutcome(row.Line);
    }

    private static void Fill(CsvRow row, UsageLine line, LineScratch scratch)
    {
        var fields = new LiteLlmFields
        {
            RequestId = scratch.Utf8(row.Text("request_id")),
            StartTime = scratch.Utf8(row.Text("startTime")),
            Model = scratch.Utf8(row.Text("model")),
            Provider = scratch.Utf8(row.Text("custom_llm_provider")),
            ApiKey = scratch.Utf8(row.Text("api_key")),
            User = scratch.Utf8(row.Text("user")),
            TeamId = scratch.Utf8(row.Text("team_id")),
            ApiBase = scratch.Utf8(row.Text("api_base")),
            CacheHit = scratch.Utf8(row.Text("cache_hit")),
            Status = scratch.Utf8(row.Text("status")),
            PromptTokens = scratch.Utf8(row.Text("prompt_tokens")),
            CompletionTokens = scratch.Utf8(row.Text("completion_tokens")),
            TotalTokens = scratch.Utf8(row.Text("total_tokens")),
            Spend = scratch.Utf8(row.Text("spend")),
        };
        if (!fields.ReadMetadata(scratch.Utf8(row.Text("metadata")), scratch)) RejectJson("metadata");
        else if (!LiteLlmFields.ReadTags(scratch.Utf8(row.Text("request_tags")), scratch)) RejectJson("request_tags");
        else fields.Fill(line, scratch);

        void RejectJson(string column) =>
            line.Reject(column, scratch.Utf8(row.Text(column)), $"JSON, at most {Limits.DeepestLog} levels deep");
    }
}

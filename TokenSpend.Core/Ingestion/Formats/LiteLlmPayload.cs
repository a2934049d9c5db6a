using System.Text;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ingestion.Formats;

/// <summary>LiteLLM standard logging payload, one a line: what its generic HTTP, S3 and file callbacks write.</summary>
/// <remarks>
/// The id and the start are those of the spend log, so both tell of one request. The usage block is the response's own;
/// where it is missing (streams cut off, failures), the payload's counts stand in: they contain cached and reasoning tokens.
/// </remarks>
public sealed class LiteLlmPayload : ILineFormat
{
    private static readonly JsonPaths Paths = new();
    private static readonly JsonPath Id = Paths.Add("id");
    private static readonly JsonPath Start = Paths.Add("startTime");
    private static readonly JsonPath Model = Paths.Add("model");
    private static readonly JsonPath Provider = Paths.Add("custom_llm_provider");
    private static readonly JsonPath ApiBase = Paths.Add("api_base", "hidden_params.api_base");
    private static readonly JsonPath Usage = Paths.Add("response.usage", "metadata.usage_object");
    private static readonly JsonPath Prompt = Paths.Add("prompt_tokens");
    private static readonly JsonPath Completion = Paths.Add("completion_tokens");
    private static readonly JsonPath Total = Paths.Add("total_tokens");
    private static readonly JsonPath Cost = Paths.Add("response_cost");
    private static readonly JsonPath CacheHit = Paths.Add("cache_hit");
    private static readonly JsonPath Status = Paths.Add("status");
    private static readonly JsonPath Team = Paths.Add("metadata.user_api_key_team_alias", "metadata.user_api_key_team_id");
    private static readonly JsonPath Key = Paths.Add("metadata.user_api_key_alias", "metadata.user_api_key_hash");
    private static readonly JsonPath User = Paths.Add("metadata.user_api_key_user_id", "end_user");

    static LiteLlmPayload()
    {
        Paths.AddTags("request_tags", 3);
        Paths.AddTags("metadata.spend_logs_metadata", 2);
        Paths.AddTags("metadata.requester_metadata", 1);
    }

    public FormatInfo Info { get; } = new(
        "litellm-payload", "LiteLLM standard logging payload (NDJSON)", "JSON lines with id, call_type, custom_llm_provider, startTime and response_cost",
        "the response's own usage block; else prompt_tokens contains cached, completion_tokens reasoning tokens. response_cost is the gateway's own estimate: a claim.",
        IdentityKind.EventWithId, SourceLevel.PrimaryLog, CoverageRule.None, "Etc/UTC", SettlingDays: 0,
        Evidence.RealFile, "a payload of LiteLLM's tests; field list of its documentation", Paths.Names);

    private readonly Gateway _gateway;

    public LiteLlmPayload() => _gateway = new Gateway(Info);

    public Match Detect(FileHead head) => head.AsLinesWith("id", "call_type", "custom_llm_provider", "startTime", "response_cost");

    public void Read(ReadOnlySpan<byte> utf8, UsageLine line, ReadContext context)
    {
        var scratch = LineScratch.For(context);
        if (!Paths.TryRead(utf8, line, scratch, out var fields)) return;
        var request = new RequestFields(line, scratch, _gateway)
        {
            Id = fields[Id],
            Model = fields[Model],
            ApiBase = fields[ApiBase],
            Project = fields[Team],
            Key = fields[Key],
            User = fields[User],
        };
        request.NameProvider(fields[Provider]);
        if (!request.At("startTime", fields[Start]) || !request.Claim("response_cost", fields[Cost])) return;
        if (!request.Count("prompt_tokens", fields[Prompt], out var prompt) || !request.Count("completion_tokens", fields[Completion], out var completion)) return;
        if (!request.Count("total_tokens", fields[Total], out var total)) return;
        var failed = Ascii.EqualsIgnoreCase(fields[Status], "failure"u8);
        var usage = fields.Json(Usage);
        if (usage.Length > 2)
        {
            if (!request.Usage("response.usage", usage)) return;
        }
        else if (total > prompt + completion)
        {
            line.Reject("prompt_tokens", fields[Prompt], $"the parts of total_tokens ({total})");
            return;
        }
        else if (!request.Inclusive("prompt_tokens", prompt, 0, completion, 0, 0)) return;
        if (line.Tokens.Total == 0 && !failed)
        {
            line.Ignore("no-usage");
            return;
        }
        line.Status = failed ? RequestStatus.Failed : Ascii.EqualsIgnoreCase(fields[CacheHit], "true"u8) ? RequestStatus.CachedAnswer : RequestStatus.Ok;
        request.Finish();
    }
}

using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ingestion.Formats;

/// <summary>Any log of requests to OpenAI-compatible or similar interfaces: a JSON line with the usage block of the response, and the output file of OpenAI's batches.</summary>
/// <remarks>
/// Proxies write such logs in many layouts: the response at the top, under "response", or under "response.body", as an object or as
/// text. The usage block's shape decides how it is read. The output of a batch is known by its custom_id.
/// </remarks>
public sealed class OpenAiAccess : ILineFormat
{
    private static readonly JsonPaths Paths = new();
    private static readonly JsonPath Usage = Paths.Add(
        "response.body.usage", "response.body.usageMetadata", "response.usage", "response.usageMetadata", "response_body.usage", "response_body.usageMetadata", "body.usage", "usage", "usageMetadata");
    private static readonly JsonPath Id = Paths.Add("response.body.id", "response.id", "response_body.id", "body.id", "id", "request_id", "requestId", "trace_id");
    private static readonly JsonPath Model = Paths.Add("response.body.model", "response.model", "response_body.model", "body.model", "model", "modelVersion", "request.body.model", "request.model", "request_body.model");
    private static readonly JsonPath Provider = Paths.Add("provider", "provider_id");
    private static readonly JsonPath Time = Paths.Add(
        "timestamp", "@timestamp", "time", "ts", "created_at", "start_time", "startTime", "request_time",
        "response.body.created", "response.body.created_at", "response.created", "response.created_at", "response_body.created", "response_body.created_at", "body.created", "created");
    private static readonly JsonPath Host = Paths.Add("api_base", "base_url", "upstream", "host", "url", "request.url");
    private static readonly JsonPath Status = Paths.Add("status_code", "response.status_code", "status");
    private static readonly JsonPath Key = Paths.Add("api_key_alias", "key_name", "api_key", "consumer");
    private static readonly JsonPath User = Paths.Add("user", "user_id", "request.user", "request.body.user", "request_body.user");
    private static readonly JsonPath Project = Paths.Add("project", "project_id");
    private static readonly JsonPath Tier = Paths.Add("response.body.service_tier", "response.service_tier", "response_body.service_tier", "body.service_tier", "service_tier");
    private static readonly JsonPath Custom = Paths.Add("custom_id");

    static OpenAiAccess()
    {
        Paths.AddTags("tags", 2);
        Paths.AddTags("metadata", 1);
    }

    public FormatInfo Info { get; } = new(
        "openai-access", "access log of OpenAI-compatible requests (NDJSON)", "JSON lines with a model and the usage block of a response, of no other known log",
        "by the shape of the usage block: OpenAI, Anthropic, Gemini, Bedrock and what is compatible with them",
        IdentityKind.EventWithId, SourceLevel.PrimaryLog, CoverageRule.None, "Etc/UTC", SettlingDays: 0,
        Evidence.GeneralKnowledge, "usage blocks of real responses; the lines around them by common names, no one layout is documented", Paths.Names);

    private readonly Gateway _gateway;

    public OpenAiAccess() => _gateway = new Gateway(Info);

    public Match Detect(FileHead head) => head.FirstLine.AsSpan().TrimStart() is ['{', ..] && JsonPieces.HasOneValueALine(head.Text)
        && (head.Text.Contains("\"usage\"", StringComparison.Ordinal) || head.Text.Contains("\"usageMetadata\"", StringComparison.Ordinal) || head.Text.Contains("\\\"usage\\\"", StringComparison.Ordinal))
        && head.Text.Contains("model", StringComparison.Ordinal)
            ? Match.Maybe : Match.No;

    public void Read(ReadOnlySpan<byte> utf8, UsageLine line, ReadContext context)
    {
        var scratch = LineScratch.For(context);
        if (!Paths.TryRead(utf8, line, scratch, out var fields)) return;
        var failed = fields[Status] is [(byte)'4' or (byte)'5', _, _];
        var usage = fields.Json(Usage);
        if (usage.IsEmpty && !failed)
        {
            line.Ignore("no-usage");
            return;
        }
        var request = new RequestFields(line, scratch, _gateway)
        {
            Id = fields[Id],
            Model = fields[Model],
            ApiBase = fields[Host],
            Project = fields[Project],
            Key = fields[Key],
            User = fields[User],
        };
        request.NameProvider(fields[Provider]);
        if (!request.At("timestamp", fields[Time]) || !usage.IsEmpty && !request.Usage("usage", usage)) return;
        line.Tier = !fields[Custom].IsEmpty ? ServiceTier.Batch
            : fields[Tier].SequenceEqual("flex"u8) ? ServiceTier.Flex
            : fields[Tier].SequenceEqual("priority"u8) ? ServiceTier.Priority
            : fields[Tier].SequenceEqual("batch"u8) ? ServiceTier.Batch
            : ServiceTier.Standard;
        if (failed) line.Status = RequestStatus.Failed;
        request.Finish();
    }
}

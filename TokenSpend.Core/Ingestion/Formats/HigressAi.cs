using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ingestion.Formats;

/// <summary>Higress access log as JSON lines, with what its AI statistics plugin adds as text in ai_log.</summary>
/// <remarks>
/// The first versions of the plugin put its fields beside the others. All values may be text, "-" is none. The provider is
/// told by the host or cluster that was called, else the model's maker is assumed.
/// </remarks>
public sealed class HigressAi : ILineFormat
{
    private static readonly JsonPaths Paths = new();
    private static readonly JsonPath Id = Paths.Add("request_id");
    private static readonly JsonPath Start = Paths.Add("start_time");
    private static readonly JsonPath Code = Paths.Add("response_code");
    private static readonly JsonPath Route = Paths.Add("route_name");
    private static readonly JsonPath Cluster = Paths.Add("upstream_cluster");
    private static readonly JsonPath Authority = Paths.Add("authority");
    private static readonly JsonPath Model = Paths.Add("ai_log.model", "ai_log.response_model", "model");
    private static readonly JsonPath Input = Paths.Add("ai_log.input_token", "input_token");
    private static readonly JsonPath Output = Paths.Add("ai_log.output_token", "output_token");
    private static readonly JsonPath Total = Paths.Add("ai_log.total_token");
    private static readonly JsonPath Cached = Paths.Add("ai_log.cached_tokens", "ai_log.input_token_details.cached_tokens");
    private static readonly JsonPath Reasoning = Paths.Add("ai_log.reasoning_tokens", "ai_log.output_token_details.reasoning_tokens");
    private static readonly JsonPath Consumer = Paths.Add("ai_log.consumer", "consumer");

    static HigressAi() => Paths.AddTags("ai_log", 1);

    public FormatInfo Info { get; } = new(
        "higress-ai", "Higress access log with ai_log", "JSON lines with start_time, route_name and ai_log (or input_token and output_token)",
        "as OpenAI: input_token contains cached, output_token reasoning tokens, each told apart only where the plugin is set to log it",
        IdentityKind.EventWithId, SourceLevel.PrimaryLog, CoverageRule.None, "Etc/UTC", SettlingDays: 0,
        Evidence.PublicDocumentation, "the plugin's description with a whole line of its first version; ai_log by its field names", Paths.Names);

    private readonly Gateway _gateway;

    public HigressAi() => _gateway = new Gateway(Info);

    public Match Detect(FileHead head)
    {
        var (now, first) = (head.AsLinesWith("start_time", "route_name", "ai_log"), head.AsLinesWith("start_time", "route_name", "input_token", "output_token"));
        return now > first ? now : first;
    }

    public void Read(ReadOnlySpan<byte> utf8, UsageLine line, ReadContext context)
    {
        var scratch = LineScratch.For(context);
        if (!Paths.TryRead(utf8, line, scratch, out var fields)) return;
        var failed = Some(fields[Code]) is [>= (byte)'4', _, _] or [(byte)'0'];
        if (Some(fields[Input]).IsEmpty && Some(fields[Output]).IsEmpty && Some(fields[Total]).IsEmpty && (!failed || Some(fields[Model]).IsEmpty))
        {
            line.Ignore("no-usage");
            return;
        }
        var request = new RequestFields(line, scratch, _gateway)
        {
            Id = Some(fields[Id]),
            Model = Some(fields[Model]),
            ApiBase = Some(fields[Authority]),
            Project = Some(fields[Route]),
            Key = Some(fields[Consumer]),
        };
        request.Provider = ProviderGuess.Of(request.ApiBase, default, scratch);
        if (request.Provider.SequenceEqual("unknown"u8)) request.Provider = ProviderGuess.Of(Some(fields[Cluster]), request.Model, scratch);
        if (!request.At("start_time", fields[Start])) return;
        if (!request.Count("ai_log.input_token", Some(fields[Input]), out var input) || !request.Count("ai_log.output_token", Some(fields[Output]), out var output)) return;
        if (!request.Count("ai_log.cached_tokens", Some(fields[Cached]), out var cached) || !request.Count("ai_log.reasoning_tokens", Some(fields[Reasoning]), out var reasoning)) return;
        if (!request.Count("ai_log.total_token", Some(fields[Total]), out var total)) return;
        if (Some(fields[Input]).IsEmpty && total > output)
        {
            line.Reject("ai_log.input_token", default, $"the parts of total_token ({total})");
            return;
        }
        if (!request.Inclusive("ai_log.input_token", input, cached, output, reasoning, 0)) return;
        if (failed) line.Status = RequestStatus.Failed;
        request.Finish();
    }

    /// <summary>Envoy writes "-" for nothing.</summary>
    private static ReadOnlySpan<byte> Some(ReadOnlySpan<byte> value) => value.SequenceEqual("-"u8) ? default : value;
}

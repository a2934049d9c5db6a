using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ingestion.Formats;

/// <summary>Amazon Bedrock model invocation log, one call a line, as it is delivered to S3 and CloudWatch.</summary>
/// <remarks>
/// modelId may be the ARN of a model or of an inference profile; that of an application's own profile hides the model, which is
/// then taken from the response if it names one. One-hour cache writes are told by the response's body only, streams leave it out.
/// Who called: the role, and the session's name as user where it is an address; other session names are made up per call.
/// </remarks>
public sealed class BedrockInvocation : ILineFormat
{
    private static readonly JsonPaths Paths = new();
    private static readonly JsonPath Id = Paths.Add("requestId");
    private static readonly JsonPath Time = Paths.Add("timestamp");
    private static readonly JsonPath Account = Paths.Add("accountId");
    private static readonly JsonPath Caller = Paths.Add("identity.arn");
    private static readonly JsonPath Region = Paths.Add("region");
    private static readonly JsonPath ModelId = Paths.Add("modelId");
    private static readonly JsonPath Answered = Paths.Add("output.outputBodyJson.model");
    private static readonly JsonPath Error = Paths.Add("errorCode");
    private static readonly JsonPath Input = Paths.Add("input.inputTokenCount");
    private static readonly JsonPath CacheRead = Paths.Add("input.cacheReadInputTokenCount");
    private static readonly JsonPath CacheWrite = Paths.Add("input.cacheWriteInputTokenCount");
    private static readonly JsonPath CacheWrite1h = Paths.Add("output.outputBodyJson.usage.cache_creation.ephemeral_1h_input_tokens");
    private static readonly JsonPath Output = Paths.Add("output.outputTokenCount");

    static BedrockInvocation() => Paths.AddTags("requestMetadata", 1);

    public FormatInfo Info { get; } = new(
        "bedrock-invocation", "Amazon Bedrock model invocation log (NDJSON)", "JSON lines with schemaType ModelInvocationLog",
        "input, cache read and cache write are disjoint; output contains reasoning, which is not told apart",
        IdentityKind.EventWithId, SourceLevel.PrimaryLog, CoverageRule.None, "Etc/UTC", SettlingDays: 0,
        Evidence.PublicDocumentation, "the layout in AWS's documentation and published examples; cache counts as public readers of the log use them", Paths.Names);

    private readonly Gateway _gateway;

    public BedrockInvocation() => _gateway = new Gateway(Info);

    public Match Detect(FileHead head) => head.Text.Contains("\"ModelInvocationLog\"", StringComparison.Ordinal)
        ? head.AsLinesWith("schemaType", "timestamp", "requestId", "modelId")
        : Match.No;

    public void Read(ReadOnlySpan<byte> utf8, UsageLine line, ReadContext context)
    {
        var scratch = LineScratch.For(context);
        if (!Paths.TryRead(utf8, line, scratch, out var fields)) return;
        var model = Name(fields[ModelId], out var profile);
        var request = new RequestFields(line, scratch, _gateway)
        {
            Id = fields[Id],
            Provider = "aws"u8,
            Issuer = "aws"u8,
            Account = fields[Account],
            ApiBase = fields[Region],
            Model = !profile.IsEmpty && !fields[Answered].IsEmpty ? fields[Answered] : model,
            Project = profile,
            Key = Role(fields[Caller], out var session),
            User = session.Contains((byte)'@') ? session : default,
        };
        if (!request.At("timestamp", fields[Time])) return;
        if (!request.Count("input.inputTokenCount", fields[Input], out var input) || !request.Count("output.outputTokenCount", fields[Output], out var output)) return;
        if (!request.Count("input.cacheReadInputTokenCount", fields[CacheRead], out var read) || !request.Count("input.cacheWriteInputTokenCount", fields[CacheWrite], out var written)) return;
        if (!request.Count("output.outputBodyJson.usage.cache_creation.ephemeral_1h_input_tokens", fields[CacheWrite1h], out var write1h)) return;
        if (TokenCounts.FromDisjoint(input, read, written - write1h, write1h, output) is not { } tokens)
        {
            line.Reject("input.cacheWriteInputTokenCount", fields[CacheWrite], $"not less than the one-hour writes ({write1h}) in it");
            return;
        }
        line.Tokens = tokens;
        if (!fields[Error].IsEmpty) line.Status = RequestStatus.Failed;
        else if (tokens.Total == 0)
        {
            // Image models are billed by picture and log no tokens.
            line.Ignore("no-usage");
            return;
        }
        request.Finish();
    }

    /// <param name="profile">An application's own inference profile; empty for models and for the profiles that AWS defines.</param>
    private static ReadOnlySpan<byte> Name(ReadOnlySpan<byte> modelId, out ReadOnlySpan<byte> profile)
    {
        var name = modelId[(modelId.LastIndexOf((byte)'/') + 1)..];
        profile = modelId.IndexOf(":application-inference-profile/"u8) >= 0 ? name : default;
        return name;
    }

    /// <summary>"role" of arn:aws:sts::1:assumed-role/role/session, "name" of arn:aws:iam::1:user/name.</summary>
    private static ReadOnlySpan<byte> Role(ReadOnlySpan<byte> arn, out ReadOnlySpan<byte> session)
    {
        session = default;
        var last = arn.LastIndexOf((byte)'/');
        var assumed = arn.IndexOf(":assumed-role/"u8);
        if (assumed < 0 || last < assumed + 14) return arn[(last + 1)..];
        session = arn[(last + 1)..];
        return arn[(assumed + 14)..last];
    }
}

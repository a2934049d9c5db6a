using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ingestion.Formats;

/// <summary>Log of Cloudflare AI Gateway, one request a line.</summary>
/// <remarks>Each step of a fallback is a row of its own. Cached, reasoning and audio tokens are not told apart: a provider's cache discount is unseen, so cost is a ceiling.</remarks>
public sealed class CloudflareAiGateway : ILineFormat
{
    private static readonly JsonPaths Paths = new();
    private static readonly JsonPath Id = Paths.Add("id");
    private static readonly JsonPath Created = Paths.Add("created_at");
    private static readonly JsonPath Provider = Paths.Add("provider");
    private static readonly JsonPath Model = Paths.Add("model");
    private static readonly JsonPath In = Paths.Add("tokens_in");
    private static readonly JsonPath Out = Paths.Add("tokens_out");
    private static readonly JsonPath Cached = Paths.Add("cached");
    private static readonly JsonPath Cost = Paths.Add("cost");
    private static readonly JsonPath Success = Paths.Add("success");
    private static readonly JsonPath User = Paths.Add("metadata.user", "metadata.user_id", "metadata.userId");

    static CloudflareAiGateway() => Paths.AddTags("metadata", 1);

    public FormatInfo Info { get; } = new(
        "cloudflare-ai-gateway", "Cloudflare AI Gateway log (NDJSON)", "JSON lines with provider, model, tokens_in and tokens_out",
        "tokens_in and tokens_out as the provider counts them, parts not told apart; a cached answer costs nothing. cost is the gateway's own estimate: a claim.",
        IdentityKind.EventWithId, SourceLevel.PrimaryLog, CoverageRule.None, "Etc/UTC", SettlingDays: 0,
        Evidence.PublicDocumentation, "the API's description of a gateway log", Paths.Names);

    private readonly Gateway _gateway;

    public CloudflareAiGateway() => _gateway = new Gateway(Info);

    public Match Detect(FileHead head) => head.AsLinesWith("id", "created_at", "provider", "model", "tokens_in", "tokens_out");

    public void Read(ReadOnlySpan<byte> utf8, UsageLine line, ReadContext context)
    {
        var scratch = LineScratch.For(context);
        if (!Paths.TryRead(utf8, line, scratch, out var fields)) return;
        var request = new RequestFields(line, scratch, _gateway) { Id = fields[Id], Model = fields[Model], User = fields[User] };
        request.NameProvider(fields[Provider]);
        if (!request.At("created_at", fields[Created]) || !request.Claim("cost", fields[Cost])) return;
        if (!request.Count("tokens_in", fields[In], out var input) || !request.Count("tokens_out", fields[Out], out var output)) return;
        if (!request.Inclusive("tokens_in", input, 0, output, 0, 0)) return;
        line.Status = fields[Success].SequenceEqual("false"u8) ? RequestStatus.Failed
            : fields[Cached].SequenceEqual("true"u8) ? RequestStatus.CachedAnswer
            : RequestStatus.Ok;
        if (line.Status == RequestStatus.Ok && input + output == 0) line.Ignore("no-usage");
        else request.Finish();
    }
}

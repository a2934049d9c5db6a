using System.Text.Json;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ingestion.Formats;

/// <summary>Kong's log of a proxied request (http-log, file-log and others) with the usage of its AI plugins under "ai".</summary>
/// <remarks>
/// One line may tell of several model calls: each plugin that called a model has an object of its own. A plugin's list of
/// calls, which is not documented, is read too. ai.proxy and ai.ai-proxy are the same, by version. Answers from the semantic cache cost nothing.
/// Documents, not lines: Kong sends batches as lists, and one line can give several records.
/// </remarks>
public sealed class KongAi : IDocumentFormat
{
    private static readonly JsonPaths Paths = new();
    private static readonly JsonPath Ai = Paths.Add("ai");
    private static readonly JsonPath Id = Paths.Add("request.id", "request_id");
    private static readonly JsonPath Started = Paths.Add("started_at");
    private static readonly JsonPath Consumer = Paths.Add("consumer.username", "consumer.custom_id", "consumer.id");
    private static readonly JsonPath Route = Paths.Add("route.name", "service.name");
    private static readonly JsonPath Code = Paths.Add("response.status");

    // Read inside of each plugin's object.
    private static readonly string[] Inside =
        ["ai.*.usage", "ai.*.meta.provider_name", "ai.*.meta.request_model", "ai.*.meta.response_model", "ai.*.cache.cache_status"];

    public FormatInfo Info { get; } = new(
        "kong-ai", "Kong AI Gateway log", "JSON with started_at and an object ai of plugins with usage and meta.provider_name",
        "as OpenAI: prompt_tokens contains cached, completion_tokens reasoning tokens, told apart since 3.11. usage.cost is priced by the gateway's settings: a claim.",
        IdentityKind.EventWithId, SourceLevel.PrimaryLog, CoverageRule.None, "Etc/UTC", SettlingDays: 0,
        Evidence.PublicDocumentation, "Kong's audit log references of 3.8 to 3.11 and documented log objects", [.. Paths.Names, .. Inside]);

    private readonly Gateway _gateway;

    public KongAi() => _gateway = new Gateway(Info);

    public Match Detect(FileHead head) => head.HasNames("started_at", "ai", "provider_name", "request") ? Match.Sure
        : head.AsLinesWith("started_at", "latencies", "request", "response") == Match.Sure ? Match.Maybe
        : Match.No;

    public IEnumerable<LineOutcome> Read(TextReader content, ReadContext context)
    {
        var line = new UsageLine();
        var repeats = new RepeatsOnALine();
        foreach (var piece in JsonPieces.Read(content)) yield return repeats.Check(Outcome(piece, line, context));
    }

    private LineOutcome Outcome(JsonPiece piece, UsageLine line, ReadContext context)
    {
        var scratch = LineScratch.For(context);
        line.Reset();
        if (!Paths.TryRead(piece.Utf8.Span, line, scratch, out var fields)) return line.ToOutcome(piece.Line);
        var records = new List<UsageRecord>();
        try
        {
            var json = fields.Json(Ai);
            if (json.IsEmpty) return new IgnoredLine(piece.Line, "no-usage");
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Limits.DeepestLog });
            using var ai = JsonDocument.ParseValue(ref reader);
            foreach (var (name, call) in Calls(ai.RootElement))
            {
                line.Reset();
                Read(name, call, line, scratch, in fields);
                if (line.Outcome == UsageLine.Kind.Rejected) return line.ToOutcome(piece.Line);
                if (line.Outcome == UsageLine.Kind.Accepted) records.Add(line.ToRecord());
            }
        }
        catch (InvalidOperationException)
        {
            return new RejectedLine(piece.Line, Rejection.Of(piece.Line, "ai", null, "JSON text without half surrogate pairs"));
        }
        return records.Count == 0 ? new IgnoredLine(piece.Line, "no-usage") : new AcceptedLine(piece.Line, records, []);
    }

    /// <summary>Every object with usage, with the name that tells it from the others of the line.</summary>
    private static IEnumerable<(string Name, JsonElement Call)> Calls(JsonElement ai)
    {
        if (ai.ValueKind != JsonValueKind.Object) yield break;
        foreach (var plugin in ai.EnumerateObject())
        {
            // The plugin's name changed with the versions, and must not change a request's identity.
            var name = plugin.Name is "ai-proxy" or "ai-proxy-advanced" ? "proxy" : plugin.Name;
            if (plugin.Value.ValueKind == JsonValueKind.Object && plugin.Value.TryGetProperty("usage", out _)) yield return (name, plugin.Value);
            if (plugin.Value.ValueKind != JsonValueKind.Array) continue;
            var number = 0;
            foreach (var call in plugin.Value.EnumerateArray())
                if (call.ValueKind == JsonValueKind.Object && call.TryGetProperty("usage", out _)) yield return ($"{name}#{++number}", call);
        }
    }

    private void Read(string name, JsonElement call, UsageLine line, LineScratch scratch, scoped in JsonFields fields)
    {
        var meta = JsonText.Child(call, "meta");
        var usage = call.GetProperty("usage");
        var model = JsonText.Of(meta, "response_model");
        var request = new RequestFields(line, scratch, _gateway)
        {
            Id = fields[Id].IsEmpty ? default : scratch.Utf8($"{System.Text.Encoding.UTF8.GetString(fields[Id])}/{name}"),
            Model = scratch.Utf8(string.IsNullOrEmpty(model) ? JsonText.Of(meta, "request_model") : model),
            Project = fields[Route],
            Key = fields[Consumer],
        };
        request.NameProvider(scratch.Utf8(JsonText.Of(meta, "provider_name")));
        if (!request.At("started_at", fields[Started]) || !request.Claim("ai.usage.cost", scratch.Utf8(JsonText.Of(usage, "cost")))) return;
        var failed = fields[Code] is [(byte)'4' or (byte)'5', _, _];
        if (usage.ValueKind != JsonValueKind.Object || !usage.EnumerateObject().Any(property => property.Name.EndsWith("token", StringComparison.Ordinal) || property.Name.EndsWith("tokens", StringComparison.Ordinal)))
        {
            if (!failed) line.Ignore("no-usage");
        }
        else if (!request.Usage("ai.usage", scratch.Utf8(Plural(usage.GetRawText())))) return;
        if (failed) line.Status = RequestStatus.Failed;
        else if (JsonText.Of(JsonText.Child(call, "cache"), "cache_status") is "Hit") line.Status = RequestStatus.CachedAnswer;
        if (line.Outcome == UsageLine.Kind.Accepted) request.Finish();
    }

    /// <summary>Until 3.8 the counts were named prompt_token and completion_token.</summary>
    private static string Plural(string usage) =>
        usage.Replace("\"prompt_token\"", "\"prompt_tokens\"", StringComparison.Ordinal).Replace("\"completion_token\"", "\"completion_tokens\"", StringComparison.Ordinal);
}

using System.Text;
using System.Text.Json;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ingestion.Formats;

/// <summary>Langfuse observations: of a trace with its observations, of the API's pages, and of the blob storage export (JSON lines).</summary>
/// <remarks>
/// Only generations and embeddings count, and of generations within one another the innermost. In an export of one observation
/// a line a generation that comes before the one inside of it is counted too. Each observation is a line of the balance.
/// Old observations have usage with promptTokens, newer ones usageDetails, the blob export snake_case names.
/// </remarks>
public sealed class LangfuseExport : IDocumentFormat
{
    private static readonly string[] Lists = ["observations", "data"];

    public FormatInfo Info { get; } = new(
        "langfuse-export", "Langfuse export of observations", "JSON with traceId (trace_id), type and usageDetails, usage_details or usage",
        "usage types are taken as disjoint or as parts of input and output, as their total tells; totalCost is a claim",
        IdentityKind.EventWithId, SourceLevel.Detail, CoverageRule.None, "Etc/UTC", SettlingDays: 0,
        Evidence.RealFile, "traces of Langfuse's own example project, 2024 and 2025; field reference of the blob export",
        ["id", "traceId", "parentObservationId", "type", "startTime", "model", "providedModelName", "level", "usageDetails", "usage", "totalCost", "costDetails.total", "userId", "environment", "tags", "metadata.attributes"]);

    private readonly Gateway _gateway;

    public LangfuseExport() => _gateway = new Gateway(Info);

    public Match Detect(FileHead head) =>
        (head.HasNames("traceId", "startTime") || head.HasNames("trace_id", "start_time")) && head.HasNames("type")
        && (head.HasNames("usageDetails") || head.HasNames("usage_details") || head.HasNames("parentObservationId"))
            ? Match.Sure : Match.No;

    public IEnumerable<LineOutcome> Read(TextReader content, ReadContext context)
    {
        var line = new UsageLine();
        var (repeats, leaves) = (new RepeatsOnALine(), new LeafCalls());
        foreach (var page in JsonPieces.Read(content))
        {
            if (page.Utf8.IsEmpty)
            {
                yield return new BlankLine(page.Line);
                continue;
            }
            var pieces = Lists.Select(list => JsonPieces.ListIn(page, list)).FirstOrDefault(list => list is not null) ?? [page];
            leaves.Next();
            foreach (var (id, parent, _) in Calls(pieces)) leaves.Note(id, parent);
            foreach (var (id, _, hasTokens) in Calls(pieces)) leaves.Mark(id, hasTokens);
            var (user, tags) = pieces is [var only] && only == page ? (null, []) : TraceOf(page);
            if (pieces.Count == 0) yield return new IgnoredLine(page.Line, "no-observations");
            foreach (var piece in pieces) yield return repeats.Check(Outcome(piece, user, tags, leaves, line, context));
        }
    }

    private static IEnumerable<(string Id, string? Parent, bool HasTokens)> Calls(IReadOnlyList<JsonPiece> pieces)
    {
        foreach (var piece in pieces)
            if (Try(piece, observation => JsonText.Of(observation, "id") is { } id
                ? (id, JsonText.Of(observation, "parentObservationId", "parent_observation_id"), IsCall(observation) && LangfuseUsage.Read(UsageOf(observation), out _) is not null)
                : ((string, string?, bool)?)null) is { } call) yield return call;
    }

    private LineOutcome Outcome(JsonPiece piece, string? user, IReadOnlyList<string> tags, LeafCalls leaves, UsageLine line, ReadContext context) =>
        Try<LineOutcome>(piece, observation => Outcome(piece, observation, user, tags, leaves, line, context))
            ?? new RejectedLine(piece.Line, Rejection.Of(piece.Line, "", Encoding.UTF8.GetString(piece.Utf8.Span[..Math.Min(piece.Utf8.Length, 400)]), $"one JSON object, at most {Limits.DeepestLog} levels deep, text without half surrogate pairs"));

    private LineOutcome? Outcome(JsonPiece piece, JsonElement observation, string? user, IReadOnlyList<string> tags, LeafCalls leaves, UsageLine line, ReadContext context)
    {
        if (observation.ValueKind != JsonValueKind.Object) return null;
        if (!IsCall(observation)) return new IgnoredLine(piece.Line, "no-model-call");
        var id = JsonText.Of(observation, "id");
        if (id is not null && leaves.IsAboveACall(id)) return new IgnoredLine(piece.Line, "sum-of-calls");

        line.Reset();
        var scratch = LineScratch.For(context);
        AddTags(observation, tags, scratch);
        var attributes = JsonText.Child(JsonText.Child(observation, "metadata"), "attributes");
        var request = new RequestFields(line, scratch, _gateway)
        {
            Id = scratch.Utf8(id),
            Model = scratch.Utf8(JsonText.Of(observation, "model", "providedModelName", "provided_model_name")),
            Project = scratch.Utf8(JsonText.Of(observation, "projectId", "project_id")),
            User = scratch.Utf8(JsonText.Of(observation, "userId", "user_id") ?? user),
        };
        request.NameProvider(scratch.Utf8(JsonText.Of(attributes, "gen_ai.provider.name", "gen_ai.system", "llm.provider")));
        var failed = JsonText.Of(observation, "level") is "ERROR";
        var usage = UsageOf(observation);
        var tokens = LangfuseUsage.Read(usage, out var error);
        if (error is not null) return new RejectedLine(piece.Line, Rejection.Of(piece.Line, "usageDetails", usage.GetRawText(), error));
        if (tokens is null && !failed) return new IgnoredLine(piece.Line, "no-usage");
        line.Tokens = tokens ?? default;
        line.Status = failed ? RequestStatus.Failed : RequestStatus.Ok;
        var cost = JsonText.Of(observation, "calculatedTotalCost", "totalCost", "total_cost") ?? JsonText.Of(JsonText.Child(observation, "costDetails"), "total") ?? JsonText.Of(JsonText.Child(observation, "cost_details"), "total");
        if (request.At("startTime", scratch.Utf8(JsonText.Of(observation, "startTime", "start_time"))) && request.Claim("totalCost", scratch.Utf8(cost))) request.Finish();
        return line.ToOutcome(piece.Line);
    }

    private static void AddTags(JsonElement observation, IReadOnlyList<string> tags, LineScratch scratch)
    {
        foreach (var tag in tags) scratch.Tag(scratch.Utf8(tag), 2);
        if (JsonText.Child(observation, "tags") is { ValueKind: JsonValueKind.Array } own)
            foreach (var tag in own.EnumerateArray())
                if (tag.ValueKind == JsonValueKind.String) scratch.Tag(scratch.Utf8(tag.GetString()), 3);
        if (JsonText.Child(observation, "metadata") is { ValueKind: JsonValueKind.Object } metadata)
            foreach (var member in metadata.EnumerateObject())
                if (member.Value.ValueKind == JsonValueKind.String) scratch.Tag(scratch.Utf8(member.Name), scratch.Utf8(member.Value.GetString()), 1);
        // "default" is what an application that sets none has.
        if (JsonText.Of(observation, "environment") is { } environment and not "default") scratch.Tag("env"u8, scratch.Utf8(environment), 0);
    }

    /// <summary>What a trace says for all of its observations.</summary>
    private static (string? User, IReadOnlyList<string> Tags) TraceOf(JsonPiece page) => Try(page, root =>
    {
        var trace = JsonText.Child(root, "trace") is { ValueKind: JsonValueKind.Object } inner ? inner : root;
        var tags = JsonText.Child(trace, "tags") is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().Where(tag => tag.ValueKind == JsonValueKind.String).Select(tag => tag.GetString()!).ToList() : [];
        return ((string?, IReadOnlyList<string>)?)(JsonText.Of(trace, "userId", "user_id"), tags);
    }) ?? (null, []);

    private static bool IsCall(JsonElement observation) => JsonText.Of(observation, "type")?.ToUpperInvariant() is "GENERATION" or "EMBEDDING";

    private static JsonElement UsageOf(JsonElement observation)
    {
        foreach (var name in (ReadOnlySpan<string>)["usageDetails", "usage_details", "usage"])
            if (JsonText.Child(observation, name) is { ValueKind: JsonValueKind.Object } usage && usage.EnumerateObject().Any()) return usage;
        return default;
    }

    /// <summary>Null where the piece is no JSON that can be read.</summary>
    private static T? Try<T>(JsonPiece piece, Func<JsonElement, T?> read)
    {
        try
        {
            using var json = JsonDocument.Parse(piece.Utf8, new JsonDocumentOptions { MaxDepth = Limits.DeepestLog });
            return read(json.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return default;
        }
    }
}

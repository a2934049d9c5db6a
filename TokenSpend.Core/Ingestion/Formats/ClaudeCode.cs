using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ingestion.Formats;

/// <summary>Session log of Claude Code: a line for each message or part of one.</summary>
/// <remarks>
/// One message is written several times while it streams, with growing counts and other times: the greatest counts stand, the
/// first time stays. So a file is held until its end, as records only. Who served the model is told by the message's id.
/// </remarks>
public sealed class ClaudeCode : IDocumentFormat
{
    private static readonly JsonPaths Paths = new();
    private static readonly JsonPath Time = Paths.Add("timestamp");
    private static readonly JsonPath Folder = Paths.Add("cwd");
    private static readonly JsonPath Message = Paths.Add("message.id");
    private static readonly JsonPath Model = Paths.Add("message.model");
    private static readonly JsonPath Usage = Paths.Add("message.usage");
    private static readonly JsonPath Tier = Paths.Add("message.usage.service_tier");
    private static readonly JsonPath Cost = Paths.Add("costUSD");

    public FormatInfo Info { get; } = new(
        "claude-code", "Claude Code session log", "JSON lines with sessionId and message.usage",
        "as Anthropic: input, cache reads and cache writes are disjoint; output contains thinking. Of a message's repetitions the greatest counts. costUSD is a claim.",
        IdentityKind.EventWithId, SourceLevel.Detail, CoverageRule.None, "Etc/UTC", SettlingDays: 0,
        Evidence.RealFile, "fixtures of ccusage and its reports on repeated messages", Paths.Names);

    private readonly Gateway _gateway;

    public ClaudeCode() => _gateway = new Gateway(Info);

    public Match Detect(FileHead head) => !head.HasNames("sessionId", "message") ? Match.No
        : head.HasNames("usage", "cache_read_input_tokens") || head.HasNames("parentUuid") ? Match.Sure
        : Match.No;

    public IEnumerable<LineOutcome> Read(TextReader content, ReadContext context)
    {
        var outcomes = new List<LineOutcome>();
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        var line = new UsageLine();
        foreach (var piece in JsonPieces.Read(content))
        {
            var outcome = Outcome(piece, line, context);
            if (outcome is AcceptedLine { Records: [{ Id: { } id } record] } && !first.TryAdd(id, outcomes.Count))
            {
                var at = first[id];
                outcomes[at] = Greater((AcceptedLine)outcomes[at], record);
                outcome = new IgnoredLine(piece.Line, "repeated-message");
            }
            outcomes.Add(outcome);
        }
        return outcomes;
    }

    private static AcceptedLine Greater(AcceptedLine first, UsageRecord again)
    {
        var told = first.Records[0];
        if (UsageRow.CompareFigures(again.Tokens, again.Status, told.Tokens, told.Status) <= 0) return first;
        return new AcceptedLine(first.Line, again with { At = told.At });
    }

    private LineOutcome Outcome(JsonPiece piece, UsageLine line, ReadContext context)
    {
        line.Reset();
        var scratch = LineScratch.For(context);
        if (!Paths.TryRead(piece.Utf8.Span, line, scratch, out var fields)) return line.ToOutcome(piece.Line);
        var usage = fields.Json(Usage);
        if (usage.IsEmpty) return new IgnoredLine(piece.Line, "no-usage");
        // The program's own notices, written as if a model had said them.
        if (fields[Model].SequenceEqual("<synthetic>"u8)) return new IgnoredLine(piece.Line, "no-model-call");
        var request = new RequestFields(line, scratch, _gateway)
        {
            Id = fields[Message],
            Model = fields[Model],
            Project = LastFolder(fields[Folder]),
        };
        request.Provider = request.Id.StartsWith("msg_bdrk_"u8) ? "aws"u8 : request.Id.StartsWith("msg_vrtx_"u8) ? "google"u8 : ProviderGuess.Of(default, request.Model, scratch);
        line.Tier = fields[Tier].SequenceEqual("batch"u8) ? ServiceTier.Batch : fields[Tier].SequenceEqual("priority"u8) ? ServiceTier.Priority : ServiceTier.Standard;
        if (request.At("timestamp", fields[Time]) && request.Usage("message.usage", usage) && request.Claim("costUSD", fields[Cost])) request.Finish();
        return line.ToOutcome(piece.Line);
    }

    /// <summary>The name of the folder that was worked in, without the path to it on someone's machine.</summary>
    internal static ReadOnlySpan<byte> LastFolder(ReadOnlySpan<byte> path)
    {
        path = path.TrimEnd("/\\"u8);
        return path[(path.LastIndexOfAny((byte)'/', (byte)'\\') + 1)..];
    }
}

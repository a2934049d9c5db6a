using System.Text;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ingestion.Formats;

/// <summary>Session log of Codex: token counts beside all else that happened.</summary>
/// <remarks>
/// Each count tells the sum of the session and the last turn. The same sum again is a repetition. Without the last turn, what the
/// sum has grown by counts; a sum that shrank began anew. The model is that of the turn before.
/// </remarks>
public sealed class CodexSession : IDocumentFormat
{
    private static readonly JsonPaths Paths = new();
    private static readonly JsonPath Time = Paths.Add("timestamp");
    private static readonly JsonPath Type = Paths.Add("type");
    private static readonly JsonPath Event = Paths.Add("payload.type");
    private static readonly JsonPath Session = Paths.Add("payload.id");
    private static readonly JsonPath Folder = Paths.Add("payload.cwd");
    private static readonly JsonPath Provider = Paths.Add("payload.model_provider");
    private static readonly JsonPath Model = Paths.Add("payload.info.model", "payload.model");
    private static readonly JsonPath Last = Paths.Add("payload.info.last_token_usage");
    private static readonly JsonPath Sum = Paths.Add("payload.info.total_token_usage");

    public FormatInfo Info { get; } = new(
        "codex-session", "Codex session log", "JSON lines with type turn_context or token_count and payload",
        "input contains cached tokens, output contains reasoning; totals are cumulative, so the last turn's counts or their differences are taken",
        IdentityKind.EventWithId, SourceLevel.Detail, CoverageRule.None, "Etc/UTC", SettlingDays: 0,
        Evidence.RealFile, "fixtures of ccusage; session_meta by public readers of the log", Paths.Names);

    private readonly Gateway _gateway;

    public CodexSession() => _gateway = new Gateway(Info);

    public Match Detect(FileHead head) => head.HasNames("payload", "timestamp") && (head.HasNames("session_meta") || head.HasNames("turn_context") || head.HasNames("token_count"))
        ? Match.Sure : Match.No;

    public IEnumerable<LineOutcome> Read(TextReader content, ReadContext context)
    {
        var line = new UsageLine();
        var state = new State();
        foreach (var piece in JsonPieces.Read(content)) yield return Outcome(piece, state, line, context);
    }

    private LineOutcome Outcome(JsonPiece piece, State state, UsageLine line, ReadContext context)
    {
        line.Reset();
        var scratch = LineScratch.For(context);
        if (!Paths.TryRead(piece.Utf8.Span, line, scratch, out var fields)) return line.ToOutcome(piece.Line);
        if (fields[Type].SequenceEqual("session_meta"u8)) state.Begin(Text(fields[Session]), Text(fields[Provider]));
        if (!fields[Model].IsEmpty) state.Model = Text(fields[Model]);
        // A command that was run has a folder too: not that of the work.
        if (!fields[Folder].IsEmpty && (fields[Type].SequenceEqual("session_meta"u8) || fields[Type].SequenceEqual("turn_context"u8))) state.Folder = Text(ClaudeCode.LastFolder(fields[Folder]));
        var last = fields.Json(Last);
        var sum = fields.Json(Sum);
        // Also a count of nothing but rate limits.
        if (!fields[Event].SequenceEqual("token_count"u8) || last.IsEmpty && sum.IsEmpty) return new IgnoredLine(piece.Line, "no-usage");

        var request = new RequestFields(line, scratch, _gateway) { Model = scratch.Utf8(state.Model ?? "unknown"), Project = scratch.Utf8(state.Folder) };
        request.Provider = state.Provider is null ? "openai"u8 : scratch.ProviderId(scratch.Utf8(state.Provider));
        TokenCounts? total = null;
        if (!sum.IsEmpty)
        {
            if (!request.Usage("payload.info.total_token_usage", sum)) return line.ToOutcome(piece.Line);
            if (line.Tokens == state.Sum) return new IgnoredLine(piece.Line, "repeated");
            total = line.Tokens;
            line.Tokens = Grown(line.Tokens, state.Sum);
        }
        if (!last.IsEmpty && !request.Usage("payload.info.last_token_usage", last) || !request.At("timestamp", fields[Time])) return line.ToOutcome(piece.Line);
        state.Sum = total ?? state.Sum;
        if (line.Tokens.Total == 0) return new IgnoredLine(piece.Line, "no-usage");
        if (state.Session is { } session) request.Id = scratch.Utf8($"{session}/{state.Sum?.Total}");
        request.Finish();
        return line.ToOutcome(piece.Line);
    }

    private static TokenCounts Grown(in TokenCounts now, TokenCounts? before)
    {
        if (before is not { } start) return now;
        var grown = default(TokenCounts);
        foreach (var kind in TokenKindInfo.All)
        {
            if (grown.With(kind.Kind, now[kind.Kind] - start[kind.Kind]) is not { } next) return now;
            grown = next;
        }
        return grown;
    }

    private static string? Text(ReadOnlySpan<byte> utf8) => utf8.IsEmpty ? null : Encoding.UTF8.GetString(utf8);

    /// <summary>What earlier lines say of a later count.</summary>
    private sealed class State
    {
        public string? Session { get; private set; }
        public string? Provider { get; private set; }
        public string? Model { get; set; }
        public string? Folder { get; set; }

        /// <summary>The session's sum so far; null before the first count.</summary>
        public TokenCounts? Sum { get; set; }

        public void Begin(string? session, string? provider) => (Session, Provider, Model, Folder, Sum) = (session, provider, null, null, null);
    }
}

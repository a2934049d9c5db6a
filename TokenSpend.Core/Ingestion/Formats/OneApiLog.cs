using System.Text;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ingestion.Formats;

/// <summary>Log of one-api and its descendants such as new-api: one row of the table "logs" a line.</summary>
/// <remarks>
/// Rows of type 2 are consumption, of type 5 failures; the rest (top-ups, refunds, administration) is no usage. Only the parts
/// in "other" tell cached tokens; rows of Anthropic's shape say so there, and then prompt_tokens leaves the cache out.
/// The log names no provider: the channel's first word if it is one, else the model's maker is assumed.
/// A user's own view of the log cuts the id to its last three digits: import the administrator's.
/// </remarks>
public sealed class OneApiLog : ILineFormat
{
    /// <summary>500,000 units of quota are 1 USD, unless the operator changed it.</summary>
    private const long NanosPerQuota = 2_000;

    private static readonly JsonPaths Paths = new();
    private static readonly JsonPath Id = Paths.Add("id");
    private static readonly JsonPath Created = Paths.Add("created_at");
    private static readonly JsonPath Type = Paths.Add("type");
    private static readonly JsonPath Model = Paths.Add("model_name");
    private static readonly JsonPath Quota = Paths.Add("quota");
    private static readonly JsonPath Prompt = Paths.Add("prompt_tokens");
    private static readonly JsonPath Completion = Paths.Add("completion_tokens");
    private static readonly JsonPath Token = Paths.Add("token_name");
    private static readonly JsonPath User = Paths.Add("username");
    private static readonly JsonPath Group = Paths.Add("group");
    private static readonly JsonPath Channel = Paths.Add("channel_name", "channel", "channel_id");
    private static readonly JsonPath CacheRead = Paths.Add("other.cache_tokens");
    private static readonly JsonPath CacheWrite = Paths.Add("other.cache_creation_tokens", "other.cache_write_tokens");
    private static readonly JsonPath CacheWrite5m = Paths.Add("other.cache_creation_tokens_5m");
    private static readonly JsonPath CacheWrite1h = Paths.Add("other.cache_creation_tokens_1h");
    private static readonly JsonPath AudioIn = Paths.Add("other.audio_input", "other.audio_input_token_count");
    private static readonly JsonPath AudioOut = Paths.Add("other.audio_output");
    private static readonly JsonPath Claude = Paths.Add("other.claude");
    private static readonly JsonPath Semantic = Paths.Add("other.usage_semantic");

    public FormatInfo Info { get; } = new(
        "oneapi-log", "one-api / new-api log (NDJSON)", "JSON lines with created_at, token_name, model_name and quota",
        "prompt_tokens contains the cached tokens of other.cache_tokens, but not where other.claude or other.usage_semantic tells Anthropic's shape; reasoning is not told apart. quota is a claim, 500,000 = 1 USD.",
        IdentityKind.EventWithId, SourceLevel.PrimaryLog, CoverageRule.None, "Etc/UTC", SettlingDays: 0,
        Evidence.PublicDocumentation, "a documented answer of new-api's log list and the table in its source", Paths.Names);

    private readonly Gateway _gateway;

    public OneApiLog() => _gateway = new Gateway(Info);

    public Match Detect(FileHead head) => head.AsLinesWith("created_at", "token_name", "model_name", "quota");

    public void Read(ReadOnlySpan<byte> utf8, UsageLine line, ReadContext context)
    {
        var scratch = LineScratch.For(context);
        if (!Paths.TryRead(utf8, line, scratch, out var fields)) return;
        var request = new RequestFields(line, scratch, _gateway)
        {
            Id = fields[Id],
            Model = fields[Model],
            ApiBase = fields[Channel],
            Project = fields[Group],
            Key = fields[Token],
            User = fields[User],
        };
        request.NameProvider(NamedIn(fields[Channel], scratch));
        if (!CellText.TryCount(fields[Type], out var type))
        {
            line.Reject("type", fields[Type], "the kind of row: 2 is consumption");
            return;
        }
        if (type is not (2 or 5))
        {
            line.Ignore(type == 6 ? "refund" : "not-consumption");
            return;
        }
        if (!request.At("created_at", fields[Created]) || !Tokens(in request, line, in fields)) return;
        if (!request.Count("quota", fields[Quota], out var quota)) return;
        if (type == 5) line.Status = RequestStatus.Failed;
        else if (line.Tokens.Total == 0)
        {
            // A price per picture or task, which no token count can rate.
            line.Ignore(quota > 0 ? "priced-by-request" : "no-usage");
            return;
        }
        line.ClaimedNanoUsd = checked(quota * NanosPerQuota);
        request.Finish();
    }

    private static bool Tokens(scoped in RequestFields request, UsageLine line, scoped in JsonFields fields)
    {
        if (!request.Count("prompt_tokens", fields[Prompt], out var input) || !request.Count("completion_tokens", fields[Completion], out var output)) return false;
        if (!request.Count("other.cache_tokens", fields[CacheRead], out var read) || !request.Count("other.cache_creation_tokens", fields[CacheWrite], out var written)) return false;
        if (!request.Count("other.cache_creation_tokens_5m", fields[CacheWrite5m], out var write5m) || !request.Count("other.cache_creation_tokens_1h", fields[CacheWrite1h], out var write1h)) return false;
        if (!request.Count("other.audio_input", fields[AudioIn], out var audioIn) || !request.Count("other.audio_output", fields[AudioOut], out var audioOut)) return false;
        // The sum is given beside its parts, or alone.
        var writes = Math.Max(written, write5m + write1h);
        if (fields[Claude].SequenceEqual("true"u8) || Ascii.EqualsIgnoreCase(fields[Semantic], "anthropic"u8)) input += read + writes;
        if (!request.Inclusive("prompt_tokens", input, read, output, 0, writes)) return false;
        var tokens = line.Tokens.Move(TokenKind.CacheWrite5m, TokenKind.CacheWrite1h, write1h)
            ?.Move(TokenKind.Input, TokenKind.InputAudio, audioIn)?.Move(TokenKind.Output, TokenKind.OutputAudio, audioOut);
        if (tokens is not { } finer)
        {
            line.Reject("other.audio_input", fields[AudioIn], "audio tokens that are not more than prompt_tokens and completion_tokens");
            return false;
        }
        line.Tokens = finer;
        return true;
    }

    /// <summary>The first word of a channel's name where it is a provider's; else nothing.</summary>
    private static ReadOnlySpan<byte> NamedIn(ReadOnlySpan<byte> channel, LineScratch scratch)
    {
        var end = channel.IndexOfAny("-_ /:."u8);
        var word = end < 0 ? channel : channel[..end];
        return !word.IsEmpty && scratch.KnowsProvider(word) ? word : default;
    }
}

using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ingestion.Formats;

/// <summary>OpenAI usage API: buckets of requests by model, project, key and user.</summary>
/// <remarks>
/// Completions, embeddings and moderations count tokens. Images, speech, transcriptions, stores and sessions are billed by other units:
/// their results are ignored, by unit, so that no bucket without tokens passes for one that cost nothing.
/// Counts, from the API's own description: input_tokens takes in text, audio, image, cached and cache-write tokens;
/// input_cached_tokens and output_tokens are over all modalities. Newer answers give uncached and cached audio apart;
/// in older ones input_audio_tokens holds both.
/// </remarks>
public sealed class OpenAiUsage : IDocumentFormat
{
    private const string Issuer = "openai";
    private const string Prefix = "organization.usage.";
    private const string Suffix = ".result";
    private const string Completions = "completions";

    public FormatInfo Info { get; } = new(
        "openai-usage", "OpenAI usage API (completions, embeddings, moderations …)", "JSON page of buckets with organization.usage.….result",
        "input_tokens contains cached, cache-write, audio and image tokens; output_tokens contains reasoning, which is not told apart",
        IdentityKind.Snapshot, SourceLevel.UsageReport, CoverageRule.DeclaredWindows, "Etc/UTC", SettlingDays: 1,
        Evidence.RealFile, "a real answer of three daily buckets; field meanings and the other results from the API description",
        ["object", "start_time", "end_time", "input_tokens", "input_cached_tokens", "input_cache_write_tokens", "input_audio_tokens", "input_cached_audio_tokens",
            "output_tokens", "output_audio_tokens", "num_model_requests", "project_id", "user_id", "api_key_id", "model", "batch", "service_tier"]);

    public Match Detect(FileHead head)
    {
        if (!head.StartsAsJson) return Match.No;
        if (head.Text.Contains("\"" + Prefix, StringComparison.Ordinal)) return Match.Sure;
        // A page of nothing but empty buckets.
        return head.Text.Contains("\"bucket\"", StringComparison.Ordinal) && head.Text.Contains("\"start_time\"", StringComparison.Ordinal)
            && !head.Text.Contains("organization.", StringComparison.Ordinal) ? Match.Maybe : Match.No;
    }

    public IEnumerable<LineOutcome> Read(TextReader content, ReadContext context)
    {
        var (completions, others) = (false, false);
        foreach (var outcome in BucketOutcomes.Read(content, Issuer, Window, Read))
            // An answer on embeddings alone says nothing of the completions of its days: it must not outrank their log.
            if (completions || !others || outcome is not DeclaredWindow) yield return outcome;

        LineOutcome Read(JsonResult result, DateTime from, DateTime to)
        {
            var endpoint = Endpoint(result);
            completions |= endpoint == Completions;
            others |= endpoint != Completions;
            return UnitOf(result, endpoint) is { } unit ? new IgnoredLine(result.Line, unit) : new AcceptedLine(result.Line, Record(result, endpoint, from, to, context));
        }
    }

    /// <summary>Usage and costs have such buckets.</summary>
    internal static (DateTime From, DateTime To) Window(JsonResult bucket) => (bucket.Epoch("start_time"), bucket.Epoch("end_time"));

    private static string Endpoint(JsonResult result)
    {
        var type = result.Text("object") ?? "";
        return type.StartsWith(Prefix, StringComparison.Ordinal) && type.EndsWith(Suffix, StringComparison.Ordinal) && type.Length > Prefix.Length + Suffix.Length
            ? type[Prefix.Length..^Suffix.Length]
            : type;
    }

    /// <summary>Reason to ignore a result that is billed by something else than tokens; null for tokens.</summary>
    private static string? UnitOf(JsonResult result, string endpoint) => endpoint switch
    {
        Completions or "embeddings" or "moderations" => null,
        "images" => "billed-by-image",
        "audio_speeches" => "billed-by-character",
        "audio_transcriptions" => "billed-by-second",
        "vector_stores" => "billed-by-byte",
        "code_interpreter_sessions" => "billed-by-session",
        "web_search_calls" or "file_search_calls" => "billed-by-call",
        _ => result.Fail("object", result.Text("object"), "organization.usage.completions.result, or that of another endpoint of the usage API", (string?)null),
    };

    private static UsageRecord Record(JsonResult result, string endpoint, DateTime from, DateTime to, ReadContext context)
    {
        var (batch, tier) = (result.Flag("batch"), result.Text("service_tier"));
        return new UsageRecord
        {
            At = from,
            To = to,
            Provider = Issuer,
            Model = result.Text("model") ?? "unknown",
            Subject = new Subject
            {
                Source = context.Source,
                Level = SourceLevel.UsageReport,
                Issuer = Issuer,
                Project = result.Text("project_id"),
                Key = result.Text("api_key_id"),
                User = result.Text("user_id"),
            },
            Tokens = endpoint == Completions ? Tokens(result) : TokenCounts.FromDisjoint(result.RequiredCount("input_tokens")) ?? default,
            Requests = result.RequiredCount("num_model_requests"),
            Tier = batch == true ? ServiceTier.Batch : tier switch
            {
                "flex" => ServiceTier.Flex,
                "priority" => ServiceTier.Priority,
                _ => ServiceTier.Standard,
            },
            // Completions came first: their buckets keep the identity that they had.
            Dimensions = DimensionText.Of(("endpoint", endpoint == Completions ? null : endpoint), ("batch", batch is null ? null : batch.Value ? "true" : "false"), ("service_tier", tier)),
        };
    }

    private static TokenCounts Tokens(JsonResult result)
    {
        var tokens = TokenCounts.FromInclusive(
            result.RequiredCount("input_tokens"), result.Count("input_cached_tokens") ?? 0, result.RequiredCount("output_tokens"),
            cacheWrite: result.Count("input_cache_write_tokens") ?? 0);
        var audio = result.Count("input_audio_tokens") ?? 0;
        var cachedAudio = result.Count("input_cached_audio_tokens");
        // Without the split, audio beyond the uncached input can only have been read from the cache.
        var uncachedAudio = cachedAudio is null && tokens is { } some ? Math.Min(audio, some.Input) : audio;
        tokens = tokens?.Move(TokenKind.Input, TokenKind.InputAudio, uncachedAudio)
            ?.Move(TokenKind.CacheRead, TokenKind.CacheReadAudio, cachedAudio ?? audio - uncachedAudio)
            ?.Move(TokenKind.Output, TokenKind.OutputAudio, result.Count("output_audio_tokens") ?? 0);
        return tokens ?? result.Fail("input_tokens", $"{result.Count("input_tokens")} in, {result.Count("output_tokens")} out",
            "cached and audio tokens that are not more than input_tokens and output_tokens", default(TokenCounts));
    }
}

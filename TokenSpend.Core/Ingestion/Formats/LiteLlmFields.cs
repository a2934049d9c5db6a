using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ingestion.Formats;

/// <summary>The fields of a LiteLLM spend log row, whether it came as JSON or as CSV: one meaning for both.</summary>
/// <remarks>
/// Tokens: prompt_tokens contains cache reads and writes, completion_tokens contains reasoning. The parts stand in metadata under
/// usage_object or additional_usage_values, there under the OpenAI names and, for Anthropic models, beside them under the Anthropic
/// names: two tellings of one count, of which the greater is taken, never the sum.
/// </remarks>
internal ref struct LiteLlmFields
{
    public ReadOnlySpan<byte> RequestId, StartTime, Model, Provider, ApiKey, User, TeamId, ApiBase, CacheHit, Status;
    public ReadOnlySpan<byte> PromptTokens, CompletionTokens, TotalTokens, Spend;
    private ReadOnlySpan<byte> _keyAlias, _keyUser, _teamAlias;
    private long _cacheRead, _cacheWrite, _reasoning, _inputAudio, _outputAudio;

    /// <summary>The first detail that is not a count; null while all is well.</summary>
    private string? _badDetail;
    private ReadOnlySpan<byte> _badValue;

    private const int RankOfRequestTag = 3;
    private const int RankOfMetadata = 2;
    private const int RankOfNestedMetadata = 1;

    /// <summary>Takes metadata: an object or a string that holds one.</summary>
    public void ReadMetadata(scoped ref JsonScan scan, LineScratch scratch)
    {
        if (scan.EnterObject()) ReadMetadataObject(ref scan, scratch, RankOfMetadata);
        else if (!ReadMetadata(scratch.Text(ref scan), scratch)) scan.Fail();
    }

    /// <returns>False if it is no JSON.</returns>
    public bool ReadMetadata(ReadOnlySpan<byte> json, LineScratch scratch)
    {
        if (json.IsEmpty) return true;
        var inner = new JsonScan(json, Limits.DeepestLog);
        if (inner.EnterObject()) ReadMetadataObject(ref inner, scratch, RankOfMetadata);
        else inner.Skip();
        return inner.End();
    }

    /// <summary>Takes request_tags: a list of "name:value", or a string that holds one.</summary>
    public static void ReadTags(scoped ref JsonScan scan, LineScratch scratch)
    {
        if (scan.EnterList()) ReadTagList(ref scan, scratch);
        else if (!ReadTags(scratch.Text(ref scan), scratch)) scan.Fail();
    }

    /// <returns>False if it is no JSON.</returns>
    public static bool ReadTags(ReadOnlySpan<byte> json, LineScratch scratch)
    {
        if (json.IsEmpty) return true;
        var inner = new JsonScan(json, Limits.DeepestLog);
        if (inner.EnterList()) ReadTagList(ref inner, scratch);
        else inner.Skip();
        return inner.End();
    }

    private static void ReadTagList(scoped ref JsonScan scan, LineScratch scratch)
    {
        while (scan.NextItem()) scratch.Tag(scratch.Text(ref scan), RankOfRequestTag);
    }

    private void ReadMetadataObject(scoped ref JsonScan scan, LineScratch scratch, int rank)
    {
        while (scratch.NextProperty(ref scan, out var name))
        {
            if (rank == RankOfNestedMetadata || scan.Ahead == JsonAhead.Null)
            {
                scratch.Tag(name, scratch.Text(ref scan), rank);
                continue;
            }
            switch (name.Length)
            {
                case 12 when name.SequenceEqual("usage_object"u8): ReadUsage(ref scan, scratch); break;
                case 18 when name.SequenceEqual("user_api_key_alias"u8): _keyAlias = scratch.Text(ref scan); break;
                case 18 when name.SequenceEqual("requester_metadata"u8): ReadNested(ref scan, scratch); break;
                case 19 when name.SequenceEqual("spend_logs_metadata"u8): ReadNested(ref scan, scratch); break;
                case 20 when name.SequenceEqual("user_api_key_user_id"u8): _keyUser = scratch.Text(ref scan); break;
                case 23 when name.SequenceEqual("user_api_key_team_alias"u8): _teamAlias = scratch.Text(ref scan); break;
                case 23 when name.SequenceEqual("additional_usage_values"u8): ReadUsage(ref scan, scratch); break;
                default: scratch.Tag(name, scratch.Text(ref scan), rank); break;
            }
        }
    }

    private void ReadNested(scoped ref JsonScan scan, LineScratch scratch)
    {
        if (scan.EnterObject()) ReadMetadataObject(ref scan, scratch, RankOfNestedMetadata);
        else scan.Skip();
    }

    private void ReadUsage(scoped ref JsonScan scan, LineScratch scratch)
    {
        if (!scan.EnterObject())
        {
            scan.Skip();
            return;
        }
        while (scratch.NextProperty(ref scan, out var name))
        {
            switch (name.Length)
            {
                case 21 when name.SequenceEqual("prompt_tokens_details"u8): ReadDetails(ref scan, scratch, isInput: true); break;
                case 25 when name.SequenceEqual("completion_tokens_details"u8): ReadDetails(ref scan, scratch, isInput: false); break;
                case 23 when name.SequenceEqual("cache_read_input_tokens"u8): Detail(ref scan, scratch, ref _cacheRead, "metadata.cache_read_input_tokens"); break;
                case 27 when name.SequenceEqual("cache_creation_input_tokens"u8): Detail(ref scan, scratch, ref _cacheWrite, "metadata.cache_creation_input_tokens"); break;
                default: scan.Skip(); break;
            }
        }
    }

    private void ReadDetails(scoped ref JsonScan scan, LineScratch scratch, bool isInput)
    {
        if (!scan.EnterObject())
        {
            scan.Skip();
            return;
        }
        while (scratch.NextProperty(ref scan, out var name))
        {
            if (isInput && name.SequenceEqual("cached_tokens"u8)) Detail(ref scan, scratch, ref _cacheRead, "metadata.cached_tokens");
            else if (isInput && name.SequenceEqual("cache_creation_tokens"u8)) Detail(ref scan, scratch, ref _cacheWrite, "metadata.cache_creation_tokens");
            else if (isInput && name.SequenceEqual("audio_tokens"u8)) Detail(ref scan, scratch, ref _inputAudio, "metadata.audio_tokens");
            else if (!isInput && name.SequenceEqual("audio_tokens"u8)) Detail(ref scan, scratch, ref _outputAudio, "metadata.audio_tokens");
            else if (!isInput && name.SequenceEqual("reasoning_tokens"u8)) Detail(ref scan, scratch, ref _reasoning, "metadata.reasoning_tokens");
            else scan.Skip();
        }
    }

    private void Detail(scoped ref JsonScan scan, LineScratch scratch, ref long greatest, string path)
    {
        var value = scratch.Text(ref scan);
        if (value.IsEmpty) return;
        if (CellText.TryCount(value, out var count)) greatest = Math.Max(greatest, count);
        else if (_badDetail is null)
        {
            _badDetail = path;
            _badValue = value;
        }
    }

    /// <summary>Turns the fields into the line's outcome.</summary>
    public readonly void Fill(UsageLine line, LineScratch scratch)
    {
        if (!UtcTime.TryParseMs(StartTime, out var at)) { line.Reject("startTime", StartTime, UtcTime.Expected); return; }
        long prompt = 0, completion = 0;
        if (!PromptTokens.IsEmpty && !CellText.TryCount(PromptTokens, out prompt)) { line.Reject("prompt_tokens", PromptTokens, CellText.ExpectedCount); return; }
        if (!CompletionTokens.IsEmpty && !CellText.TryCount(CompletionTokens, out completion)) { line.Reject("completion_tokens", CompletionTokens, CellText.ExpectedCount); return; }
        if (_badDetail is not null) { line.Reject(_badDetail, _badValue, CellText.ExpectedCount); return; }

        var failed = System.Text.Ascii.EqualsIgnoreCase(Status, "failure"u8);
        if (!failed && PromptTokens.IsEmpty && CompletionTokens.IsEmpty)
        {
            if (CellText.TryCount(TotalTokens, out var total) && total > 0) line.Reject("prompt_tokens", default, "the parts of total_tokens");
            else line.Ignore("no-usage");
            return;
        }
        var known = !Model.IsEmpty;
        if (!known && prompt + completion > 0) { line.Reject("model", Model, "the name of a model"); return; }
        if (Model.Contains((byte)0) || Provider.Contains((byte)0)) { line.Reject("model", Model, "a name without control characters"); return; }
        if (Tokens(prompt, completion) is not { } tokens)
        {
            line.Reject("metadata.usage_object", PromptTokens, "cached, audio and reasoning tokens that are not more than prompt_tokens and completion_tokens");
            return;
        }
        long claimed = 0;
        if (!Spend.IsEmpty && !Nano.TryParse(Spend, out claimed)) { line.Reject("spend", Spend, CellText.ExpectedMoney); return; }

        line.AtMs = at;
        line.Tokens = tokens;
        line.Status = failed ? RequestStatus.Failed
            : System.Text.Ascii.EqualsIgnoreCase(CacheHit, "true"u8) ? RequestStatus.CachedAnswer
            : RequestStatus.Ok;
        line.ClaimedNanoUsd = Spend.IsEmpty ? null : claimed;
        line.SetModel(ProviderId(scratch), known ? Model : "unknown"u8);
        FillSubject(line.Subject, scratch);
        line.Identify("litellm"u8, scratch.Source, RequestId);
    }

    private readonly TokenCounts? Tokens(long prompt, long completion)
    {
        var tokens = TokenCounts.FromInclusive(prompt, _cacheRead, completion, _reasoning, _cacheWrite);
        if (_outputAudio > 0) tokens = tokens?.Move(TokenKind.Output, TokenKind.OutputAudio, _outputAudio);
        if (_inputAudio == 0 || tokens is not { } some) return tokens;
        // Audio beyond the uncached input can only have been read from the cache.
        var uncached = Math.Min(_inputAudio, some.Input);
        return some.Move(TokenKind.Input, TokenKind.InputAudio, uncached)?.Move(TokenKind.CacheRead, TokenKind.CacheReadAudio, _inputAudio - uncached);
    }

    /// <summary>Failed rows often name no provider: then the model's prefix, if it is one.</summary>
    private readonly ReadOnlySpan<byte> ProviderId(LineScratch scratch)
    {
        if (!Provider.IsEmpty) return scratch.ProviderId(Provider);
        var slash = Model.IndexOf((byte)'/');
        return slash > 0 && scratch.KnowsProvider(Model[..slash]) ? scratch.ProviderId(Model[..slash]) : "unknown"u8;
    }

    private readonly void FillSubject(SubjectKey subject, LineScratch scratch)
    {
        subject.Add(SubjectField.Source, scratch.Source);
        subject.Add(SubjectField.Level, "PrimaryLog"u8);
        subject.Add(SubjectField.ApiBase, Host(ApiBase));
        subject.Add(SubjectField.Project, _teamAlias.IsEmpty ? TeamId : _teamAlias);
        subject.Add(SubjectField.Key, _keyAlias.IsEmpty ? Disclosed(ApiKey) : _keyAlias);
        subject.Add(SubjectField.User, _keyUser.IsEmpty ? User : _keyUser);
        scratch.AddTagsTo(subject);
    }

    /// <summary>The key's hash. A log that holds the key itself must not carry it further: its last four characters tell it apart.</summary>
    private static ReadOnlySpan<byte> Disclosed(ReadOnlySpan<byte> key) => key.StartsWith("sk-"u8) && key.Length > 12 ? key[^4..] : key;

    private static ReadOnlySpan<byte> Host(ReadOnlySpan<byte> url)
    {
        var scheme = url.IndexOf("://"u8);
        if (scheme >= 0) url = url[(scheme + 3)..];
        var end = url.IndexOfAny("/?#:"u8);
        return end < 0 ? url : url[..end];
    }
}

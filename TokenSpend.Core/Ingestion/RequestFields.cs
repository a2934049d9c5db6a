using System.Text.Json;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;
using TokenSpend.Core.Usage.Blocks;

namespace TokenSpend.Core.Ingestion;

/// <summary>What a gateway or trace says of one request; ends every such format in the same way.</summary>
/// <remarks>Each setter that can fail rejects the line with its column and answers false.</remarks>
internal ref struct RequestFields(UsageLine line, LineScratch scratch, Gateway gateway)
{
    /// <summary>The source's id; empty where it gave none.</summary>
    public ReadOnlySpan<byte> Id;

    /// <summary>Provider's id from the list.</summary>
    public ReadOnlySpan<byte> Provider;
    public ReadOnlySpan<byte> Model;
    public ReadOnlySpan<byte> Issuer, Account, ApiBase, Project, Key, User;

    private readonly UsageLine _line = line;
    private readonly LineScratch _scratch = scratch;
    private readonly Gateway _gateway = gateway;

    /// <summary>The provider by any spelling, or guessed from host and model where none is named.</summary>
    public void NameProvider(ReadOnlySpan<byte> name) =>
        Provider = name.IsEmpty ? ProviderGuess.Of(ApiBase, Model, _scratch) : _scratch.ProviderId(name);

    public readonly bool At(string column, ReadOnlySpan<byte> text)
    {
        if (!EventTime.TryParseMs(text, out var ms)) return Fail(column, text, EventTime.Expected);
        _line.AtMs = ms;
        return true;
    }

    /// <summary>A count; <paramref name="count"/> is 0 where the text is empty.</summary>
    public readonly bool Count(string column, ReadOnlySpan<byte> text, out long count)
    {
        count = 0;
        return text.IsEmpty || CellText.TryCount(text, out count) || Fail(column, text, CellText.ExpectedCount);
    }

    /// <summary>Tokens of a usage block of any known shape.</summary>
    public readonly bool Usage(string column, ReadOnlySpan<byte> json)
    {
        // Only these two make a difference to a shape.
        var provider = Provider.SequenceEqual("xai"u8) ? "xai" : Provider.SequenceEqual("google"u8) ? "google" : "";
        string? error;
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Limits.DeepestLog });
            using var block = JsonDocument.ParseValue(ref reader);
            if (UsageBlock.TryRead(block.RootElement, provider, out var tokens, out error))
            {
                _line.Tokens = tokens;
                return true;
            }
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            error = "the usage block is not valid JSON";
        }
        return Fail(column, json, "counts that fit together: " + error);
    }

    /// <summary>Tokens of counts whose wholes contain their parts.</summary>
    public readonly bool Inclusive(string column, long input, long cacheRead, long output, long reasoning, long cacheWrite)
    {
        if (TokenCounts.FromInclusive(input, cacheRead, output, reasoning, cacheWrite) is not { } tokens)
        {
            var found = System.Text.Encoding.UTF8.GetBytes($"{input} in, of them {cacheRead + cacheWrite} cached; {output} out, of them {reasoning} reasoning");
            return Fail(column, found, "cached and reasoning tokens that are not more than the input and output that contain them");
        }
        _line.Tokens = tokens;
        return true;
    }

    /// <summary>What the source thinks it cost, in US dollars.</summary>
    public readonly bool Claim(string column, ReadOnlySpan<byte> usd)
    {
        if (usd.IsEmpty) return true;
        if (!Nano.TryParse(usd, out var nanos)) return Fail(column, usd, CellText.ExpectedMoney);
        _line.ClaimedNanoUsd = nanos;
        return true;
    }

    /// <summary>Names, subject and identity: the last step.</summary>
    public readonly void Finish()
    {
        if (Model.IsEmpty && _line.Tokens.Total > 0)
        {
            _line.Reject("model", Model, "the name of a model");
            return;
        }
        if (Model.Contains((byte)0) || Provider.Contains((byte)0))
        {
            _line.Reject("model", Model, "a name without control characters");
            return;
        }
        _line.SetModel(Provider.IsEmpty ? "unknown"u8 : Provider, Model.IsEmpty ? "unknown"u8 : Model);
        var subject = _line.Subject;
        subject.Add(SubjectField.Source, _scratch.Source);
        subject.Add(SubjectField.Level, _gateway.Level);
        subject.Add(SubjectField.Issuer, Issuer);
        subject.Add(SubjectField.Account, Account);
        subject.Add(SubjectField.ApiBase, Host(ApiBase));
        subject.Add(SubjectField.Project, Project);
        subject.Add(SubjectField.Key, Disclosed(Key));
        subject.Add(SubjectField.User, User);
        _scratch.AddTagsTo(subject);
        _line.Identify(_gateway.Family, _scratch.Source, Id);
    }

    private readonly bool Fail(string column, ReadOnlySpan<byte> found, string expected)
    {
        _line.Reject(column, found, expected);
        return false;
    }

    /// <summary>A log that holds the key itself must not carry it further: its last four characters tell it apart.</summary>
    private static ReadOnlySpan<byte> Disclosed(ReadOnlySpan<byte> key)
    {
        if (key.StartsWith("Bearer "u8)) key = key[7..];
        return key.StartsWith("sk-"u8) && key.Length > 12 ? key[^4..] : key;
    }

    /// <summary>The host of a URL; a channel or cluster name stays as it is.</summary>
    private static ReadOnlySpan<byte> Host(ReadOnlySpan<byte> url)
    {
        var scheme = url.IndexOf("://"u8);
        if (scheme < 0) return url;
        url = url[(scheme + 3)..];
        var end = url.IndexOfAny("/?#:"u8);
        return end < 0 ? url : url[..end];
    }
}

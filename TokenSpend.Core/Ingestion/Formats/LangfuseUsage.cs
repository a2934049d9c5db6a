using System.Text.Json;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ingestion.Formats;

/// <summary>Langfuse's usage types of one observation. Unit: tokens.</summary>
/// <remarks>
/// The names are free. Langfuse's own reading of OpenAI blocks and Anthropic's take cached tokens out of "input"; traces that came by
/// OpenTelemetry leave them in. "total" tells which it is: the sum of all types, or of input and output alone.
/// </remarks>
internal struct LangfuseUsage
{
    private long _input, _output, _read, _write5m, _write1h, _reasoning, _audioIn, _audioOut, _otherIn, _otherOut;
    private long? _total;
    private bool _isAnthropic;

    /// <summary>Null while all is well.</summary>
    private string? _error;

    /// <param name="error">What does not fit; null when the counts are good.</param>
    /// <returns>Null where there are no counts above 0, or where they do not fit.</returns>
    public static TokenCounts? Read(JsonElement usage, out string? error)
    {
        error = null;
        if (usage.ValueKind != JsonValueKind.Object) return null;
        var counts = default(LangfuseUsage);
        foreach (var type in usage.EnumerateObject()) counts.Add(type.Name, type.Value);
        error = counts._error;
        return error is null ? counts.ToTokens(out error) : null;
    }

    private void Add(string name, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Number)
        {
            if (value.ValueKind is not (JsonValueKind.Null or JsonValueKind.String or JsonValueKind.Object)) _error ??= $"{name} is {value.GetRawText()}";
            // Old observations may count characters, images or seconds.
            if (name == "unit" && value.ValueKind == JsonValueKind.String && !value.ValueEquals("TOKENS")) _error ??= $"unit TOKENS, not {value.GetRawText()}";
            return;
        }
        if (!CellText.TryCount(value.GetRawText(), out var count))
        {
            // Old observations give costs among the counts.
            if (!name.Contains("cost", StringComparison.OrdinalIgnoreCase)) _error ??= $"{name} is {value.GetRawText()}, expected {CellText.ExpectedCount}";
            return;
        }
        var isOutput = name.StartsWith("output", StringComparison.Ordinal) || name.StartsWith("completion", StringComparison.Ordinal) || name.StartsWith("candidates", StringComparison.Ordinal);
        _isAnthropic |= name is "cache_read_input_tokens" or "cache_creation_input_tokens";
        switch (name)
        {
            case "total" or "totalTokens" or "total_tokens": _total = count; break;
            case "input" or "promptTokens" or "prompt_tokens" or "input_tokens": _input = count; break;
            case "output" or "completionTokens" or "completion_tokens" or "output_tokens": _output = count; break;
            case var _ when Has(name, "cost"): break;
            case var _ when Has(name, "cache_creation") || Has(name, "cache_write"): _ = Has(name, "1h") ? _write1h += count : _write5m += count; break;
            case var _ when Has(name, "cache"): _read += count; break;
            case var _ when Has(name, "reasoning") || Has(name, "thinking") || Has(name, "thought"): _reasoning += count; break;
            case var _ when Has(name, "audio"): _ = isOutput ? _audioOut += count : _audioIn += count; break;
            case var _ when isOutput: _otherOut += count; break;
            case var _ when Has(name, "input") || Has(name, "prompt"): _otherIn += count; break;
            default:
                if (count > 0) _error ??= $"{name} is no usage type that is known to be input or output";
                break;
        }
    }

    private readonly TokenCounts? ToTokens(out string? error)
    {
        error = null;
        var partsIn = _read + _write5m + _write1h + _audioIn + _otherIn;
        var partsOut = _reasoning + _audioOut + _otherOut;
        var (input, output) = (_input, _output);
        if (_total is { } total && _input + _output + partsIn + partsOut != total && _input + _output != total)
        {
            // The sum alone was told.
            error = _input + _output == 0 && partsIn + partsOut == 0 ? $"the parts of total ({total})"
                : $"a total ({total}) that is the sum of all types ({_input + _output + partsIn + partsOut}) or of input and output ({_input + _output})";
            return null;
        }
        if (partsIn + partsOut > 0)
        {
            if (_total is null && !_isAnthropic)
            {
                error = "a total, which tells whether input contains the cached tokens";
                return null;
            }
            if (_total == _input + _output) (input, output) = (_input - partsIn + _otherIn, _output - partsOut + _otherOut);
            else (input, output) = (_input + _otherIn, _output + _otherOut);
        }
        var tokens = TokenCounts.FromDisjoint(input, _read, _write5m, _write1h, output, _reasoning)
            ?.With(TokenKind.InputAudio, _audioIn)?.With(TokenKind.OutputAudio, _audioOut);
        if (tokens is null) error = "parts that are not more than the input and output that contain them";
        return tokens is { Total: 0 } ? null : tokens;
    }

    private static bool Has(string name, string part) => name.Contains(part, StringComparison.OrdinalIgnoreCase);
}

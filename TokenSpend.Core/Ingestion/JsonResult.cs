using System.Text.Json;
using TokenSpend.Core.Primitives;

namespace TokenSpend.Core.Ingestion;

/// <summary>One object of a JSON document with its line. A property that cannot be read leaves its reason in <see cref="Problem"/>, as in <see cref="CsvRow"/>.</summary>
public sealed class JsonResult
{
    private readonly JsonElement _object;

    internal JsonResult(int line, JsonElement value)
    {
        (Line, _object) = (line, value);
        if (value.ValueKind != JsonValueKind.Object) Fail("", Raw(value), "a JSON object", false);
    }

    /// <summary>On which the object starts, from 1.</summary>
    public int Line { get; }

    /// <summary>Why it is rejected; null while all is well.</summary>
    public Rejection? Problem { get; private set; }

    /// <summary>A string; null where it is missing, null or empty.</summary>
    public string? Text(string name)
    {
        if (Find(name) is not { } value) return null;
        if (value.ValueKind != JsonValueKind.String) return Fail(name, Raw(value), "a string or null", (string?)null);
        try
        {
            return value.GetString() is { Length: > 0 } text ? text : null;
        }
        catch (InvalidOperationException)
        {
            // An escape for half a surrogate pair: legal JSON, but no text.
            return Fail(name, Raw(value), "text", (string?)null);
        }
    }

    /// <summary>A whole number ≥ 0; null where it is missing or null. <paramref name="path"/> may name a nested property with a dot.</summary>
    public long? Count(string path)
    {
        if (Find(path) is not { } value) return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var count) && count is >= 0 and <= CellText.MaxCount) return count;
        return Fail(path, Raw(value), CellText.ExpectedCount, (long?)null);
    }

    /// <summary>As <see cref="Count"/>, but a count that must be there: a missing one is not 0.</summary>
    public long RequiredCount(string name)
    {
        if (Count(name) is { } count) return count;
        return Fail(name, "", CellText.ExpectedCount, 0L);
    }

    /// <summary>Nano units of a number, or of a string that holds one.</summary>
    /// <param name="path">May name a nested property with a dot.</param>
    /// <param name="decimals">9 for an amount in main units, 7 for one in cents: the text is read once, exactly.</param>
    public long Nanos(string path, int decimals = 9)
    {
        var value = Find(path);
        var text = value is { ValueKind: JsonValueKind.String } ? Text(path) : value is { } some ? Raw(some) : "";
        return Scaled.TryParse((text ?? "").Trim(), decimals, out var nanos) ? nanos : Fail(path, text, CellText.ExpectedMoney, 0L);
    }

    /// <summary>ISO 4217, upper case.</summary>
    public string Currency(string path)
    {
        var text = Text(path);
        return CellText.IsIsoCurrency(text) ? text!.ToUpperInvariant() : Fail(path, text, CellText.ExpectedCurrency, "");
    }

    public bool? Flag(string name)
    {
        if (Find(name) is not { } value) return null;
        return value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => Fail(name, Raw(value), "true, false or null", (bool?)null),
        };
    }

    /// <summary>Seconds since 1970.</summary>
    public DateTime Epoch(string name) => Count(name) is { } seconds && UtcTime.TryEpoch(seconds, out var utc)
        ? utc
        : Fail(name, Find(name) is { } value ? Raw(value) : "", "seconds since 1970 such as 1790553600", DateTime.UnixEpoch);

    /// <summary>A time in UTC; null where it is missing.</summary>
    public DateTime? Instant(string name)
    {
        if (Text(name) is not { } text) return null;
        return UtcTime.TryParse(text, out var utc) ? utc : Fail(name, text, UtcTime.Expected, DateTime.UnixEpoch);
    }

    /// <summary>Notes why the result cannot be accepted; the first reason stands.</summary>
    public T Fail<T>(string path, string? found, string expected, T instead)
    {
        Problem ??= Rejection.Of(Line, path, found, expected);
        return instead;
    }

    private JsonElement? Find(string path)
    {
        var value = _object;
        try
        {
            foreach (var name in path.Split('.'))
                if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value)) return null;
        }
        catch (InvalidOperationException)
        {
            // A name with half a surrogate pair: it cannot be compared.
            return Fail(path, Raw(value), "names that are text", (JsonElement?)null);
        }
        return value.ValueKind == JsonValueKind.Null ? null : value;
    }

    private static string Raw(JsonElement value) => value.GetRawText();
}

using System.Text.Json;

namespace TokenSpend.Core.Ingestion.Formats;

/// <summary>One span of an OTLP JSON export, its attributes as text.</summary>
internal sealed class OtelSpan
{
    private OtelSpan(int line, string trace, string id, string? parent, string? start, bool failed, Dictionary<string, string> attributes, Dictionary<string, string> resource) =>
        (Line, Trace, Id, Parent, Start, Failed, Attributes, Resource) = (line, trace, id, parent, start, failed, attributes, resource);

    public int Line { get; }
    public string Trace { get; }
    public string Id { get; }

    /// <summary>Null for a root.</summary>
    public string? Parent { get; }

    /// <summary>Nanoseconds since 1970, as text.</summary>
    public string? Start { get; }
    public bool Failed { get; }
    public IReadOnlyDictionary<string, string> Attributes { get; }

    /// <summary>Of the service that made the span.</summary>
    public IReadOnlyDictionary<string, string> Resource { get; }

    /// <summary>The first of the attributes that is set.</summary>
    public string? this[params ReadOnlySpan<string> names]
    {
        get
        {
            foreach (var name in names)
                if (Attributes.GetValueOrDefault(name) is { Length: > 0 } value) return value;
            return null;
        }
    }

    /// <exception cref="JsonException">Not valid JSON, or too deep.</exception>
    /// <exception cref="InvalidOperationException">Half a surrogate pair.</exception>
    public static OtelSpan? Read(JsonPiece piece, Dictionary<string, string> resource)
    {
        using var json = Parse(piece);
        var span = json.RootElement;
        if (JsonText.Of(span, "spanId") is not { } id) return null;
        var status = JsonText.Of(JsonText.Child(span, "status"), "code");
        return new OtelSpan(
            piece.Line, JsonText.Of(span, "traceId") ?? "", id, JsonText.Of(span, "parentSpanId"), JsonText.Of(span, "startTimeUnixNano"),
            status is "2" or "STATUS_CODE_ERROR", AttributesOf(span), resource);
    }

    /// <summary>Of an object with a list "attributes" of keys and typed values; lists and maps are left out.</summary>
    public static Dictionary<string, string> AttributesOf(JsonElement owner)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        if (JsonText.Child(owner, "attributes") is not { ValueKind: JsonValueKind.Array } list) return found;
        foreach (var attribute in list.EnumerateArray())
            if (JsonText.Of(attribute, "key") is { } key && JsonText.Of(JsonText.Child(attribute, "value"), "stringValue", "intValue", "doubleValue", "boolValue") is { } value)
                found[key] = value;
        return found;
    }

    public static JsonDocument Parse(JsonPiece piece) => JsonDocument.Parse(piece.Utf8, new JsonDocumentOptions { MaxDepth = Limits.DeepestLog });
}

using System.Text.Json;

namespace TokenSpend.Core.Ingestion;

/// <summary>Values of a JSON object that may be missing.</summary>
internal static class JsonText
{
    /// <summary>A string without escapes, a number or truth value as it stands; null where it is missing, null, an object or a list.</summary>
    /// <exception cref="InvalidOperationException">Half a surrogate pair.</exception>
    public static string? Of(JsonElement parent, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            var value = Child(parent, name);
            if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text) return text;
            if (value.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False) return value.GetRawText();
        }
        return null;
    }

    /// <summary>Undefined where it is missing.</summary>
    public static JsonElement Child(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) ? value : default;
}

using System.Text.Json;

namespace TokenSpend.Core.Ingestion;

/// <summary>Tags of bills.</summary>
internal static class TagText
{
    private static readonly Dictionary<string, string> None = [];

    /// <summary>The declared ones by their declared name; the first value of a name stands.</summary>
    public static IReadOnlyDictionary<string, string> Declared(IEnumerable<(string Name, string Value)> tags, IReadOnlySet<string> declared)
    {
        Dictionary<string, string>? found = null;
        foreach (var (name, value) in tags)
            if (value.Length > 0 && name.ToLowerInvariant() is var key && declared.Contains(key)) (found ??= []).TryAdd(key, value);
        return found ?? None;
    }

    /// <summary>Reads a JSON object of strings, or one without its braces, as Azure writes it; sorted by name, so that the order of writing is no difference.</summary>
    /// <returns>Null if it is neither.</returns>
    public static IReadOnlyList<(string Name, string Value)>? FromJson(string? text)
    {
        if (text is null) return [];
        try
        {
            using var json = JsonDocument.Parse(text.StartsWith('{') ? text : "{" + text + "}");
            return [.. json.RootElement.EnumerateObject()
                .Select(tag => (tag.Name, Value: tag.Value.ValueKind == JsonValueKind.String ? tag.Value.GetString()! : tag.Value.GetRawText()))
                .OrderBy(tag => tag.Name, StringComparer.Ordinal)];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}

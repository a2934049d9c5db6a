namespace TokenSpend.Core.Ingestion.Formats;

/// <summary>What the instance id of a Model Studio bill line says: "key;workspace;model;input or output;channel".</summary>
/// <remarks>Source: the vendor's billing pages. Without a key, which is a call from the console, a billing type such as "text_token" stands first.</remarks>
/// <param name="Key">Null: no key, or not a Model Studio line.</param>
internal sealed record AlibabaInstance(string? Key, string? Workspace, string? Model)
{
    private static readonly AlibabaInstance Unknown = new(null, null, null);

    public static AlibabaInstance Parse(string? instanceId, string? item)
    {
        var parts = (instanceId ?? "").Split(';');
        if (parts.Length >= 4)
        {
            var key = parts[0].Trim();
            return new AlibabaInstance(key.EndsWith("token", StringComparison.Ordinal) ? null : Filled(key), Filled(parts[1]), Filled(parts[2]));
        }
        // "qwen-plus 输入token": without the parts, the billable item may begin with the model.
        var first = (item ?? "").Split(' ', 2)[0];
        return item is not null && item.Contains("token", StringComparison.OrdinalIgnoreCase) && LooksLikeModel(first)
            ? Unknown with { Model = first }
            : Unknown;
    }

    /// <summary>Tags as "key:app value:chat; key:team value:x" or "app:chat;team:x".</summary>
    public static IEnumerable<(string Name, string Value)> Tags(string? text)
    {
        foreach (var part in (text ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var value = part.IndexOf(" value:", StringComparison.Ordinal);
            if (part.StartsWith("key:", StringComparison.Ordinal) && value > 0) yield return (part[4..value].Trim(), part[(value + 7)..].Trim());
            else if (part.IndexOf(':') is > 0 and var cut) yield return (part[..cut].Trim(), part[(cut + 1)..].Trim());
        }
    }

    private static bool LooksLikeModel(string text) =>
        text.Length > 2 && char.IsAsciiLetter(text[0]) && text.Any(c => c == '-' || char.IsAsciiDigit(c))
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or ':');

    private static string? Filled(string text) => text.Trim() is { Length: > 0 } some ? some : null;
}

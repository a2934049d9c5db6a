using System.Text;

namespace TokenSpend.Core.Ingestion;

/// <summary>The canonical text of what tells a snapshot line from another: "name=value" parts, in the format's order.</summary>
internal static class DimensionText
{
    /// <summary>Parts without a value are left out, so that a column which a later export adds empty changes no identity.</summary>
    public static string Of(params ReadOnlySpan<(string Name, string? Value)> parts)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in parts)
        {
            if (string.IsNullOrEmpty(value)) continue;
            if (text.Length > 0) text.Append('|');
            text.Append(name).Append('=');
            foreach (var c in value)
            {
                if (c is '|' or '\\') text.Append('\\');
                text.Append(c);
            }
        }
        return text.ToString();
    }

    /// <summary>The values of a text, for people.</summary>
    public static IEnumerable<string> Values(string text)
    {
        var value = new StringBuilder();
        var named = false;
        for (var at = 0; at <= text.Length; at++)
        {
            if (at == text.Length || text[at] == '|')
            {
                if (named) yield return value.ToString();
                value.Clear();
                named = false;
            }
            else if (!named) named = text[at] == '=';
            else value.Append(text[at] == '\\' && at + 1 < text.Length ? text[++at] : text[at]);
        }
    }
}

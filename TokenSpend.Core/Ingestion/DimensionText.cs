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
}

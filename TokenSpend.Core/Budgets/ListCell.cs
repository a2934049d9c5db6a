using System.Text;

namespace TokenSpend.Core.Budgets;

/// <summary>Several values in one cell, a semicolon between; a backslash before a semicolon or backslash that belongs to a value.</summary>
internal static class ListCell
{
    public static string Print(IEnumerable<string> values) =>
        string.Join(';', values.Select(value => value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal)));

    /// <summary>The values, trimmed; empty ones are left out.</summary>
    public static IReadOnlyList<string> Parse(string cell)
    {
        List<string> values = [];
        var value = new StringBuilder();
        for (var at = 0; at < cell.Length; at++)
        {
            if (cell[at] == '\\' && at + 1 < cell.Length && cell[at + 1] is ';' or '\\') value.Append(cell[++at]);
            else if (cell[at] == ';') Take();
            else value.Append(cell[at]);
        }
        Take();
        return values;

        void Take()
        {
            if (value.ToString().Trim() is { Length: > 0 } text) values.Add(text);
            value.Clear();
        }
    }
}

using System.Globalization;

namespace TokenSpend.Core.Attribution;

/// <summary>One row of a rule file, whatever its syntax: cells by column, and where each stands.</summary>
internal sealed class RuleRow(string file, int line, IReadOnlyDictionary<string, RuleRow.Cell> cells, List<RuleProblem> problems)
{
    /// <param name="At">Character in the line; null in a CSV.</param>
    public readonly record struct Cell(string Text, int Line, int? At);

    public string File => file;
    public int Line => line;

    /// <summary>The cell, trimmed; "" where the column or the cell is absent.</summary>
    public string Text(string column) => cells.TryGetValue(column, out var cell) ? cell.Text : "";

    public void Problem(string column, string found, string expected)
    {
        var (at, inLine) = cells.TryGetValue(column, out var cell) ? (cell.At, cell.Line) : (null, line);
        problems.Add(new RuleProblem(file, inLine, column, at, RuleProblem.Cut(found), expected));
    }

    /// <summary>First day on which the row holds.</summary>
    private DateOnly From => Date("valid_from") ?? DateOnly.MinValue;

    /// <summary>First day on which it no longer holds; <see cref="DateOnly.MaxValue"/>: no end.</summary>
    private DateOnly To => Date("valid_to") ?? DateOnly.MaxValue;

    /// <summary>The days of the row; notes a problem where they are none.</summary>
    public (DateOnly From, DateOnly To) Days()
    {
        var (from, to) = (From, To);
        if (from >= to) Problem("valid_to", Text("valid_to"), "a day after valid_from: valid_to is the first day on which the row no longer holds");
        return (from, to);
    }

    public Template? Template(string column, DeclaredTags tags, int groups)
    {
        var text = Text(column);
        if (text.Length == 0) return null;
        var template = Attribution.Template.Parse(text, tags, out var expected);
        if (template is null) Problem(column, text, expected);
        else if (template.HighestGroup > groups) Problem(column, text, "a group that the rule's first re: cell has in parentheses");
        else return template;
        return null;
    }

    private DateOnly? Date(string column)
    {
        var text = Text(column);
        if (text.Length == 0) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        Problem(column, text, "a date such as 2026-01-31, or nothing");
        return null;
    }
}

using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace TokenSpend.Core.Attribution;

/// <summary>Reads rule files into rows. Lines that begin with # are comments; an unknown column is a problem, since a misspelt one would silently match everything.</summary>
internal static class RuleTable
{
    /// <param name="file">Its name, for messages; .yaml and .yml are YAML, all else CSV.</param>
    /// <param name="known">All columns, lower case.</param>
    /// <param name="required">Those that must stand in the header of a CSV.</param>
    public static List<RuleRow> Read(
        TextReader content, string file, IReadOnlyList<string> known, IReadOnlyList<string> required, List<RuleProblem> problems) =>
        file.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || file.EndsWith(".yml", StringComparison.OrdinalIgnoreCase)
            ? RuleYaml.Read(content, file, known, problems)
            : ReadCsv(content, file, known, required, problems);

    /// <summary>The value, or the problems: one refuses the file.</summary>
    public static Loaded<T> Outcome<T>(T value, List<RuleProblem> problems)
        where T : class => new(problems.Count == 0 ? value : null, problems);

    private static List<RuleRow> ReadCsv(
        TextReader content, string file, IReadOnlyList<string> known, IReadOnlyList<string> required, List<RuleProblem> problems)
    {
        string? broken = null;
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            IgnoreBlankLines = false,
            TrimOptions = TrimOptions.Trim,
            BadDataFound = bad => broken = bad.Field,
        };
        using var parser = new CsvParser(content, configuration, leaveOpen: true);
        var rows = new List<RuleRow>();
        string[]? header = null;
        for (var line = 1; parser.Read(); line = parser.RawRow + 1, broken = null)
        {
            var record = parser.Record ?? [];
            if (record.Length == 0 || record[0].StartsWith('#') || Array.TrueForAll(record, string.IsNullOrEmpty)) continue;
            if (broken is not null) problems.Add(new RuleProblem(file, line, "", null, RuleProblem.Cut(broken), "a quote only around a whole cell, doubled inside"));
            else if (header is null) header = Header(record, file, line, known, required, problems);
            else if (record.Length != header.Length) problems.Add(CellCount(file, line, record.Length, header.Length));
            else rows.Add(new RuleRow(file, line, Cells(header, record, line), problems));
        }
        if (header is null && problems.Count == 0)
            problems.Add(new RuleProblem(file, 1, "", null, "nothing", "a header: " + string.Join(',', known)));
        return rows;
    }

    private static string[] Header(
        string[] record, string file, int line, IReadOnlyList<string> known, IReadOnlyList<string> required, List<RuleProblem> problems)
    {
        string[] header = [.. record.Select(name => name.TrimStart('\uFEFF').ToLowerInvariant())];
        for (var i = 0; i < header.Length; i++)
        {
            if (!known.Contains(header[i]))
                problems.Add(new RuleProblem(file, line, header[i], null, RuleProblem.Cut(header[i]), "one of the columns " + string.Join(", ", known)));
            else if (Array.IndexOf(header, header[i]) < i)
                problems.Add(new RuleProblem(file, line, header[i], null, header[i], "each column once"));
        }
        foreach (var name in required.Except(header))
            problems.Add(new RuleProblem(file, line, name, null, RuleProblem.Cut(string.Join(',', header)), $"a column {name}"));
        return header;
    }

    private static RuleProblem CellCount(string file, int line, int found, int expected) => new(
        file, line, "", null, string.Create(CultureInfo.InvariantCulture, $"{found} cells"),
        string.Create(CultureInfo.InvariantCulture, $"{expected} cells, as the header has"));

    private static Dictionary<string, RuleRow.Cell> Cells(string[] header, string[] record, int line)
    {
        var cells = new Dictionary<string, RuleRow.Cell>();
        for (var i = 0; i < header.Length; i++) cells[header[i]] = new RuleRow.Cell(record[i], line, null);
        return cells;
    }
}

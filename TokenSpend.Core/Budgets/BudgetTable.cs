using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using TokenSpend.Core.Ingestion;

namespace TokenSpend.Core.Budgets;

/// <summary>The rows of a file of budgets as cells by column, and what is wrong with their shape.</summary>
internal static class BudgetTable
{
    /// <summary>A row whose line stands in the file as an editor counts.</summary>
    public sealed record Row(int Line, IReadOnlyDictionary<string, string> Cells)
    {
        public string this[string column] => Cells.GetValueOrDefault(column, "");
    }

    /// <summary>Comma, semicolon or tab: spreadsheets of many countries save with a semicolon.</summary>
    public static List<Row> Read(string content, List<BudgetProblem> problems)
    {
        content = content.TrimStart('\uFEFF');
        string? broken = null;
        var settings = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = new FileHead(content).Separator.ToString(), IgnoreBlankLines = false, TrimOptions = TrimOptions.Trim, BadDataFound = bad => broken = bad.Field,
        };
        using var parser = new CsvParser(new StringReader(content), settings);
        List<Row> rows = [];
        string[]? header = null;
        for (var line = 1; parser.Read(); line = parser.RawRow + 1, broken = null)
        {
            var cells = parser.Record!;
            if (broken is not null) problems.Add(BudgetProblem.Of("quotes", "", broken) with { Line = line });
            else if (header is null) header = Header(cells, line, problems);
            else if (Array.TrueForAll(cells, string.IsNullOrWhiteSpace)) continue;
            else if (cells.Length != header.Length)
                problems.Add(BudgetProblem.Of("cells", "", cells.Length.ToString(CultureInfo.InvariantCulture), header.Length.ToString(CultureInfo.InvariantCulture)) with { Line = line });
            else rows.Add(new Row(line, header.Zip(cells).DistinctBy(cell => cell.First).ToDictionary(cell => cell.First, cell => cell.Second)));
        }
        if (rows.Count == 0 && problems.Count == 0) problems.Add(BudgetProblem.Of("no-lines", "", content) with { Line = 1 });
        return rows;
    }

    private static string[] Header(string[] cells, int line, List<BudgetProblem> problems)
    {
        string[] header = [.. cells.Select(name => name.ToLowerInvariant())];
        for (var at = 0; at < header.Length; at++)
        {
            // A misspelt column would silently fall back to its default.
            if (!BudgetColumns.All.Contains(header[at])) problems.Add(BudgetProblem.Of("column-unknown", header[at], header[at], string.Join(", ", BudgetColumns.All)) with { Line = line });
            else if (Array.IndexOf(header, header[at]) < at) problems.Add(BudgetProblem.Of("column-twice", header[at], header[at]) with { Line = line });
        }
        foreach (var missing in BudgetColumns.Required.Except(header))
            problems.Add(BudgetProblem.Of("column-missing", missing, string.Join(',', header), missing) with { Line = line });
        return header;
    }
}

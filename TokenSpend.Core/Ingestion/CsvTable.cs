using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace TokenSpend.Core.Ingestion;

/// <summary>Reads a CSV file into one outcome per record: columns by name, lines as an editor counts them.</summary>
public static class CsvTable
{
    /// <summary>Fields of a record of the wrong width that its rejection quotes, at most.</summary>
    private const int Quoted = 200;

    /// <param name="required">Columns without which the file cannot be read.</param>
    /// <param name="outcome">Reads one record; its answer does not count if the row has a <see cref="CsvRow.Problem"/>.</param>
    /// <exception cref="FormatException">There is no header with the required columns, or it has too many, or a record never ends.</exception>
    public static IEnumerable<LineOutcome> Read(TextReader content, IReadOnlyList<string> required, Func<CsvRow, LineOutcome> outcome)
    {
        var header = Header(content);
        var separator = new FileHead(header).Separator;
        var columns = Columns(header, separator, required, out var width);

        // The header's line was read apart: records begin on line 2.
        const int headerLines = 1;
        string? badField = null;
        using var bounded = new BoundedText(content, separator);
        using var parser = new CsvParser(bounded, Settings(separator, field => badField ??= field), leaveOpen: true);
        for (var line = headerLines + 1; Next(parser, line); line = headerLines + parser.RawRow + 1)
        {
            var cells = Cells(parser, width, ref badField);
            if (cells.Length == 1 && parser.Count == 1 && string.IsNullOrWhiteSpace(cells[0])) yield return new BlankLine(line);
            // A quote amid a bare text does no harm; a field that opens with one and does not end with it may have swallowed others.
            else if (badField is ['"', ..]) yield return new RejectedLine(line, Rejection.Of(line, "", badField, Swallowed(line, headerLines + parser.RawRow)));
            else if (parser.Count != width) yield return new RejectedLine(line, Rejection.Of(line, "", string.Join(separator, cells), $"{width} fields as in the header, not {parser.Count}"));
            else if (cells.All(string.IsNullOrWhiteSpace)) yield return new BlankLine(line);
            else
            {
                var row = new CsvRow(line, cells, columns, decimalComma: separator == ';');
                var result = outcome(row);
                yield return row.Problem is { } why ? new RejectedLine(line, why) : result;
            }
            badField = null;
            bounded.EndRecord();
        }
    }

    /// <summary>The fields of a record; only the first of one that is rejected anyway.</summary>
    /// <remarks>For each field with bad quotes the parser copies the whole record: all of them would cost the square of its length.</remarks>
    private static string[] Cells(CsvParser parser, int width, ref string? badField)
    {
        var cells = new string[parser.Count == width ? width : Math.Min(parser.Count, Quoted)];
        for (var at = 0; at < cells.Length; at++)
        {
            cells[at] = parser[at];
            if (badField is ['"', ..]) return cells[..(at + 1)];
        }
        return cells;
    }

    private static string Header(TextReader content)
    {
        try
        {
            return (BoundedText.ReadHeader(content) ?? "").TrimStart('\uFEFF');
        }
        catch (RecordTooLongException)
        {
            throw new FormatException($"Line 1: longer than {Limits.LongestHeader} characters; expected a header of at most {Limits.MostColumns} columns.");
        }
    }

    private static string Swallowed(int from, int to) => from >= to
        ? "quotes that close at the end of the field"
        : $"quotes that close at the end of the field; it runs on to line {to}";

    private static bool Next(CsvParser parser, int line)
    {
        try
        {
            return parser.Read();
        }
        catch (RecordTooLongException)
        {
            throw new FormatException($"Line {line}: the record is longer than {Limits.LongestRecord} characters or has more than {Limits.MostSeparators} separators; expected every quote that opens to close.");
        }
    }

    private static Dictionary<string, int> Columns(string header, char separator, IReadOnlyList<string> required, out int width)
    {
        using var parser = new CsvParser(new StringReader(header), Settings(separator, _ => { }));
        string[] names = parser.Read() ? [.. parser.Record!.Select(name => name.Trim())] : [];
        width = names.Length;
        if (width > Limits.MostColumns) throw new FormatException($"Line 1: found {width} columns, expected at most {Limits.MostColumns}.");
        var columns = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var at = 0; at < names.Length; at++) columns.TryAdd(names[at], at);
        // "应付金额(CNY)" is also found as "应付金额".
        for (var at = 0; at < names.Length; at++)
            if (names[at].IndexOfAny(['(', '（']) is > 0 and var cut) columns.TryAdd(names[at][..cut].TrimEnd(), at);

        var missing = required.Where(name => !columns.ContainsKey(name)).ToList();
        if (missing.Count > 0)
            throw new FormatException($"Line 1: found '{new FileHead(header).Describe()}', expected a header with the columns {string.Join(", ", missing)}.");
        return columns;
    }

    private static CsvConfiguration Settings(char separator, Action<string> badField) => new(CultureInfo.InvariantCulture)
    {
        Delimiter = separator.ToString(),
        IgnoreBlankLines = false,
        BadDataFound = bad => badField(bad.Field),
    };
}

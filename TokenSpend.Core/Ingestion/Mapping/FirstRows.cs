using System.Text;
using System.Text.Json;

namespace TokenSpend.Core.Ingestion.Mapping;

/// <summary>The columns of a file and its first records as they are written: what a user maps, and what guesses look at.</summary>
/// <param name="Records">Lists of a JSON document that hold the records; empty: its values are the records.</param>
/// <param name="Lines">On which each row starts, as an editor counts.</param>
/// <param name="Rows">Each with one cell a column; null where it is missing or empty.</param>
public sealed record FirstRows(ProfileContent Content, IReadOnlyList<string> Columns, IReadOnlyList<string> Records, IReadOnlyList<int> Lines, IReadOnlyList<IReadOnlyList<string?>> Rows)
{
    public const int Most = 50;

    /// <param name="head">The first part of a file; it may end inside of a record.</param>
    /// <returns>Null: there is no header or record in it.</returns>
    public static FirstRows? Of(FileHead head)
    {
        ArgumentNullException.ThrowIfNull(head);
        return head.StartsAsJson ? OfJson(head.Text) : OfTable(head);
    }

    /// <summary>Filled cells of a column.</summary>
    public IEnumerable<string> Values(string column)
    {
        for (var at = 0; at < Columns.Count; at++)
            if (Columns[at] == column) return Rows.Select(row => row[at]).OfType<string>();
        return [];
    }

    /// <summary>What the next file of this kind is recognised by: a table by its whole header. JSON leaves out what it has no value for: by what is mapped and stands in every record.</summary>
    public IReadOnlyList<IReadOnlyList<string>> RecognisedBy(IEnumerable<FieldSource> mapped) => Content == ProfileContent.Table
        ? [.. Columns.Where(name => name.Length > 0).Select(name => (IReadOnlyList<string>)[name])]
        : [.. mapped.SelectMany(source => source.Columns).Distinct().Where(name => Values(name).Count() == Rows.Count).Select(name => (IReadOnlyList<string>)[name])];

    private static FirstRows? OfTable(FileHead head)
    {
        if (head.Columns.Count < 2) return null;
        var rows = new List<CsvRow>();
        try
        {
            foreach (var _ in CsvTable.Read(new StringReader(head.Text), [], Keep))
                if (rows.Count == Most) break;
        }
        catch (FormatException)
        {
            // A field that never ends in the head: what came before it is shown.
        }
        IReadOnlyList<string> columns = rows.Count > 0 ? [.. rows[0].Columns] : [.. head.Columns.Where(name => name.Length > 0).Distinct()];
        return new FirstRows(ProfileContent.Table, columns, [], [.. rows.Select(row => row.Line)], Cells(rows, columns));

        LineOutcome Keep(CsvRow row)
        {
            rows.Add(row);
            return new BlankLine(row.Line);
        }
    }

    private static FirstRows? OfJson(string text)
    {
        var (rows, records) = (new List<CsvRow>(), RecordsIn(text));
        try
        {
            foreach (var piece in JsonPieces.Read(new StringReader(text), records))
            {
                if (JsonLines.Row(piece.Line, Encoding.UTF8.GetString(piece.Utf8.Span), JsonPaths.MaxDepth) is { } row) rows.Add(row);
                if (rows.Count == Most) break;
            }
        }
        catch (FormatException)
        {
            // The head ends inside of a value.
        }
        if (rows.Count == 0) return null;
        IReadOnlyList<string> columns = [.. rows.SelectMany(row => row.Columns).Distinct()];
        return new FirstRows(ProfileContent.Json, columns, records, [.. rows.Select(row => row.Line)], Cells(rows, columns));
    }

    /// <summary>Where an answer of an API keeps its records: "data", "data.items".</summary>
    private static IReadOnlyList<string> RecordsIn(string text)
    {
        if (JsonPieces.HasOneValueALine(text) && text.AsSpan().TrimEnd().Contains('\n')) return [];
        try
        {
            using var json = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = JsonPaths.MaxDepth });
            return Find(json.RootElement, "", 2) is { } path ? [path] : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static string? Find(JsonElement value, string path, int depth)
    {
        if (value.ValueKind != JsonValueKind.Object || depth == 0) return null;
        foreach (var member in value.EnumerateObject())
        {
            var name = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
            if (member.Value.ValueKind == JsonValueKind.Array && member.Value.EnumerateArray().FirstOrDefault().ValueKind == JsonValueKind.Object) return name;
            if (Find(member.Value, name, depth - 1) is { } inner) return inner;
        }
        return null;
    }

    private static List<IReadOnlyList<string?>> Cells(List<CsvRow> rows, IReadOnlyList<string> columns) =>
        [.. rows.Select(row => (IReadOnlyList<string?>)[.. columns.Select(name => row.Text(name))])];
}

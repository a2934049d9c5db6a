using System.Text;
using System.Text.Json;

namespace TokenSpend.Core.Ingestion;

/// <summary>Reads NDJSON as if it were a table: each line is an object whose values are cells, named by their path ("sku.description"); a list is one cell of JSON.</summary>
/// <remarks>So a format that exists as CSV and as NDJSON, as BigQuery writes both, has one reader.</remarks>
public static class JsonLines
{
    /// <summary>Longest line in characters: a file without line ends is not read into memory as a whole.</summary>
    public const int MaxLineLength = CsvTable.MaxFieldLength;

    /// <summary>Deeper than any bill; gateways log whole requests, whose reader says how deep they may be.</summary>
    private const int MaxDepth = 16;

    /// <param name="outcome">Reads one line; its answer does not count if the row has a <see cref="CsvRow.Problem"/>.</param>
    /// <exception cref="FormatException">A line never ends.</exception>
    public static IEnumerable<LineOutcome> Read(TextReader content, Func<CsvRow, LineOutcome> outcome)
    {
        var buffer = new StringBuilder();
        for (var line = 1; TryReadLine(content, buffer, line); line++)
        {
            var text = buffer.ToString().Trim('\uFEFF', ' ', '\t', '\r');
            if (text.Length == 0) yield return new BlankLine(line);
            else if (Row(line, text) is not { } row) yield return new RejectedLine(line, Rejection.Of(line, "", text, $"a JSON object on one line, at most {MaxDepth} levels deep"));
            else
            {
                var result = outcome(row);
                yield return row.Problem is { } why ? new RejectedLine(line, why) : result;
            }
        }
    }

    /// <summary>One object as a row; null if the text is none.</summary>
    /// <param name="maxDepth">Levels of objects and lists.</param>
    internal static CsvRow? Row(int line, string text, int maxDepth = MaxDepth)
    {
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        var cells = new List<string>();
        try
        {
            using var json = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = maxDepth });
            if (json.RootElement.ValueKind != JsonValueKind.Object) return null;
            Add("", json.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // The second: an escape for half a surrogate pair.
            return null;
        }
        return new CsvRow(line, [.. cells], columns);

        void Add(string path, JsonElement value)
        {
            if (value.ValueKind == JsonValueKind.Object)
            {
                foreach (var property in value.EnumerateObject()) Add(path.Length == 0 ? property.Name : $"{path}.{property.Name}", property.Value);
                return;
            }
            if (value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined || !columns.TryAdd(path, cells.Count)) return;
            cells.Add(value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText());
        }
    }

    private static bool TryReadLine(TextReader content, StringBuilder buffer, int line)
    {
        buffer.Clear();
        var any = false;
        for (int next; (next = content.Read()) >= 0;)
        {
            any = true;
            if (next == '\n') break;
            if (buffer.Length >= MaxLineLength) throw new FormatException($"Line {line}: longer than {MaxLineLength} characters; expected one JSON object per line.");
            buffer.Append((char)next);
        }
        return any;
    }
}

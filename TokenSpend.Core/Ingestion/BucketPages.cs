using System.Text.Json;

namespace TokenSpend.Core.Ingestion;

/// <summary>One time bucket of a usage API: its own properties, and its results.</summary>
public sealed record Bucket(JsonResult Head, IReadOnlyList<JsonResult> Results);

/// <summary>Reads the pages of a usage API bucket by bucket: objects with "data", a list of buckets with "results". One page, a list of pages, or pages one after the other.</summary>
public static class BucketPages
{
    /// <exception cref="FormatException">Not JSON, or not pages of buckets; says line and column.</exception>
    public static IEnumerable<Bucket> Read(TextReader content)
    {
        var json = new JsonStream(content, Limits.DeepestReport, "pages of buckets");
        var any = false;
        while (json.Read())
        {
            any = true;
            if (json.Token != JsonTokenType.StartArray)
            {
                foreach (var bucket in Page(json)) yield return bucket;
                continue;
            }
            while (json.Read() && json.Token != JsonTokenType.EndArray)
                foreach (var bucket in Page(json)) yield return bucket;
        }
        if (!any) throw new FormatException("Line 1, column 1: the file is empty; expected a JSON object with data.");
    }

    private static IEnumerable<Bucket> Page(JsonStream json)
    {
        json.Expect(JsonTokenType.StartObject, "a page: an object with data");
        var line = json.Line;
        var hasData = false;
        while (json.Read() && json.Token != JsonTokenType.EndObject)
        {
            var isData = json.Is("data"u8);
            json.Read();
            if (!isData)
            {
                json.Skip();
                continue;
            }
            hasData = true;
            json.Expect(JsonTokenType.StartArray, "data: a list of buckets");
            while (json.Read() && json.Token != JsonTokenType.EndArray)
            {
                json.Expect(JsonTokenType.StartObject, "a bucket: an object with results");
                yield return Bucket(json.Value());
            }
        }
        if (!hasData) throw new FormatException($"Line {line}: found an object without data, expected a page with data, a list of buckets.");
    }

    private static Bucket Bucket(JsonPiece piece)
    {
        var (results, lines) = (new List<JsonResult>(), new LineCounter(piece));
        var reader = new Utf8JsonReader(piece.Utf8.Span, new JsonReaderOptions { MaxDepth = Limits.DeepestReport });
        try
        {
            // The head is read on a copy of the reader: its times may stand behind the results.
            reader.Read();
            var ahead = reader;
            var head = JsonElement.ParseValue(ref ahead);
            while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
            {
                var isResults = reader.ValueTextEquals("results"u8);
                reader.Read();
                if (!isResults || reader.TokenType == JsonTokenType.Null)
                {
                    reader.Skip();
                    continue;
                }
                if (reader.TokenType != JsonTokenType.StartArray) throw new FormatException($"Line {lines.At(reader.TokenStartIndex)}: expected results: a list.");
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    var at = lines.At(reader.TokenStartIndex);
                    results.Add(new JsonResult(at, JsonElement.ParseValue(ref reader)));
                }
            }
            return new Bucket(new JsonResult(piece.Line, head), results);
        }
        catch (InvalidOperationException error)
        {
            throw new FormatException($"Line {lines.At(reader.TokenStartIndex)}: a name has half a surrogate pair; expected text.", error);
        }
    }

    /// <summary>Turns offsets, asked for in ascending order, into line numbers.</summary>
    private sealed class LineCounter(JsonPiece piece)
    {
        private int _offset;
        private int _line = piece.Line;

        public int At(long offset)
        {
            _line += piece.Utf8.Span[_offset..(int)offset].Count((byte)'\n');
            _offset = (int)offset;
            return _line;
        }
    }
}

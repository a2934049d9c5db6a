using System.Text;
using System.Text.Json;

namespace TokenSpend.Core.Ingestion;

/// <summary>One time bucket of a usage API: its own properties, and its results.</summary>
public sealed record Bucket(JsonResult Head, IReadOnlyList<JsonResult> Results);

/// <summary>Reads the pages of a usage API: objects with "data", a list of buckets with "results". One page, a list of pages, or pages one after the other.</summary>
public static class BucketPages
{
    /// <summary>Deeper documents are no usage reports.</summary>
    public const int MaxDepth = 64;

    /// <exception cref="FormatException">Not JSON, or not pages of buckets; says line and column.</exception>
    public static IReadOnlyList<Bucket> Read(TextReader content)
    {
        var utf8 = Encoding.UTF8.GetBytes(content.ReadToEnd().TrimStart('\uFEFF'));
        var lines = new LineCounter(utf8);
        var buckets = new List<Bucket>();
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = MaxDepth });
        try
        {
            var any = false;
            while (reader.Read())
            {
                any = true;
                if (reader.TokenType == JsonTokenType.StartArray)
                    while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) Page(ref reader, lines, buckets);
                else Page(ref reader, lines, buckets);
            }
            if (!any) throw new FormatException("Line 1, column 1: the file is empty; expected a JSON object with data.");
        }
        catch (JsonException error)
        {
            throw new FormatException($"Line {error.LineNumber + 1}, column {error.BytePositionInLine + 1}: the JSON breaks off or is not valid; expected pages of buckets, at most {MaxDepth} levels deep.", error);
        }
        catch (InvalidOperationException error)
        {
            throw new FormatException($"Line {lines.At(reader.TokenStartIndex)}: a name has half a surrogate pair; expected text.", error);
        }
        return buckets;
    }

    private static void Page(ref Utf8JsonReader reader, LineCounter lines, List<Bucket> buckets)
    {
        Expect(JsonTokenType.StartObject, ref reader, lines, "a page: an object with data");
        var line = lines.At(reader.TokenStartIndex);
        var hasData = false;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var isData = reader.ValueTextEquals("data"u8);
            reader.Read();
            if (!isData)
            {
                reader.Skip();
                continue;
            }
            hasData = true;
            Expect(JsonTokenType.StartArray, ref reader, lines, "data: a list of buckets");
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) buckets.Add(OneBucket(ref reader, lines));
        }
        if (!hasData) throw new FormatException($"Line {line}: found an object without data, expected a page with data, a list of buckets.");
    }

    private static Bucket OneBucket(ref Utf8JsonReader reader, LineCounter lines)
    {
        Expect(JsonTokenType.StartObject, ref reader, lines, "a bucket: an object with results");
        // The head is read on a copy of the reader: its times may stand behind the results.
        var line = lines.At(reader.TokenStartIndex);
        var ahead = reader;
        var head = JsonElement.ParseValue(ref ahead);
        var results = new List<JsonResult>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var isResults = reader.ValueTextEquals("results"u8);
            reader.Read();
            if (!isResults || reader.TokenType == JsonTokenType.Null)
            {
                reader.Skip();
                continue;
            }
            Expect(JsonTokenType.StartArray, ref reader, lines, "results: a list");
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                var at = lines.At(reader.TokenStartIndex);
                results.Add(new JsonResult(at, JsonElement.ParseValue(ref reader)));
            }
        }
        return new Bucket(new JsonResult(line, head), results);
    }

    private static void Expect(JsonTokenType type, ref Utf8JsonReader reader, LineCounter lines, string expected)
    {
        if (reader.TokenType == type) return;
        throw new FormatException($"Line {lines.At(reader.TokenStartIndex)}: found {Encoding.UTF8.GetString(reader.ValueSpan[..Math.Min(reader.ValueSpan.Length, 100)])}, expected {expected}.");
    }

    /// <summary>Turns offsets, asked for in ascending order, into line numbers.</summary>
    private sealed class LineCounter(byte[] utf8)
    {
        private int _offset;
        private int _line = 1;

        public int At(long offset)
        {
            _line += utf8.AsSpan(_offset, (int)offset - _offset).Count((byte)'\n');
            _offset = (int)offset;
            return _line;
        }
    }
}

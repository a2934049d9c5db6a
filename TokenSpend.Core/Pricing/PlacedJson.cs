using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace TokenSpend.Core.Pricing;

/// <summary>A JSON value that knows where it stands in its file, so that an error can say so.</summary>
/// <param name="Fields">Of an object, in their order; null for anything else.</param>
/// <param name="Items">Of a list; null for anything else.</param>
/// <param name="Text">Of a text, number, true, false or null, as written; null for objects and lists.</param>
/// <param name="Line">From 1.</param>
/// <param name="Character">Of the line, from 1.</param>
internal sealed record PlacedJson(
    JsonTokenType Kind, IReadOnlyList<KeyValuePair<string, PlacedJson>>? Fields, IReadOnlyList<PlacedJson>? Items, string? Text, int Line, int Character)
{
    private const int Deepest = 64;

    public PlacedJson? this[string name] => Fields?.FirstOrDefault(field => field.Key == name).Value;

    /// <summary>How it begins, for messages.</summary>
    public string Found => Kind switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        _ => Text!.Length <= 100 ? Text : Text[..100],
    };

    public static PlacedJson? Parse(string json, string file, out PriceFileError? error)
    {
        var utf8 = Encoding.UTF8.GetBytes(json);
        error = null;
        try
        {
            var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = Deepest, CommentHandling = JsonCommentHandling.Skip });
            var places = new Places(utf8);
            reader.Read();
            var root = Value(ref reader, places);
            while (reader.Read()) { }
            return root;
        }
        catch (JsonException e)
        {
            error = new PriceFileError(file, (int)(e.LineNumber ?? 0) + 1, $"character {(e.BytePositionInLine ?? 0) + 1}", "something that is not JSON", "a price table as CSV, or as JSON of genai-prices or LiteLLM");
            return null;
        }
    }

    private static PlacedJson Value(ref Utf8JsonReader reader, Places places)
    {
        var (kind, (line, character)) = (reader.TokenType, places.Of((int)reader.TokenStartIndex));
        switch (kind)
        {
            case JsonTokenType.StartObject:
                var fields = new List<KeyValuePair<string, PlacedJson>>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var name = reader.GetString()!;
                    reader.Read();
                    fields.Add(new(name, Value(ref reader, places)));
                }
                return new PlacedJson(kind, fields, null, null, line, character);
            case JsonTokenType.StartArray:
                var items = new List<PlacedJson>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(Value(ref reader, places));
                return new PlacedJson(kind, null, items, null, line, character);
            default:
                return new PlacedJson(kind, null, null, kind == JsonTokenType.String ? reader.GetString() : Encoding.UTF8.GetString(reader.ValueSpan), line, character);
        }
    }

    /// <summary>Line and character of byte positions that only grow.</summary>
    private sealed class Places(byte[] utf8)
    {
        private int _line = 1, _lineStart, _at;

        public (int Line, int Character) Of(int index)
        {
            for (; _at < index; _at++)
                if (utf8[_at] == '\n') (_line, _lineStart) = (_line + 1, _at + 1);
            return (_line, index - _lineStart + 1);
        }
    }
}

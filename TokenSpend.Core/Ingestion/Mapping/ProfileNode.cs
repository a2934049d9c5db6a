using System.Text;
using System.Text.Json;

namespace TokenSpend.Core.Ingestion.Mapping;

/// <summary>A JSON value that knows where it stands, so that a mistake in it can be named by line and column.</summary>
/// <param name="Text">Of a string, number or truth value; null for the others.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in characters.</param>
internal sealed record ProfileNode(JsonValueKind Kind, string? Text, int Line, int Column)
{
    public List<(string Name, ProfileNode At, ProfileNode Value)> Members { get; } = [];
    public List<ProfileNode> Items { get; } = [];

    /// <summary>What a message shows of it.</summary>
    public string Shown => Text ?? Kind switch { JsonValueKind.Object => "{…}", JsonValueKind.Array => "[…]", _ => "null" };

    /// <exception cref="JsonException">It is no JSON; the exception says where.</exception>
    public static ProfileNode Parse(string json)
    {
        var utf8 = Encoding.UTF8.GetBytes(json);
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = 16 });
        reader.Read();
        var root = Value(ref reader, utf8);
        reader.Read();
        return root;
    }

    private static ProfileNode Value(ref Utf8JsonReader reader, byte[] utf8)
    {
        var node = Here(ref reader, utf8);
        if (reader.TokenType == JsonTokenType.StartObject)
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = Here(ref reader, utf8);
                reader.Read();
                node.Members.Add((name.Text!, name, Value(ref reader, utf8)));
            }
        else if (reader.TokenType == JsonTokenType.StartArray)
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) node.Items.Add(Value(ref reader, utf8));
        return node;
    }

    private static ProfileNode Here(ref Utf8JsonReader reader, byte[] utf8)
    {
        var before = utf8.AsSpan(0, (int)reader.TokenStartIndex);
        var line = before.Count((byte)'\n') + 1;
        var column = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1;
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => new(JsonValueKind.Object, null, line, column),
            JsonTokenType.StartArray => new(JsonValueKind.Array, null, line, column),
            JsonTokenType.String or JsonTokenType.PropertyName => new(JsonValueKind.String, reader.GetString(), line, column),
            JsonTokenType.Number => new(JsonValueKind.Number, Encoding.UTF8.GetString(reader.ValueSpan), line, column),
            JsonTokenType.True => new(JsonValueKind.True, "true", line, column),
            JsonTokenType.False => new(JsonValueKind.False, "false", line, column),
            _ => new(JsonValueKind.Null, null, line, column),
        };
    }
}

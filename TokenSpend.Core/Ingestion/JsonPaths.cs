using System.Text.Json;

namespace TokenSpend.Core.Ingestion;

/// <summary>One place that a format reads; given out by <see cref="JsonPaths.Add"/>.</summary>
internal readonly record struct JsonPath(int First, int Count);

/// <summary>The places of a JSON object that a format reads, picked in one pass; all else is skipped unread.</summary>
/// <remarks>
/// Declared once, shared by threads. A string on the way to a place is read as JSON of its own: gateways nest JSON in text.
/// Of two properties with one name the later stands.
/// </remarks>
internal sealed class JsonPaths
{
    private readonly Node _root = new([]);
    private readonly List<string> _names = [];
    private int _slots;

    /// <summary>All declared places, for <see cref="FormatInfo.Fields"/>.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <param name="alternatives">Names joined by dots, such as "response.model"; the first of them that is filled counts.</param>
    public JsonPath Add(params ReadOnlySpan<string> alternatives)
    {
        var first = _slots;
        foreach (var path in alternatives) At(path).Slot = _slots++;
        return new JsonPath(first, _slots - first);
    }

    /// <summary>An object whose members are tags, or a list of "name:value"; of two tellings of a tag the higher rank stands.</summary>
    public void AddTags(string path, int rank) => At(path).TagRank = rank;

    /// <summary>Reads one line. False: the line is blank or no JSON object, and its outcome says so.</summary>
    /// <param name="fields">Good until the calling thread reads the next line.</param>
    public bool TryRead(ReadOnlySpan<byte> utf8, UsageLine line, LineScratch scratch, out JsonFields fields)
    {
        fields = new JsonFields(utf8, JsonSlot.OfThread(_slots));
        if (utf8[System.Text.Ascii.Trim(utf8)].IsEmpty)
        {
            line.Blank();
            return false;
        }
        try
        {
            var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = Limits.DeepestLog });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                line.Reject("", utf8, "a JSON object");
                return false;
            }
            ReadObject(ref reader, _root, null, 0, fields.Slots, scratch);
            // Anything behind the object shows here.
            reader.Read();
            return true;
        }
        catch (JsonException)
        {
            line.Reject("", utf8, $"one JSON object, at most {Limits.DeepestLog} levels deep");
        }
        catch (InvalidOperationException)
        {
            line.Reject("", utf8, "JSON text without half surrogate pairs");
        }
        return false;
    }

    /// <param name="text">The text that the reader reads, where it is not the line itself.</param>
    private static void ReadObject(scoped ref Utf8JsonReader reader, Node node, byte[]? text, int from, JsonSlot[] slots, LineScratch scratch)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (node.TagRank is { } rank && node.Find(ref reader) is null)
            {
                var name = scratch.Text(ref reader);
                reader.Read();
                if (reader.TokenType != JsonTokenType.Null) scratch.Tag(name, scratch.Text(ref reader), rank);
                continue;
            }
            var child = node.Find(ref reader);
            reader.Read();
            if (child is null) reader.Skip();
            else ReadValue(ref reader, child, text, from, slots, scratch);
        }
    }

    private static void ReadValue(scoped ref Utf8JsonReader reader, Node node, byte[]? text, int from, JsonSlot[] slots, LineScratch scratch)
    {
        var start = from + (int)reader.TokenStartIndex;
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                if (node.Slot >= 0) slots[node.Slot] = default;
                break;
            case JsonTokenType.StartObject:
                if (node.IsLeaf) reader.Skip();
                else ReadObject(ref reader, node, text, from, slots, scratch);
                Fill(node, slots, new JsonSlot(text, start, from + (int)reader.BytesConsumed - start, false));
                break;
            case JsonTokenType.StartArray:
                if (node.TagRank is { } rank) ReadTags(ref reader, rank, scratch);
                else reader.Skip();
                Fill(node, slots, new JsonSlot(text, start, from + (int)reader.BytesConsumed - start, false));
                break;
            case JsonTokenType.String when reader.ValueIsEscaped:
                var unescaped = scratch.Unescaped(ref reader);
                Fill(node, slots, new JsonSlot(unescaped.Array, unescaped.Offset, unescaped.Count, true));
                if (!node.IsLeaf) ReadInner(unescaped, unescaped.Array, unescaped.Offset, node, slots, scratch);
                break;
            default:
                var quote = reader.TokenType == JsonTokenType.String ? 1 : 0;
                Fill(node, slots, new JsonSlot(text, start + quote, reader.ValueSpan.Length, true));
                break;
        }
    }

    /// <summary>JSON in a string; a text that is no JSON has none of the places, which is for the format to judge.</summary>
    private static void ReadInner(ReadOnlySpan<byte> json, byte[]? text, int from, Node node, JsonSlot[] slots, LineScratch scratch)
    {
        try
        {
            var inner = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Limits.DeepestLog });
            if (!inner.Read()) return;
            if (inner.TokenType == JsonTokenType.StartObject) ReadObject(ref inner, node, text, from, slots, scratch);
            else if (inner.TokenType == JsonTokenType.StartArray && node.TagRank is { } rank) ReadTags(ref inner, rank, scratch);
        }
        catch (JsonException)
        {
            // Cut off, as logs do with long values.
        }
    }

    private static void ReadTags(scoped ref Utf8JsonReader reader, int rank, LineScratch scratch)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) scratch.Tag(scratch.Text(ref reader), rank);
    }

    private static void Fill(Node node, JsonSlot[] slots, JsonSlot value)
    {
        if (node.Slot >= 0) slots[node.Slot] = value;
    }

    private Node At(string path)
    {
        _names.Add(path);
        var node = _root;
        foreach (var name in path.Split('.')) node = node.Child(System.Text.Encoding.UTF8.GetBytes(name));
        return node;
    }

    private sealed class Node(byte[] name)
    {
        private readonly List<Node> _children = [];

        /// <summary>-1: nothing is read here.</summary>
        public int Slot { get; set; } = -1;
        public int? TagRank { get; set; }
        public bool IsLeaf => _children.Count == 0 && TagRank is null;

        public Node Child(byte[] of)
        {
            if (_children.Find(child => child.Is(of)) is { } known) return known;
            var added = new Node(of);
            _children.Add(added);
            return added;
        }

        public Node? Find(scoped ref Utf8JsonReader reader)
        {
            foreach (var child in _children)
                if (reader.ValueTextEquals(child._name)) return child;
            return null;
        }

        private readonly byte[] _name = name;

        private bool Is(byte[] other) => _name.AsSpan().SequenceEqual(other);
    }
}

using System.Text;
using System.Text.Json;

namespace TokenSpend.Core.Ingestion;

/// <summary>One JSON value of a file.</summary>
/// <param name="Line">On which it starts, from 1.</param>
/// <param name="Utf8">Empty for a blank line.</param>
public readonly record struct JsonPiece(int Line, ReadOnlyMemory<byte> Utf8);

/// <summary>Cuts a file into its JSON values without holding it: one a line, one after the other over several lines, or the elements of a list.</summary>
/// <remarks>In a file of one value a line, a broken line stays one piece, so that it costs only itself.</remarks>
public static class JsonPieces
{
    /// <exception cref="FormatException">A list or value breaks off, or is longer than any record.</exception>
    public static IEnumerable<JsonPiece> Read(TextReader content)
    {
        ArgumentNullException.ThrowIfNull(content);
        var source = new Source(content);
        return HasOneValueALine(source.Head) ? Lines(source) : Values(source);
    }

    /// <summary>The pieces, and of those that are a page of an answer the records in it.</summary>
    /// <param name="lists">Paths of lists such as "data.items"; a piece without any of them is a record itself.</param>
    public static IEnumerable<JsonPiece> Read(TextReader content, IReadOnlyList<string> lists)
    {
        foreach (var piece in Read(content))
            foreach (var record in lists.Select(path => ListIn(piece, path)).FirstOrDefault(list => list is not null) ?? [piece])
                yield return record;
    }

    /// <param name="head">The first part of the file.</param>
    public static bool HasOneValueALine(ReadOnlySpan<char> head)
    {
        head = head.TrimStart();
        if (head is ['[', ..]) return false;
        var end = head.IndexOf('\n');
        if (end < 0 || head is not ['{', ..]) return true;
        var state = default(Nesting);
        foreach (var c in head[..end]) state.Take(c);
        // An object that goes on in the next line, unless that one starts an object of its own: then the first is damaged.
        return state.Depth <= 0 || head[(end + 1)..].TrimStart('\r').StartsWith('{');
    }

    private static IEnumerable<JsonPiece> Lines(Source source)
    {
        var text = new StringBuilder();
        for (var line = 1; source.Next() is { } c; line++)
        {
            text.Clear();
            for (char? next = c; next is { } some and not '\n'; next = source.Next()) Append(text, some, line);
            yield return Piece(line, text);
        }
    }

    private static IEnumerable<JsonPiece> Values(Source source)
    {
        var text = new StringBuilder();
        var state = default(Nesting);
        var (line, start, inList, isBlank) = (1, 0, false, true);
        while (source.Next() is { } c)
        {
            var outside = state.Depth == 0 && !state.InText && text.Length == 0;
            if (c == '\n')
            {
                if (outside && isBlank && !inList) yield return new JsonPiece(line, default);
                (line, isBlank) = (line + 1, true);
            }
            if (outside && (char.IsWhiteSpace(c) || c == ',')) continue;
            isBlank = false;
            if (outside && c is '[' && !inList || outside && c is ']' && inList)
            {
                inList = c == '[';
                continue;
            }
            if (outside) start = line;
            var wasNested = state.Depth > 0;
            state.Take(c);
            // A number or word, which no record is, ends where something else begins.
            if (!wasNested && state.Depth <= 0 && !state.InText && (char.IsWhiteSpace(c) || c is ',' or ']'))
            {
                if (c == ']') (inList, state) = (false, default);
                yield return Piece(start, text);
                text.Clear();
                continue;
            }
            Append(text, c, start);
            if (state.Depth > 0 || state.InText || !wasNested && c is not '}') continue;
            yield return Piece(start, text);
            text.Clear();
            state = default;
        }
        if (text.Length > 0 || inList)
            throw new FormatException($"Line {(text.Length > 0 ? start : line)}: the JSON breaks off; expected the end of the {(text.Length > 0 ? "value that starts here" : "list")}.");
    }

    /// <summary>The elements of a list inside of an object; null where there is none.</summary>
    /// <param name="path">Names joined by dots.</param>
    public static IReadOnlyList<JsonPiece>? ListIn(JsonPiece page, string path)
    {
        var names = path.Split('.');
        try
        {
            var reader = new Utf8JsonReader(page.Utf8.Span, new JsonReaderOptions { MaxDepth = Limits.DeepestLog });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return null;
            for (var i = 0; i < names.Length; i++)
            {
                if (!Find(ref reader, names[i])) return null;
                if (reader.TokenType != (i == names.Length - 1 ? JsonTokenType.StartArray : JsonTokenType.StartObject)) return null;
            }
            var records = new List<JsonPiece>();
            var (line, counted) = (page.Line, 0);
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                var from = (int)reader.TokenStartIndex;
                reader.Skip();
                line += page.Utf8.Span[counted..from].Count((byte)'\n');
                counted = from;
                records.Add(new JsonPiece(line, page.Utf8[from..(int)reader.BytesConsumed]));
            }
            return records;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // The format says what is wrong with the whole.
            return null;
        }
    }

    private static bool Find(ref Utf8JsonReader reader, string name)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals(name);
            reader.Read();
            if (found) return true;
            reader.Skip();
        }
        return false;
    }

    private static void Append(StringBuilder text, char c, int line)
    {
        if (text.Length >= Limits.LongestRecord) throw new FormatException($"Line {line}: the value is longer than {Limits.LongestRecord >> 20} MB; expected one record.");
        text.Append(c);
    }

    private static JsonPiece Piece(int line, StringBuilder text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text.ToString());
        return new JsonPiece(line, utf8.AsMemory()[System.Text.Ascii.Trim(utf8)]);
    }

    /// <summary>How deep a scan of JSON stands, and whether inside of a string.</summary>
    private struct Nesting
    {
        private bool _escaped;

        public int Depth { get; private set; }
        public bool InText { get; private set; }

        public void Take(char c)
        {
            if (InText)
            {
                if (c == '"' && !_escaped) InText = false;
                _escaped = c == '\\' && !_escaped;
            }
            else if (c == '"') InText = true;
            else if (c is '{' or '[') Depth++;
            else if (c is '}' or ']') Depth--;
        }
    }

    private sealed class Source
    {
        private readonly TextReader _content;
        private readonly char[] _buffer = new char[64 * 1024];
        private int _length;
        private int _at;

        public Source(TextReader content)
        {
            _content = content;
            _length = content.ReadBlock(_buffer);
            if (_length > 0 && _buffer[0] == '\uFEFF') _at = 1;
        }

        public ReadOnlySpan<char> Head => _buffer.AsSpan(_at, _length - _at);

        public char? Next()
        {
            if (_at == _length)
            {
                (_length, _at) = (_content.ReadBlock(_buffer), 0);
                if (_length == 0) return null;
            }
            return _buffer[_at++];
        }
    }
}

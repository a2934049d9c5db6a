using System.Text;
using System.Text.Json;

namespace TokenSpend.Core.Ingestion;

/// <summary>Reads a JSON document of any length token by token without holding it; one value at a time can be had whole.</summary>
/// <param name="expected">What the document should have been, for errors.</param>
internal sealed class JsonStream(TextReader content, int maxDepth, string expected)
{
    private readonly Encoder _encoder = Encoding.UTF8.GetEncoder();
    private readonly char[] _chars = new char[32 << 10];
    private byte[] _buffer = new byte[128 << 10];
    private bool _isEnd;

    // The buffer holds the text from just before the current token on; the reader's state is the one before it.
    private int _start;
    private int _end;
    private JsonReaderState _before = new(new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = maxDepth });
    private int _lineAtStart = 1;

    // What was consumed by the token, and the state after it.
    private int _consumed;
    private JsonReaderState _after = new(new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = maxDepth });
    private int _depth;

    public JsonTokenType Token { get; private set; }

    /// <summary>On which the token starts, from 1.</summary>
    public int Line { get; private set; } = 1;

    /// <summary>False at the end.</summary>
    /// <exception cref="FormatException">Not JSON, or too deep, or a token is longer than any record; says line and column.</exception>
    public bool Read()
    {
        MoveOn();
        while (true)
        {
            try
            {
                var reader = new Utf8JsonReader(_buffer.AsSpan(_start.._end), _isEnd, _before);
                if (reader.Read())
                {
                    Token = reader.TokenType;
                    Line = _lineAtStart + _buffer.AsSpan(_start, (int)reader.TokenStartIndex).Count((byte)'\n');
                    (_consumed, _after, _depth) = ((int)reader.BytesConsumed, reader.CurrentState, reader.CurrentDepth);
                    return true;
                }
                if (_isEnd) return false;
            }
            catch (JsonException error)
            {
                throw NotJson(error);
            }
            Fill();
        }
    }

    /// <summary>Whether the current token is this name, or this text.</summary>
    public bool Is(ReadOnlySpan<byte> name)
    {
        var reader = new Utf8JsonReader(_buffer.AsSpan(_start.._end), _isEnd, _before);
        reader.Read();
        try
        {
            return reader.ValueTextEquals(name);
        }
        catch (InvalidOperationException error)
        {
            throw new FormatException($"Line {Line}: a name has half a surrogate pair; expected text.", error);
        }
    }

    /// <summary>Passes over the value that the current token starts, however large.</summary>
    public void Skip()
    {
        if (Token is not (JsonTokenType.StartObject or JsonTokenType.StartArray)) return;
        var outside = _depth;
        while (Read() && !(Token is JsonTokenType.EndObject or JsonTokenType.EndArray && _depth == outside)) { }
    }

    /// <summary>The whole value that the current token starts; it is then read.</summary>
    /// <exception cref="FormatException">It is longer than <see cref="Limits.LongestRecord"/>, or not JSON.</exception>
    public JsonPiece Value()
    {
        while (true)
        {
            try
            {
                var reader = new Utf8JsonReader(_buffer.AsSpan(_start.._end), _isEnd, _before);
                reader.Read();
                var from = _start + (int)reader.TokenStartIndex;
                if (reader.TrySkip())
                {
                    (_consumed, _after, _depth) = ((int)reader.BytesConsumed, reader.CurrentState, reader.CurrentDepth);
                    return new JsonPiece(Line, _buffer.AsMemory(from, _start + _consumed - from).ToArray());
                }
            }
            catch (JsonException error)
            {
                throw NotJson(error);
            }
            Fill();
        }
    }

    /// <exception cref="FormatException">The token is of another type.</exception>
    public void Expect(JsonTokenType type, string what)
    {
        if (Token == type) return;
        var reader = new Utf8JsonReader(_buffer.AsSpan(_start.._end), _isEnd, _before);
        reader.Read();
        throw new FormatException($"Line {Line}: found {Encoding.UTF8.GetString(reader.ValueSpan[..Math.Min(reader.ValueSpan.Length, 100)])}, expected {what}.");
    }

    private void MoveOn()
    {
        _lineAtStart += _buffer.AsSpan(_start, _consumed).Count((byte)'\n');
        _start += _consumed;
        (_consumed, _before) = (0, _after);
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start.._end).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }
        if (_end > Limits.LongestRecord)
            throw new FormatException($"Line {Line}: a value is longer than {Limits.LongestRecord >> 20} MB; expected {expected}.");
        if (_buffer.Length - _end < Encoding.UTF8.GetMaxByteCount(_chars.Length)) Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = content.ReadBlock(_chars);
        var text = _chars.AsSpan(0, read);
        if (_end == 0 && _lineAtStart == 1 && Token == JsonTokenType.None && text is ['\uFEFF', ..]) text = text[1..];
        _isEnd = read < _chars.Length;
        _end += _encoder.GetBytes(text, _buffer.AsSpan(_end), flush: _isEnd);
    }

    private FormatException NotJson(JsonException error) =>
        new($"Line {error.LineNumber + 1}, column {error.BytePositionInLine + 1}: the JSON breaks off or is not valid; expected {expected}, at most {maxDepth} levels deep.", error);
}

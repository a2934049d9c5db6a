using System.Text;
using System.Text.Json;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ingestion;

/// <summary>What one thread reuses from line to line: text freed from its escapes, declared tags, provider ids.</summary>
/// <remarks>Line formats are shared by threads, so whatever is written to lives here.</remarks>
internal sealed class LineScratch
{
    /// <summary>Bytes kept for the next line; a monster line's buffer is given back.</summary>
    private const int Keep = 1 << 20;

    [ThreadStatic] private static LineScratch? s_ofThread;

    private readonly ReadContext _context;
    private readonly byte[][] _tagNames;
    private readonly (byte[] Bytes, int From, int Length, int Rank)[] _tags;
    private readonly List<(byte[] Name, byte[] Id)> _providers = [];
    private byte[] _text = new byte[16 * 1024];
    private int _used;

    private LineScratch(ReadContext context)
    {
        _context = context;
        Source = Encoding.UTF8.GetBytes(context.Source);
        _tagNames = [.. context.TagKeys.Order(StringComparer.Ordinal).Select(Encoding.UTF8.GetBytes)];
        _tags = new (byte[], int, int, int)[_tagNames.Length];
    }

    /// <summary>Label of the source.</summary>
    public byte[] Source { get; }

    /// <summary>The calling thread's scratch, emptied for the next line.</summary>
    public static LineScratch For(ReadContext context)
    {
        if (s_ofThread is not { } scratch || !ReferenceEquals(scratch._context, context)) s_ofThread = scratch = new LineScratch(context);
        if (scratch._text.Length > Keep) scratch._text = new byte[16 * 1024];
        scratch._used = 0;
        Array.Clear(scratch._tags);
        return scratch;
    }

    /// <summary>The value that the reader stands on, without escapes; empty for null, an object or a list, which are left behind.</summary>
    /// <exception cref="InvalidOperationException">Half a surrogate pair.</exception>
    public ReadOnlySpan<byte> Text(scoped ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String or JsonTokenType.PropertyName when reader.ValueIsEscaped:
                return Unescaped(ref reader);
            case JsonTokenType.Null:
                return default;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                reader.Skip();
                return default;
            default:
                return reader.ValueSpan;
        }
    }

    /// <summary>A copy of the string that the reader stands on, without escapes.</summary>
    /// <exception cref="InvalidOperationException">Half a surrogate pair.</exception>
    public ArraySegment<byte> Unescaped(scoped ref Utf8JsonReader reader)
    {
        var room = Room(reader.ValueSpan.Length);
        var length = reader.CopyString(room);
        _used += length;
        return room[..length];
    }

    /// <summary>Takes the value ahead as text without escapes; empty for null, an object or a list, which are passed over.</summary>
    public ReadOnlySpan<byte> Text(scoped ref JsonScan scan)
    {
        var text = scan.Text();
        return scan.IsEscaped ? Unescaped(ref scan, text.Length) : text;
    }

    /// <summary>Goes to the next property of an object; its name comes without escapes.</summary>
    public bool NextProperty(scoped ref JsonScan scan, out ReadOnlySpan<byte> name)
    {
        if (!scan.NextProperty(out name)) return false;
        if (scan.IsEscaped) name = Unescaped(ref scan, name.Length);
        return !scan.Failed;
    }

    /// <summary>UTF-8 of a CSV cell.</summary>
    public ReadOnlySpan<byte> Utf8(string? text)
    {
        if (string.IsNullOrEmpty(text)) return default;
        var room = Room(Encoding.UTF8.GetMaxByteCount(text.Length));
        var length = Encoding.UTF8.GetBytes(text, room);
        _used += length;
        return room.AsSpan()[..length];
    }

    /// <summary>Notes a tag if its name is declared. The higher rank wins, among equals the first.</summary>
    public void Tag(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, int rank)
    {
        value = Trim(value);
        if (value.IsEmpty) return;
        for (var i = 0; i < _tagNames.Length; i++)
        {
            if (_tagNames[i].Length != name.Length || !Ascii.EqualsIgnoreCase(_tagNames[i], name)) continue;
            if (_tags[i].Length > 0 && _tags[i].Rank >= rank) return;
            var room = Room(value.Length);
            value.CopyTo(room);
            _tags[i] = (_text, _used, value.Length, rank);
            _used += value.Length;
            return;
        }
    }

    /// <summary>Notes "name:value" or "name=value".</summary>
    public void Tag(ReadOnlySpan<byte> pair, int rank)
    {
        var cut = pair.IndexOfAny((byte)':', (byte)'=');
        if (cut > 0) Tag(Trim(pair[..cut]), pair[(cut + 1)..], rank);
    }

    public void AddTagsTo(SubjectKey subject)
    {
        for (var i = 0; i < _tags.Length; i++)
            if (_tags[i] is { Length: > 0 } tag) subject.AddTag(_tagNames[i], tag.Bytes.AsSpan(tag.From, tag.Length));
    }

    /// <summary>The provider's id for any spelling.</summary>
    public ReadOnlySpan<byte> ProviderId(ReadOnlySpan<byte> name)
    {
        foreach (var known in _providers)
            if (name.SequenceEqual(known.Name)) return known.Id;
        var id = Encoding.UTF8.GetBytes(_context.Providers.Id(Encoding.UTF8.GetString(name)));
        // Names come from the file: a file that makes up a new one per line must not fill the memory.
        if (_providers.Count < 256) _providers.Add((name.ToArray(), id));
        return id;
    }

    public bool KnowsProvider(ReadOnlySpan<byte> name) => _context.Providers.Find(Encoding.UTF8.GetString(name)) is not null;

    private ReadOnlySpan<byte> Unescaped(scoped ref JsonScan scan, int length)
    {
        var room = Room(length);
        if (scan.CopyUnescaped(room) is not { } written) return default;
        _used += written;
        return room.AsSpan()[..written];
    }

    private ArraySegment<byte> Room(int length)
    {
        // Spans handed out before keep the old array alive, so a larger one only takes over the rest.
        if (_used + length > _text.Length) (_text, _used) = (new byte[Math.Max(_text.Length * 2, length)], 0);
        return new ArraySegment<byte>(_text, _used, length);
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text) => text[Ascii.Trim(text)];
}

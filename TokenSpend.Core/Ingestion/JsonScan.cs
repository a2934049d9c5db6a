using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Json;

namespace TokenSpend.Core.Ingestion;

/// <summary>Walks one JSON text in UTF-8 from front to back and passes over what nobody reads: for log lines, of which a format needs a few fields.</summary>
/// <remarks>
/// Accepts and refuses exactly what <see cref="Utf8JsonReader"/> does with default options, but makes no tokens and throws nothing. A fault is remembered, and from then on there is nothing ahead: loops end, the caller asks
/// <see cref="End"/> once. After <see cref="NextProperty"/> or <see cref="NextItem"/> said yes, take the value once, by
/// <see cref="Text"/>, <see cref="Skip"/>, or by entering it and asking for what is next until there is no more.
/// </remarks>
public ref struct JsonScan
{
    private static readonly SearchValues<byte> s_endsPlainText = SearchValues.Create([(byte)'"', (byte)'\\', .. Enumerable.Range(0, 0x20).Select(c => (byte)c)]);

    private readonly ReadOnlySpan<byte> _utf8;
    private readonly int _maxDepth;
    private int _at;
    private int _depth;

    // Just behind an opening bracket: no comma stands before what comes next.
    private bool _isFirst;
    private bool _isHalfPair;

    // The last name or text that holds escapes, with its quotes.
    private ReadOnlySpan<byte> _escaped;

    /// <param name="utf8">One value, blanks around it.</param>
    /// <param name="maxDepth">Deeper nesting is a fault.</param>
    public JsonScan(ReadOnlySpan<byte> utf8, int maxDepth = 64)
    {
        _utf8 = utf8;
        _maxDepth = maxDepth;
        SkipBlanks();
    }

    /// <summary>The text is not JSON, or too deep, as far as it was read.</summary>
    public bool Failed { get; private set; }

    /// <summary>What a rejection of the whole text says was expected.</summary>
    public readonly string Expected => _isHalfPair ? "JSON text without half surrogate pairs" : $"one JSON object, at most {_maxDepth} levels deep";

    /// <summary>The last name or text holds escapes: <see cref="CopyUnescaped"/> frees it of them.</summary>
    public bool IsEscaped { get; private set; }

    public readonly JsonAhead Ahead => _at >= _utf8.Length ? JsonAhead.Nothing : _utf8[_at] switch
    {
        (byte)'{' => JsonAhead.Object,
        (byte)'[' => JsonAhead.List,
        (byte)'"' => JsonAhead.Text,
        (byte)'n' => JsonAhead.Null,
        (byte)'t' or (byte)'f' => JsonAhead.Literal,
        (byte)'-' or (>= (byte)'0' and <= (byte)'9') => JsonAhead.Number,
        _ => JsonAhead.Nothing,
    };

    /// <summary>Steps into the object (or list) ahead.</summary>
    /// <returns>False, and nothing is passed, if something else is ahead.</returns>
    public bool EnterObject() => Ahead == JsonAhead.Object && Enter();

    /// <inheritdoc cref="EnterObject"/>
    public bool EnterList() => Ahead == JsonAhead.List && Enter();

    /// <summary>Goes to the value of the next property of the object entered last.</summary>
    /// <param name="name">Between the quotes, escapes as they are.</param>
    /// <returns>False at the object's end, which is left, or after a fault.</returns>
    public bool NextProperty(out ReadOnlySpan<byte> name)
    {
        name = default;
        if (!Next((byte)'}')) return false;
        if (!IsAt((byte)'"')) return Fault();
        name = String();
        SkipBlanks();
        if (!IsAt((byte)':')) return Fault();
        _at++;
        SkipBlanks();
        return true;
    }

    /// <summary>Goes to the next item of the list entered last.</summary>
    /// <returns>False at the list's end, which is left, or after a fault.</returns>
    public bool NextItem() => Next((byte)']');

    /// <summary>Takes the value ahead: a string's text between the quotes, escapes as they are; numbers, true and false as written; empty for null, objects and lists.</summary>
    public ReadOnlySpan<byte> Text()
    {
        if (IsAt((byte)'"')) return String();
        IsEscaped = false;
        switch (Ahead)
        {
            case JsonAhead.Number: return Number();
            case JsonAhead.Literal: return Literal(_utf8[_at] == 't' ? "true"u8 : "false"u8);
            default:
                Skip();
                IsEscaped = false;
                return default;
        }
    }

    /// <summary>Passes over the value ahead, however large; it is checked all the same.</summary>
    public void Skip()
    {
        if (IsAt((byte)'"'))
        {
            String();
            return;
        }
        switch (Ahead)
        {
            case JsonAhead.Number: Number(); break;
            case JsonAhead.Literal: Literal(_utf8[_at] == 't' ? "true"u8 : "false"u8); break;
            case JsonAhead.Null: Literal("null"u8); break;
            case JsonAhead.Object:
                Enter();
                while (NextProperty(out _)) Skip();
                break;
            case JsonAhead.List:
                Enter();
                while (NextItem()) Skip();
                break;
            default: Fault(); break;
        }
    }

    /// <summary>Frees the last name or text of its escapes; only where <see cref="IsEscaped"/> says that it has some.</summary>
    /// <param name="into">As long as the escaped text.</param>
    /// <returns>Bytes written; null, and the scan has failed, for half a surrogate pair or bytes that are not UTF-8.</returns>
    public int? CopyUnescaped(Span<byte> into)
    {
        var reader = new Utf8JsonReader(_escaped);
        try
        {
            reader.Read();
            return reader.CopyString(into);
        }
        catch (InvalidOperationException)
        {
            _isHalfPair = true;
            Fault();
            return null;
        }
    }

    /// <summary>True if all was well and nothing but blanks is left.</summary>
    public bool End()
    {
        SkipBlanks();
        return !Failed && _depth == 0 && _at == _utf8.Length;
    }

    /// <summary>Gives the rest up: for a caller that found a value it cannot take.</summary>
    public void Fail() => Fault();

    private bool Fault()
    {
        (Failed, IsEscaped) = (true, false);
        _at = _utf8.Length;
        return false;
    }

    private bool Enter()
    {
        if (_depth == _maxDepth) return Fault();
        _depth++;
        _at++;
        _isFirst = true;
        return true;
    }

    private bool Next(byte close)
    {
        SkipBlanks();
        var isFirst = _isFirst;
        _isFirst = false;
        if (IsAt(close))
        {
            _at++;
            _depth--;
            return false;
        }
        if (isFirst) return _at < _utf8.Length || Fault();
        if (!IsAt((byte)',')) return Fault();
        _at++;
        SkipBlanks();
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly bool IsAt(byte expected) => (uint)_at < (uint)_utf8.Length && _utf8[_at] == expected;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void SkipBlanks()
    {
        // Machines write few blanks.
        if ((uint)_at < (uint)_utf8.Length && _utf8[_at] <= ' ') SkipSomeBlanks();
    }

    private void SkipSomeBlanks()
    {
        while (_at < _utf8.Length && _utf8[_at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') _at++;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ReadOnlySpan<byte> String()
    {
        var start = _at + 1;
        var end = EndOfPlainText(start);
        if ((uint)end >= (uint)_utf8.Length || _utf8[end] != '"') return EscapedString(start, end);
        IsEscaped = false;
        _at = end + 1;
        return _utf8[start..end];
    }

    private ReadOnlySpan<byte> EscapedString(int start, int at)
    {
        IsEscaped = true;
        while (at < _utf8.Length && EscapeLength(at) is > 0 and var length)
        {
            at = EndOfPlainText(at + length);
            if (at >= _utf8.Length || _utf8[at] != '"') continue;
            _escaped = _utf8[_at..(at + 1)];
            _at = at + 1;
            return _utf8[start..at];
        }
        Fault();
        return default;
    }

    /// <summary>Where the next quote, backslash or control character stands; the end if there is none.</summary>
    private readonly int EndOfPlainText(int at)
    {
        ref var first = ref MemoryMarshal.GetReference(_utf8);
        for (; Vector256.IsHardwareAccelerated && at + Vector256<byte>.Count <= _utf8.Length; at += Vector256<byte>.Count)
        {
            var bytes = Vector256.LoadUnsafe(ref first, (nuint)at);
            var ends = Vector256.Equals(bytes, Vector256.Create((byte)'"')) | Vector256.Equals(bytes, Vector256.Create((byte)'\\'))
                | Vector256.LessThan(bytes, Vector256.Create((byte)' '));
            if (ends.ExtractMostSignificantBits() is not 0 and var hits) return at + BitOperations.TrailingZeroCount(hits);
        }
        var rest = at < _utf8.Length ? _utf8[at..].IndexOfAny(s_endsPlainText) : -1;
        return rest < 0 ? _utf8.Length : at + rest;
    }

    /// <summary>Bytes of the escape at a backslash; 0 for none that JSON knows, or for a control character.</summary>
    private readonly int EscapeLength(int at)
    {
        if (_utf8[at] != '\\' || at + 1 >= _utf8.Length) return 0;
        if ("\"\\/bfnrt"u8.Contains(_utf8[at + 1])) return 2;
        if (_utf8[at + 1] != 'u' || at + 6 > _utf8.Length) return 0;
        foreach (var digit in _utf8.Slice(at + 2, 4))
            if (!char.IsAsciiHexDigit((char)digit)) return 0;
        return 6;
    }

    private ReadOnlySpan<byte> Number()
    {
        var whole = _utf8[_at] == '-' ? _at + 1 : _at;
        var at = EndOfDigits(whole);
        var isNumber = at == whole + 1 || (at > whole && _utf8[whole] != '0');
        if (isNumber && at < _utf8.Length && _utf8[at] == '.')
        {
            var fraction = at + 1;
            at = EndOfDigits(fraction);
            isNumber = at > fraction;
        }
        if (isNumber && at < _utf8.Length && _utf8[at] is (byte)'e' or (byte)'E')
        {
            var exponent = at + 1 < _utf8.Length && _utf8[at + 1] is (byte)'+' or (byte)'-' ? at + 2 : at + 1;
            at = EndOfDigits(exponent);
            isNumber = at > exponent;
        }
        if (!isNumber)
        {
            Fault();
            return default;
        }
        var number = _utf8[_at..at];
        _at = at;
        return number;
    }

    private readonly int EndOfDigits(int at)
    {
        while (at < _utf8.Length && _utf8[at] is >= (byte)'0' and <= (byte)'9') at++;
        return at;
    }

    private ReadOnlySpan<byte> Literal(ReadOnlySpan<byte> word)
    {
        if (!_utf8[_at..].StartsWith(word)) word = default;
        if (word.IsEmpty) Fault();
        _at += word.Length;
        return word;
    }
}

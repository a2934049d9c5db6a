using System.Buffers.Text;
using TokenSpend.Core.Primitives;

namespace TokenSpend.Core.Ingestion;

/// <summary>Amounts and counts as exports spell them.</summary>
internal static class CellText
{
    public const string ExpectedMoney = "a decimal such as 12.34";
    public const string ExpectedCount = "a whole number from 0 to 10^15";

    public const string ExpectedCurrency = "a currency code such as USD";

    /// <summary>No bucket holds more; past it a cell is damaged, and sums stay far from the end of <see cref="long"/>.</summary>
    public const long MaxCount = 1_000_000_000_000_000;

    /// <summary>Nano units of "12.34", "1,234.56", "$10,000.00 ", "-$5", "(5.00)", "1.5e-05". A comma that is not a thousands separator is refused.</summary>
    /// <param name="decimals">9 for an amount in main units, 7 for one in cents: the text is read once, exactly.</param>
    public static bool TryMoney(ReadOnlySpan<char> text, out long nanos, int decimals = 9)
    {
        nanos = 0;
        text = text.Trim();
        var negative = true;
        if (text is ['(', .., ')']) text = text[1..^1].Trim();
        else if (text is ['-' or '−', ..]) text = text[1..].Trim();
        else negative = false;
        if (text is ['$' or '€' or '£' or '¥' or '￥', ..]) text = text[1..].Trim();
        if (!negative && text is ['-', ..])
        {
            negative = true;
            text = text[1..];
        }
        if (text.IsEmpty || text[0] is '-' or '+' || text.Length > 200) return false;

        Span<char> plain = stackalloc char[text.Length];
        var length = 0;
        if (!text.Contains(','))
        {
            text.CopyTo(plain);
            length = text.Length;
        }
        else if (!TryUngroup(text, plain, out length)) return false;
        if (!Scaled.TryParse(plain[..length], decimals, out nanos)) return false;
        if (negative) nanos = -nanos;
        return true;
    }

    /// <summary>Three letters, as ISO 4217 codes are.</summary>
    public static bool IsIsoCurrency(string? text) => text is { Length: 3 } && text.All(char.IsAsciiLetter);

    /// <summary>As <see cref="TryMoney(ReadOnlySpan{char}, out long)"/>, in a table whose fields are separated by semicolons because a comma is the decimal sign: "1.234,56".</summary>
    public static bool TryMoneyWithDecimalComma(string text, out long nanos)
    {
        nanos = 0;
        var comma = text.IndexOf(',');
        if (comma < 0) return TryMoney(text, out nanos);
        return text.IndexOf(',', comma + 1) < 0 && text.IndexOf('.', comma) < 0 && TryMoney(text.Replace(".", "").Replace(',', '.'), out nanos);
    }

    /// <summary>A count of 0 to <see cref="MaxCount"/>; "12.0" is 12, because some exports write whole numbers so.</summary>
    public static bool TryCount(ReadOnlySpan<byte> text, out long count)
    {
        if (!Utf8Parser.TryParse(text, out count, out var used) || count is < 0 or > MaxCount) return false;
        if (used == text.Length) return true;
        return text[used] == '.' && text.Length > used + 1 && text[(used + 1)..].IndexOfAnyExcept((byte)'0') < 0;
    }

    /// <inheritdoc cref="TryCount(ReadOnlySpan{byte}, out long)"/>
    public static bool TryCount(ReadOnlySpan<char> text, out long count)
    {
        count = 0;
        Span<byte> ascii = stackalloc byte[40];
        return System.Text.Ascii.FromUtf16(text.Trim(), ascii, out var written) == System.Buffers.OperationStatus.Done
            && TryCount(ascii[..written], out count);
    }

    /// <summary>Takes the thousands separators out; false where commas do not stand so.</summary>
    internal static bool TryUngroup(ReadOnlySpan<char> text, Span<char> plain, out int length)
    {
        length = 0;
        var point = text.IndexOf('.');
        var whole = point < 0 ? text : text[..point];
        var sinceComma = 0;
        var seenComma = false;
        // "0,011" is a decimal comma, not eleven.
        if (whole is ['0', ',', ..]) return false;
        foreach (var c in whole)
        {
            if (c == ',')
            {
                if (seenComma ? sinceComma != 3 : sinceComma is < 1 or > 3) return false;
                (seenComma, sinceComma) = (true, 0);
                continue;
            }
            sinceComma++;
            plain[length++] = c;
        }
        if (seenComma && sinceComma != 3) return false;
        foreach (var c in point < 0 ? [] : text[point..]) plain[length++] = c;
        return true;
    }
}

namespace TokenSpend.Core.Primitives;

/// <summary>Decimal text as an integer of a chosen number of decimals, rounded half-even, without a limit on the digits read.</summary>
internal static class Scaled
{
    public static bool TryParse(ReadOnlySpan<char> text, int decimals, out long value)
    {
        value = 0;
        if (text.IsEmpty) return false;
        var at = 0;
        var negative = text[0] == '-';
        if (text[0] is '-' or '+') at++;

        var digitsFrom = at;
        var point = -1;
        var mantissaEnd = text.Length;
        var exponent = 0;
        var sawDigit = false;
        for (; at < text.Length; at++)
        {
            var c = text[at];
            if (char.IsAsciiDigit(c)) sawDigit = true;
            else if (c == '.' && point < 0) point = at;
            else if (c is 'e' or 'E')
            {
                mantissaEnd = at;
                if (!TryExponent(text[(at + 1)..], out exponent)) return false;
                break;
            }
            else return false;
        }
        if (!sawDigit) return false;

        // Digits that stand before the cut make the value; the first after it and "anything more" decide the rounding.
        var pointAt = point < 0 ? mantissaEnd : point;
        var keep = (pointAt - digitsFrom) + exponent + decimals;
        UInt128 sum = 0;
        var seen = 0;
        var first = -1;
        var more = false;
        for (var i = digitsFrom; i < mantissaEnd; i++)
        {
            if (i == point) continue;
            var digit = text[i] - '0';
            if (seen < keep)
            {
                sum = sum * 10 + (uint)digit;
                if (sum > long.MaxValue) return false;
            }
            else if (seen == keep) first = digit;
            else more |= digit != 0;
            seen++;
        }
        if (keep < 0) (first, more) = (0, true);
        for (; seen < keep; seen++)
        {
            if (sum == 0) break;
            sum *= 10;
            if (sum > long.MaxValue) return false;
        }
        if (first > 5 || (first == 5 && (more || UInt128.IsOddInteger(sum)))) sum++;
        if (sum > long.MaxValue) return false;
        value = negative ? -(long)sum : (long)sum;
        return true;
    }

    private static bool TryExponent(ReadOnlySpan<char> text, out int exponent)
    {
        exponent = 0;
        var negative = text is ['-', ..];
        if (text is ['-' or '+', ..]) text = text[1..];
        if (text.IsEmpty || text.Length > 4) return false;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c)) return false;
            exponent = exponent * 10 + (c - '0');
        }
        if (negative) exponent = -exponent;
        return true;
    }
}

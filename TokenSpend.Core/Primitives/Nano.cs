using System.Globalization;

namespace TokenSpend.Core.Primitives;

/// <summary>Decimal text to nano units and back, exactly. No floating point on the way.</summary>
public static class Nano
{
    /// <summary>Nano units in one main unit.</summary>
    public const long PerUnit = 1_000_000_000;

    private const int Digits = 9;

    /// <summary>Reads a decimal with a point, any number of decimals, optional sign and exponent; rounds half-even to the nano.</summary>
    /// <returns>False for anything else, blanks and thousands separators included, and for values outside of <see cref="long"/>.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out long nanos) => Scaled.TryParse(text, Digits, out nanos);

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, out long)"/>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out long nanos)
    {
        nanos = 0;
        if (utf8.Length > 128) return false;
        Span<char> text = stackalloc char[utf8.Length];
        for (var i = 0; i < utf8.Length; i++)
        {
            if (utf8[i] > 127) return false;
            text[i] = (char)utf8[i];
        }
        return TryParse(text, out nanos);
    }

    /// <summary>The exact decimal, with a point and without trailing zeros: 1500000000 → "1.5", 0 → "0".</summary>
    public static string Format(long nanos)
    {
        var whole = nanos / PerUnit;
        var part = Math.Abs(nanos % PerUnit);
        var sign = nanos < 0 && whole == 0 ? "-" : "";
        return part == 0
            ? whole.ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{sign}{whole}.{part:D9}").TrimEnd('0');
    }

    /// <summary>Divides and rounds half to even.</summary>
    /// <param name="divisor">Above 0.</param>
    /// <exception cref="OverflowException">The result does not fit.</exception>
    public static long DivideHalfEven(Int128 dividend, Int128 divisor)
    {
        var (quotient, rest) = Int128.DivRem(dividend, divisor);
        var twice = Int128.Abs(rest) * 2;
        if (twice > divisor || (twice == divisor && Int128.IsOddInteger(quotient)))
            quotient += dividend < 0 ? -1 : 1;
        return checked((long)quotient);
    }

    /// <summary>For display only: the amount as a <see cref="decimal"/> of the main unit, exact.</summary>
    public static decimal ToDecimal(long nanos) => nanos / (decimal)PerUnit;
}

using System.Globalization;
using System.Numerics;
using CsCheck;
using TokenSpend.Core.Primitives;

namespace TokenSpend.Tests.Primitives;

public class Nano_Tests
{
    private static readonly Gen<string> Digits = Gen.Char['0', '9'].Array[0, 30].Select(digits => new string(digits));

    [Fact]
    public void Every_amount_reads_back_as_it_was_written() =>
        Gen.Long.Sample(nanos => Nano.TryParse(Nano.Format(nanos), out var again) ? again == nanos : nanos == long.MinValue);

    [Fact]
    public void Written_amounts_are_the_exact_decimal() =>
        Gen.Long.Sample(nanos => decimal.Parse(Nano.Format(nanos), CultureInfo.InvariantCulture) == nanos / 1_000_000_000m);

    [Fact]
    public void Reading_rounds_any_number_of_decimals_half_to_even() =>
        Gen.Select(Gen.Bool, Digits, Digits, Gen.Int[-20, 12]).Sample((negative, whole, part, exponent) =>
        {
            if (whole.Length + part.Length == 0) return;
            var text = $"{(negative ? "-" : "")}{whole}.{part}e{exponent}";
            var expected = Expected(negative, whole + part, part.Length - exponent);
            var fits = BigInteger.Abs(expected) <= long.MaxValue;
            Assert.Equal(fits, Nano.TryParse(text, out var nanos));
            if (fits) Assert.Equal(expected, nanos);
        }, iter: 20_000);

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("1,000.5")]
    [InlineData("1.2.3")]
    [InlineData(" 1")]
    [InlineData("NaN")]
    [InlineData("1e")]
    public void Anything_but_a_decimal_is_refused(string text) => Assert.False(Nano.TryParse(text, out _));

    private static BigInteger Expected(bool negative, string digits, int decimals)
    {
        var value = BigInteger.Parse(digits, CultureInfo.InvariantCulture);
        var shift = 9 - decimals;
        if (shift >= 0) value *= BigInteger.Pow(10, shift);
        else
        {
            var divisor = BigInteger.Pow(10, -shift);
            var (quotient, rest) = BigInteger.DivRem(value, divisor);
            var twice = rest * 2;
            value = twice > divisor || (twice == divisor && !quotient.IsEven) ? quotient + 1 : quotient;
        }
        return negative ? -value : value;
    }
}

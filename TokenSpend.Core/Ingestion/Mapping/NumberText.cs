using TokenSpend.Core.Primitives;

namespace TokenSpend.Core.Ingestion.Mapping;

/// <summary>Numbers in the style that a profile declares: nothing is guessed from cell to cell.</summary>
internal static class NumberText
{
    public static string ExpectedMoney(NumberStyle style) => style == NumberStyle.Comma ? "a decimal such as 1.234,56" : CellText.ExpectedMoney;

    /// <summary>Nano units.</summary>
    public static bool TryMoney(string text, NumberStyle style, MoneyUnit unit, out long nanos) =>
        CellText.TryMoney(WithPoint(text, style), out nanos, unit == MoneyUnit.Cents ? 7 : 9);

    /// <summary>A count times <paramref name="tokensPer"/>; a fraction only where that gives tokens.</summary>
    public static bool TryCount(string text, NumberStyle style, int tokensPer, out long count)
    {
        count = 0;
        if (Plain(text, style) is not { } plain) return false;
        if (tokensPer == 1) return CellText.TryCount(plain, out count);
        return Scaled.TryParse(plain, tokensPer switch { 1_000 => 3, 10_000 => 4, _ => 6 }, out count) && count is >= 0 and <= CellText.MaxCount;
    }

    /// <summary>Without thousands separators, with a decimal point; null where it is no number of the style.</summary>
    public static string? Plain(string text, NumberStyle style)
    {
        text = WithPoint(text.Trim(), style);
        if (!text.Contains(',')) return text;
        Span<char> plain = stackalloc char[Math.Min(text.Length, 200)];
        return text.Length <= plain.Length && CellText.TryUngroup(text, plain, out var length) ? plain[..length].ToString() : null;
    }

    private static string WithPoint(string text, NumberStyle style) =>
        style == NumberStyle.Point ? text : string.Create(text.Length, text, (swapped, from) =>
        {
            for (var i = 0; i < from.Length; i++) swapped[i] = from[i] switch { ',' => '.', '.' => ',', var c => c };
        });
}

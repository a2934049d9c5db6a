using System.Globalization;
using System.Text.RegularExpressions;
using TokenSpend.Core.Primitives;

namespace TokenSpend.Core.Budgets;

/// <summary>A budget's amount as people type it: "12000.50", "12,000.50"; tokens are whole.</summary>
public static partial class AmountText
{
    /// <summary>Above it sums could leave the range of <see cref="long"/>.</summary>
    private const long Most = 9_000_000_000_000_000_000;

    /// <param name="currency">Null: tokens.</param>
    /// <param name="amount">Nano units, or tokens; above 0.</param>
    public static bool TryParse(string text, string? currency, out long amount)
    {
        amount = 0;
        var trimmed = text.Trim();
        if (!Grouped().IsMatch(trimmed) || trimmed.Length > 40) return false;
        var plain = trimmed.Replace(",", "", StringComparison.Ordinal);
        // An amount with more decimals than are kept would not be the one that was typed.
        if (plain.IndexOf('.', StringComparison.Ordinal) is >= 0 and var point && plain.Length - point > 10) return false;
        var ok = currency is null ? long.TryParse(plain, NumberStyles.None, CultureInfo.InvariantCulture, out amount) : Nano.TryParse(plain, out amount);
        return ok && amount is > 0 and < Most;
    }

    /// <summary>What <see cref="TryParse"/> reads back; null: "".</summary>
    public static string Print(long? amount, string? currency) => amount is not { } known ? ""
        : currency is null ? known.ToString(CultureInfo.InvariantCulture) : Nano.Format(known);

    [GeneratedRegex(@"^([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9]+)?\z")]
    private static partial Regex Grouped();
}

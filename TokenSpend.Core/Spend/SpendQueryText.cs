using System.Globalization;
using TokenSpend.Core.Primitives;

namespace TokenSpend.Core.Spend;

/// <summary>A query as the command line and the API spell it.</summary>
/// <param name="From">yyyy-MM-dd or yyyy-MM; null: first day of this month.</param>
/// <param name="To">Exclusive; null: the day after today, or the month's end when <paramref name="From"/> lies in the future.</param>
/// <param name="By">Dimensions, comma between.</param>
/// <param name="Where">DIM=VALUE; the same dimension twice means either; an empty value means unassigned.</param>
public sealed record SpendQueryText(
    string? From, string? To, string? By, string? Measure, IReadOnlyList<string> Where, string? Scope, string? Currency)
{
    public const string DimensionNames = "department application function provider publisher issuer payer model subject key user currency hour day month";

    /// <returns>The query, or what is wrong with the first wrong part.</returns>
    public (SpendQuery? Query, string? Error) Parse(DateOnly today)
    {
        if (!TryDay(From, new DateOnly(today.Year, today.Month, 1), out var from)) return Wrong("from", From, "a day such as 2026-11-01 or a month such as 2026-11");
        var whole = new DateOnly(from.Year, from.Month, 1).AddMonths(1);
        if (!TryDay(To, from > today ? whole : From is null ? whole : today.AddDays(1), out var to)) return Wrong("to", To, "a day such as 2026-12-01 (not included) or a month such as 2026-12");
        if (to <= from) return Wrong("to", To ?? to.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), $"a day after {from:yyyy-MM-dd}");

        List<Dimension> by = [];
        foreach (var name in (By ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!TryWord<Dimension>(name, out var dimension)) return Wrong("by", name, $"one of {DimensionNames}");
            if (!by.Contains(dimension)) by.Add(dimension);
        }
        if (!TryWord<Measure>(Measure ?? "attributed", out var measure)) return Wrong("measure", Measure, "attributed, effective, billed or metered");
        if (!TryWord<Scope>(Scope ?? "ai", out var scope)) return Wrong("scope", Scope, "ai or all");

        var (where, wrong) = FilterText.Parse(Where);
        if (where is null) return (null, $"where: {wrong}");
        if (Currency is not null && (Currency.Length != 3 || !Currency.All(char.IsAsciiLetter))) return Wrong("currency", Currency, "a code such as USD");
        var query = new SpendQuery(new Period(from, to), by, measure, scope, where, Currency?.ToUpperInvariant());
        return (query, null);
    }

    private static (SpendQuery?, string?) Wrong(string option, string? found, string expected) => (null, $"{option}: found '{found}', expected {expected}.");

    internal static bool TryWord<T>(string name, out T value) where T : struct, Enum =>
        Enum.TryParse(name, ignoreCase: true, out value) && Enum.IsDefined(value) && !char.IsAsciiDigit(name.FirstOrDefault());

    private static bool TryDay(string? text, DateOnly initial, out DateOnly day)
    {
        day = initial;
        if (text is null) return true;
        if (Month.TryParse(text, out var month))
        {
            day = month.First;
            return true;
        }
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
    }
}

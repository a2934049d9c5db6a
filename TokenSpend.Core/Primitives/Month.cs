using System.Globalization;

namespace TokenSpend.Core.Primitives;

/// <summary>A calendar month, counted in months from year 0: months sort and subtract as integers.</summary>
public readonly record struct Month(int Number) : IComparable<Month>
{
    public Month(int year, int month) : this(year * 12 + month - 1) { }

    public int Year => Number / 12;

    /// <summary>1 to 12.</summary>
    public int Of => Number % 12 + 1;

    public DateOnly First => new(Year, Of, 1);

    public Period Days => new(First, First.AddMonths(1));

    public static Month Containing(DateOnly day) => new(day.Year, day.Month);

    public Month Add(int months) => new(Number + months);

    public static IEnumerable<Month> In(Period period)
    {
        if (period.IsEmpty) yield break;
        for (var month = Containing(period.From); month.First < period.To; month = month.Add(1)) yield return month;
    }

    /// <summary>Reads "2026-11".</summary>
    public static bool TryParse(string? text, out Month month)
    {
        var ok = DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
        month = ok ? Containing(day) : default;
        return ok;
    }

    public int CompareTo(Month other) => Number.CompareTo(other.Number);

    public static bool operator <(Month a, Month b) => a.Number < b.Number;
    public static bool operator >(Month a, Month b) => a.Number > b.Number;
    public static bool operator <=(Month a, Month b) => a.Number <= b.Number;
    public static bool operator >=(Month a, Month b) => a.Number >= b.Number;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:D4}-{Of:D2}");
}

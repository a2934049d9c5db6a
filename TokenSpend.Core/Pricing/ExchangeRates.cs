using System.Globalization;
using TokenSpend.Core.Primitives;

namespace TokenSpend.Core.Pricing;

/// <summary>Monthly exchange rates (data/rates.csv): how many units of quote one unit of base buys. Immutable.</summary>
/// <remarks>The latest month that does not lie after the day holds. Two currencies of one base are crossed through it.</remarks>
public sealed class ExchangeRates
{
    private static readonly string[] Columns = ["month", "base", "quote", "rate", "source"];

    private readonly Dictionary<string, SortedList<Month, long>> _perBase = new(StringComparer.Ordinal);

    private ExchangeRates(string @base) => Base = @base;

    /// <summary>The currency that every rate is for one unit of.</summary>
    public string Base { get; }

    /// <summary>Reads a rate table, all of it or nothing.</summary>
    /// <param name="errors">Empty if the table is good.</param>
    public static ExchangeRates? Load(TextReader csv, string fileName, out IReadOnlyList<PriceFileError> errors)
    {
        var found = new List<PriceFileError>();
        errors = found;
        ExchangeRates? rates = null;
        foreach (var (line, cells) in PlainTable.Rows(csv, fileName, Columns, found))
        {
            rates ??= new ExchangeRates(cells[1]);
            if (!Month.TryParse(cells[0], out var month)) found.Add(new(fileName, line, "month", cells[0], "a month such as 2026-06"));
            else if (cells[1] != rates.Base) found.Add(new(fileName, line, "base", cells[1], $"{rates.Base} as on the lines before"));
            else if (cells[2].Length != 3 || cells[2] == rates.Base) found.Add(new(fileName, line, "quote", cells[2], "another currency's code"));
            else if (!Nano.TryParse(cells[3], out var rate) || rate <= 0) found.Add(new(fileName, line, "rate", cells[3], "a decimal above 0, such as 7.1068"));
            else if (cells[4].Length == 0) found.Add(new(fileName, line, "source", "", "where the rate is from"));
            else if (!rates.Of(cells[2]).TryAdd(month, rate)) found.Add(new(fileName, line, "month", cells[0], $"one rate of {cells[2]} a month"));
        }
        return found.Count == 0 ? rates : null;
    }

    /// <summary>Rounded half-even to the nano, once.</summary>
    /// <param name="day">The rate of its month, else of the latest month before.</param>
    /// <returns>Null where no rate is known for that day.</returns>
    public Converted? Convert(Money amount, DateOnly day, string target)
    {
        if (amount.Currency == target) return new(amount, 1, null);
        if (Find(amount.Currency, day) is not { } from || Find(target, day) is not { } to) return null;
        var nanos = Nano.DivideHalfEven((Int128)amount.Nanos * to.NanosPerBase, from.NanosPerBase);
        var month = from.Month is null || to.Month < from.Month ? to.Month : from.Month;
        return new(new Money(nanos, target), Math.Round((decimal)to.NanosPerBase / from.NanosPerBase, 12), month?.First);
    }

    private (long NanosPerBase, Month? Month)? Find(string currency, DateOnly day)
    {
        if (currency == Base) return (Nano.PerUnit, null);
        if (!_perBase.TryGetValue(currency, out var months)) return null;
        var latest = Month.Containing(day);
        for (var i = months.Count - 1; i >= 0; i--)
            if (months.Keys[i] <= latest) return (months.Values[i], months.Keys[i]);
        return null;
    }

    private SortedList<Month, long> Of(string currency)
    {
        if (!_perBase.TryGetValue(currency, out var months)) _perBase[currency] = months = [];
        return months;
    }
}

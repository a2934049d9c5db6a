using System.Globalization;
using TokenSpend.Core.Primitives;

namespace TokenSpend.Web.Navigation;

/// <summary>Which days a page shows. All but <see cref="Custom"/> move with the calendar, so a bookmark stays current.</summary>
public enum PeriodPreset { ThisMonth, LastMonth, Last30Days, Last3Months, Last12Months, Custom }

/// <summary>A preset, or the days the reader picked.</summary>
public sealed record PeriodChoice
{
    public static readonly PeriodChoice Default = Of(PeriodPreset.ThisMonth);

    private PeriodChoice(PeriodPreset preset, Period days) => (Preset, _days) = (preset, days);

    private readonly Period _days;

    public PeriodPreset Preset { get; }

    /// <exception cref="ArgumentException">A custom period needs its days: <see cref="Between"/>.</exception>
    public static PeriodChoice Of(PeriodPreset preset) => preset == PeriodPreset.Custom
        ? throw new ArgumentException("A custom period needs its days.", nameof(preset))
        : new(preset, default);

    public static PeriodChoice Between(Period days) => new(PeriodPreset.Custom, days);

    /// <summary>The days meant, half-open. The running month counts whole, its days to come are just empty.</summary>
    public Period Days(DateOnly today)
    {
        var month = Month.Containing(today);
        return Preset switch
        {
            PeriodPreset.ThisMonth => month.Days,
            PeriodPreset.LastMonth => month.Add(-1).Days,
            PeriodPreset.Last30Days => new Period(today.AddDays(-29), today.AddDays(1)),
            PeriodPreset.Last3Months => new Period(month.Add(-2).First, month.Add(1).First),
            PeriodPreset.Last12Months => new Period(month.Add(-11).First, month.Add(1).First),
            _ => _days,
        };
    }

    /// <summary>The part that has begun; null while all of it lies ahead.</summary>
    public Period? Elapsed(DateOnly today) => Days(today).Intersect(new Period(DateOnly.MinValue, today.AddDays(1)));

    /// <summary>True while days of the period are still to come, or today is one of them.</summary>
    public bool IsRunning(DateOnly today) => Days(today) is var days && days.From <= today && today < days.To;

    /// <summary>
    /// What the period is compared with: months with the months before (a running one with the same days of them), other periods with
    /// the same number of days directly before.
    /// </summary>
    public Period Before(DateOnly today)
    {
        var days = Days(today);
        if (days.From.Day != 1 || days.To.Day != 1 || days.IsEmpty) return Elapsed(today)?.Before() ?? days.Before();
        var months = Month.Containing(days.To).Number - Month.Containing(days.From).Number;
        var from = days.From.AddMonths(-months);
        if (!IsRunning(today)) return new Period(from, days.From);
        // AddMonths stops at the month's end: 31 March is compared with all of February, never with days of March.
        var last = today.AddMonths(-months);
        return new Period(from, last.AddDays(1));
    }

    /// <summary>Whole calendar months are named by their month; null for any other period.</summary>
    public Month? SingleMonth(DateOnly today)
    {
        var days = Days(today);
        var month = Month.Containing(days.From);
        return days == month.Days ? month : null;
    }

    /// <summary>"last-month"; null for the default and for custom days.</summary>
    public string? Name => Preset switch
    {
        PeriodPreset.LastMonth => "last-month",
        PeriodPreset.Last30Days => "last-30-days",
        PeriodPreset.Last3Months => "last-3-months",
        PeriodPreset.Last12Months => "last-12-months",
        _ => null,
    };

    /// <summary>From the address: days win over a name; what cannot be read is the default.</summary>
    public static PeriodChoice Parse(string? name, string? from, string? to)
    {
        if (TryDay(from, out var first))
        {
            var end = TryDay(to, out var last) && last > first ? last : first.AddDays(1);
            return Between(new Period(first, end));
        }
        return Enum.GetValues<PeriodPreset>().Where(preset => preset != PeriodPreset.Custom).Select(Of)
            .FirstOrDefault(choice => choice.Name is { } known && known == name) ?? Default;
    }

    private static bool TryDay(string? text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}

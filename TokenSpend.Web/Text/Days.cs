using System.Globalization;
using Microsoft.Extensions.Localization;
using TokenSpend.Core.Primitives;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Resources;

namespace TokenSpend.Web.Text;

/// <summary>Days, months and instants as text; patterns come from the resources.</summary>
public sealed class Days(IStringLocalizer<Texts> text, CultureInfo culture)
{
    /// <summary>"24 Nov".</summary>
    public string Short(DateOnly day) => day.ToString(text["Days.Short"], culture);

    /// <summary>"24 Nov 2026".</summary>
    public string Long(DateOnly day) => day.ToString(text["Days.Long"], culture);

    /// <summary>"November 2026".</summary>
    public string Long(Month month) => month.First.ToString(text["Days.Month"], culture);

    /// <summary>"Tue, 24 Nov 2026": a day where weekends matter.</summary>
    public string Weekday(DateOnly day) => day.ToString(text["Days.Weekday"], culture);

    /// <summary>"Nov 26": a month under an axis.</summary>
    public string Axis(Month month) => month.First.ToString(text["Days.MonthAxis"], culture);

    /// <summary>"November": for sentences about the running year.</summary>
    public string Name(Month month, DateOnly today) => month.Year == today.Year ? month.First.ToString(text["Days.MonthName"], culture) : Long(month);

    /// <summary>Both ends inside, as people say it: "1–24 Nov 2026", "28 Oct – 24 Nov 2026"; a whole month by its name.</summary>
    public string Range(Period days)
    {
        var last = days.IsEmpty ? days.From : days.To.AddDays(-1);
        if (last == days.From) return Long(last);
        if (days == Month.Containing(days.From).Days) return Long(Month.Containing(days.From));
        if (days.From.Month == last.Month && days.From.Year == last.Year) return text["Days.RangeInMonth", days.From.Day, Long(last), last.Year, last.Month, last.Day];
        return text["Days.Range", days.From.Year == last.Year ? Short(days.From) : Long(days.From), Long(last)];
    }

    /// <summary>The period in the fewest words: a month by its name, else its days.</summary>
    public string Period(PeriodChoice choice, DateOnly today) =>
        choice.SingleMonth(today) is { } month ? Long(month) : Range(choice.Days(today));

    /// <summary>An instant in the organisation's zone: "24 Nov 06:00".</summary>
    public string Instant(DateTime utc, string zone)
    {
        var local = TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found)
            ? TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), found)
            : utc;
        return local.ToString(text["Days.Instant"], culture);
    }

    /// <summary>The same to the second: "24 Nov 06:00:07".</summary>
    public string Second(DateTime utc, string zone)
    {
        var local = TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), found) : utc;
        return local.ToString(text["Days.Second"], culture);
    }

    /// <summary>A key of the Day or Month dimension as text; other keys as they are.</summary>
    public string Key(string key) =>
        Month.TryParse(key, out var month) ? Long(month)
        : DateOnly.TryParseExact(key, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? Long(day)
        : key;
}

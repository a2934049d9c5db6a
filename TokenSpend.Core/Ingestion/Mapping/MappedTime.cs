using System.Globalization;

namespace TokenSpend.Core.Ingestion.Mapping;

/// <summary>A time as a mapped file writes it.</summary>
/// <param name="Utc">The instant.</param>
/// <param name="Local">The same on the clock of the profile's zone: its days are the issuer's.</param>
/// <param name="IsDay">Only a date was written.</param>
internal readonly record struct MappedTime(DateTime Utc, DateTime Local, bool IsDay)
{
    public const string ExpectedYearFirst = "a time from 2000 to 2099 such as 2026-10-31 23:59:59, 20261031 or seconds since 1970";
    public const string ExpectedMonthFirst = "a date from 2000 to 2099 such as 10/31/2026 23:59 or 2026-10-31";
    public const string ExpectedDayFirst = "a date from 2000 to 2099 such as 31.10.2026 23:59 or 2026-10-31";

    private const int Longest = 40;

    public DateOnly Day => DateOnly.FromDateTime(Local);

    public static string Expected(DateStyle style) => style switch
    {
        DateStyle.MonthFirst => ExpectedMonthFirst,
        DateStyle.DayFirst => ExpectedDayFirst,
        _ => ExpectedYearFirst,
    };

    /// <param name="zone">Of a time that is written without one.</param>
    public static bool TryParse(string? text, DateStyle style, TimeZoneInfo zone, out MappedTime time)
    {
        time = default;
        if (text is null || text.Length > Longest) return false;
        if (text.Length != 8 && text.All(c => char.IsAsciiDigit(c) || c == '.') && text.Count(c => c == '.') <= 1)
        {
            // A count since 1970; 31.10.2026 has two points.
            if (!EventTime.TryParseMs(System.Text.Encoding.ASCII.GetBytes(text), out var ms)) return false;
            time = At(DateTime.UnixEpoch.AddMilliseconds(ms), zone, isDay: false);
            return true;
        }
        var (date, rest) = Split(text);
        if (Date(date, style) is not { } day) return false;
        if (rest.Length == 0)
        {
            time = OnClock(day.ToDateTime(TimeOnly.MinValue), zone, isDay: true);
            return true;
        }
        if (Clock(rest) is { } clock)
        {
            time = OnClock(day.ToDateTime(clock), zone, isDay: false);
            return true;
        }
        // With a zone of its own.
        if (!UtcTime.TryParse($"{day:yyyy-MM-dd}T{(rest.IndexOf(':') == 1 ? "0" + rest : rest)}", out var utc)) return false;
        time = At(utc, zone, isDay: false);
        return true;
    }

    private static MappedTime At(DateTime utc, TimeZoneInfo zone, bool isDay) => new(utc, utc + zone.GetUtcOffset(utc), isDay);

    /// <remarks>By the offset at that clock time: an hour that a clock skips or repeats is an hour off at worst, never refused.</remarks>
    private static MappedTime OnClock(DateTime local, TimeZoneInfo zone, bool isDay) =>
        new(DateTime.SpecifyKind(local - zone.GetUtcOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified)), DateTimeKind.Utc), DateTime.SpecifyKind(local, DateTimeKind.Unspecified), isDay);

    /// <summary>"2026年10月31日 12:00" and "2026-10-31T12:00" into date and rest.</summary>
    private static (string Date, string Clock) Split(string text)
    {
        text = text.Replace('年', '-').Replace('月', '-').Replace("日", " ", StringComparison.Ordinal).Trim();
        var cut = text.AsSpan().IndexOfAny(' ', 'T');
        return cut < 0 ? (text, "") : (text[..cut], text[(cut + 1)..].Trim());
    }

    private static DateOnly? Date(string text, DateStyle style)
    {
        if (text.Length == 8 && text.All(char.IsAsciiDigit)) text = $"{text[..4]}-{text[4..6]}-{text[6..]}";
        var parts = text.Split('-', '/', '.');
        if (parts.Length != 3 || parts.Any(part => part.Length is 0 or > 4 || !part.All(char.IsAsciiDigit))) return null;
        var numbers = parts.Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        var (year, month, day) = parts[0].Length == 4 ? (numbers[0], numbers[1], numbers[2])
            : style == DateStyle.MonthFirst ? (numbers[2], numbers[0], numbers[1])
            : style == DateStyle.DayFirst ? (numbers[2], numbers[1], numbers[0])
            : (0, 0, 0);
        return year is >= 2000 and <= 2099 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;
    }

    private static TimeOnly? Clock(string text) =>
        text.AsSpan().IndexOfAny("+-Zz") < 0 && !text.EndsWith("UTC", StringComparison.Ordinal) && TimeOnly.TryParse(text, CultureInfo.InvariantCulture, out var time) ? time : null;
}

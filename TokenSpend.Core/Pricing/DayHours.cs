using System.Globalization;

namespace TokenSpend.Core.Pricing;

/// <summary>A daily window [from, to) on a provider's clock, such as 16:30-00:30; it may pass midnight.</summary>
/// <param name="From">Minute of the day, 0 to 1439.</param>
/// <param name="To">Minute of the day, 1 to 1440; never equal to <paramref name="From"/>.</param>
public readonly record struct DayHours(int From, int To)
{
    public const int MinutesPerDay = 24 * 60;

    /// <summary>Reads HH:mm-HH:mm; 24:00 and 00:00 both end a window at midnight.</summary>
    /// <returns>False for anything else, an empty window and the whole day included.</returns>
    public static bool TryParse(string text, out DayHours hours)
    {
        hours = default;
        if (text.Split('-') is not [var first, var last] || Minute(first) is not { } from || Minute(last) is not { } to) return false;
        if (to == 0) to = MinutesPerDay;
        if (from == MinutesPerDay || from == to || to - from == MinutesPerDay) return false;
        hours = new DayHours(from, to);
        return true;
    }

    public bool Contains(int minute) => From < To ? minute >= From && minute < To : minute >= From || minute < To;

    public bool Overlaps(DayHours other) => Contains(other.From) || other.Contains(From);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{From / 60:D2}:{From % 60:D2}-{To / 60:D2}:{To % 60:D2}");

    private static int? Minute(string text)
    {
        if (text.Trim() is not [>= '0' and <= '9', >= '0' and <= '9', ':', >= '0' and <= '9', >= '0' and <= '9'] clock) return null;
        var (hour, minute) = (int.Parse(clock.AsSpan(0, 2), CultureInfo.InvariantCulture), int.Parse(clock.AsSpan(3), CultureInfo.InvariantCulture));
        return minute < 60 && hour * 60 + minute <= MinutesPerDay ? hour * 60 + minute : null;
    }
}

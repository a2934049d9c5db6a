using System.Collections.Concurrent;

namespace TokenSpend.Core.Usage;

/// <summary>Cuts instants into days as each provider's bills do.</summary>
/// <param name="zoneOf">IANA zone of a provider's billing days.</param>
public sealed class PayerCalendar(Func<string, string> zoneOf)
{
    private const long DayMs = 86_400_000;
    private static readonly int Epoch = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
    private readonly ConcurrentDictionary<string, TimeZoneInfo> _zones = new(StringComparer.Ordinal);

    public TimeZoneInfo ZoneOf(string provider) =>
        _zones.GetOrAdd(provider, static (name, of) => TimeZoneInfo.FindSystemTimeZoneById(of(name)), zoneOf);

    /// <summary>Day number (<see cref="DateOnly.DayNumber"/>) of an instant in a zone.</summary>
    /// <param name="atMs">Milliseconds since 1970, UTC.</param>
    public static int DayOf(long atMs, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var offset = zone.SupportsDaylightSavingTime
            ? zone.GetUtcOffset(DateTime.UnixEpoch.AddMilliseconds(atMs))
            : zone.BaseUtcOffset;
        return Epoch + (int)Math.DivRem(atMs + (long)offset.TotalMilliseconds, DayMs, out var rest) - (rest < 0 ? 1 : 0);
    }

    /// <summary>First instant of a day in UTC, in milliseconds since 1970.</summary>
    public static long StartMs(int dayNumber) => (dayNumber - (long)Epoch) * DayMs;

    /// <summary>Latest and earliest that any zone's day can begin before or after UTC's.</summary>
    public const long WidestOffsetMs = 14 * 3_600_000L;
}

namespace TokenSpend.Core.Alerts;

/// <summary>On which days of the week a log usually has requests: a silent Sunday is no news where Sundays are silent.</summary>
public sealed class BusyDays
{
    private const int Weeks = 8;

    /// <summary>A day with fewer than one in so many of the usual requests is quiet.</summary>
    private const int OneIn = 4;

    private readonly bool[] _busy = new bool[7];

    /// <param name="requests">By day; a day without an entry had none.</param>
    /// <param name="end">Day after the last that the log covers.</param>
    public BusyDays(IReadOnlyDictionary<DateOnly, long> requests, DateOnly end)
    {
        ArgumentNullException.ThrowIfNull(requests);
        var known = requests.Keys.Where(day => day < end).ToList();
        var from = known.Count == 0 ? end : Later(known.Min(), end.AddDays(-7 * Weeks));
        var days = Enumerable.Range(0, end.DayNumber - from.DayNumber).Select(from.AddDays).Select(day => (day.DayOfWeek, Requests: requests.GetValueOrDefault(day))).ToList();
        var usual = days.Select(day => day.Requests).Where(count => count > 0).Order().ToList() is { Count: > 0 } counts ? counts[counts.Count / 2] : 0;
        foreach (var weekday in Enum.GetValues<DayOfWeek>())
        {
            var same = days.Where(day => day.DayOfWeek == weekday).ToList();
            // A weekday that was never seen counts: nothing says that it is quiet.
            _busy[(int)weekday] = same.Count == 0 || 2 * same.Count(day => day.Requests * OneIn >= usual && day.Requests > 0) >= same.Count;
        }
        // A log without a busy day has no rhythm to go by; waiting for one would never end.
        if (!Array.Exists(_busy, busy => busy)) Array.Fill(_busy, true);
    }

    public bool Contains(DateOnly day) => _busy[(int)day.DayOfWeek];

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;
}

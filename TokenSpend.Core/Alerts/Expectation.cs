namespace TokenSpend.Core.Alerts;

/// <summary>A file that told of days up to <paramref name="End"/>, which is not included, and came on a day.</summary>
public readonly record struct Arrival(DateOnly End, DateOnly Came);

/// <summary>When the next file of a series should be here, learned from those that came.</summary>
/// <remarks>
/// next end = last end + median gap between ends; expected = next end + median lag from an end to its arrival. Of several files of
/// one day only the one that reaches farthest tells a lag: a year of bills brought at once says little of when bills come.
/// </remarks>
/// <param name="Last">End of the last file, not included.</param>
public sealed record Expectation(DateOnly Last, DateOnly Expected)
{
    private const int GapsLookedAt = 12;
    private const int LagsLookedAt = 6;

    /// <summary>Fewer ends tell no rhythm.</summary>
    private const int LeastEnds = 3;

    private const int LongestSearch = 800;

    /// <param name="leastComings">Days of arrival that must be known.</param>
    /// <param name="counts">Days that count; null: all.</param>
    /// <returns>Null: too little is known.</returns>
    public static Expectation? Of(IReadOnlyList<Arrival> arrivals, int leastComings, Func<DateOnly, bool>? counts = null)
    {
        ArgumentNullException.ThrowIfNull(arrivals);
        var ends = arrivals.Select(arrival => arrival.End).Distinct().Order().ToList();
        var news = News(arrivals);
        if (ends.Count < LeastEnds || news.Count < leastComings) return null;
        var gap = Median([.. ends.Zip(ends.Skip(1), (from, to) => Count(from, to, counts)).TakeLast(GapsLookedAt)]);
        var lag = Median([.. news.Select(arrival => Count(arrival.End, arrival.Came, counts)).TakeLast(LagsLookedAt)]);
        // Bills follow the calendar: a month is 28 days once and 31 the other time.
        return counts is null && gap is >= 28 and <= 31
            ? new Expectation(ends[^1], ends[^1].AddMonths(1).AddDays(lag))
            : new Expectation(ends[^1], Advance(ends[^1], gap + lag, counts));
    }

    /// <param name="grace">Counting days to wait after the expected one.</param>
    public bool IsLate(DateOnly today, int grace, Func<DateOnly, bool>? counts = null) => today > Advance(Expected, grace, counts);

    private static List<Arrival> News(IReadOnlyList<Arrival> arrivals)
    {
        List<Arrival> news = [];
        foreach (var arrival in arrivals.GroupBy(arrival => arrival.Came).OrderBy(day => day.Key).Select(day => day.MaxBy(arrival => arrival.End)))
            if (news.Count == 0 || arrival.End > news[^1].End) news.Add(arrival);
        return news;
    }

    /// <summary>Counting days in [from, to); negative where <paramref name="to"/> lies before.</summary>
    private static int Count(DateOnly from, DateOnly to, Func<DateOnly, bool>? counts)
    {
        if (to < from) return -Count(to, from, counts);
        if (counts is null) return to.DayNumber - from.DayNumber;
        var count = 0;
        for (var day = from; day < to; day = day.AddDays(1))
            if (counts(day)) count++;
        return count;
    }

    /// <summary>The first day before which so many counting days have passed.</summary>
    private static DateOnly Advance(DateOnly from, int days, Func<DateOnly, bool>? counts)
    {
        if (counts is null) return from.AddDays(Math.Max(0, days));
        var day = from;
        for (var (left, searched) = (days, 0); left > 0 && searched < LongestSearch; day = day.AddDays(1), searched++)
            if (counts(day)) left--;
        return day;
    }

    private static int Median(List<int> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}

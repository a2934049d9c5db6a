using TokenSpend.Core.Storage;

namespace TokenSpend.Core.Operations;

/// <summary>A day on which a gateway's log is missing, wholly or for the most part, told from a quiet day by what its neighbours hold.</summary>
/// <remarks>A log that lacks a UTC day still has some hours of the same day in a payer's calendar that is cut elsewhere.</remarks>
/// <param name="Source">Label of the source.</param>
public sealed record LogGap(DateOnly Day, string Source)
{
    /// <summary>A source with fewer requests on a usual day of that weekday may just have been quiet.</summary>
    private const long LeastUsual = 20;

    private const int WeeksAround = 4;

    /// <summary>Fewer than one in so many of the usual requests: most of the day is missing.</summary>
    private const int OneIn = 4;

    /// <summary>A day inside of a source's life with hardly a request, while the same weekday of the weeks around had some (median over at most eight).</summary>
    internal static IReadOnlyList<LogGap> Find(SegmentReader reader)
    {
        List<LogGap> gaps = [];
        foreach (var (source, days) in reader.LogDays())
        {
            for (var day = days.Keys.Min() + 1; day < days.Keys.Max(); day++)
            {
                var around = Enumerable.Range(1, WeeksAround).SelectMany(week => new[] { day - 7 * week, day + 7 * week })
                    .Where(other => other >= days.Keys.Min() && other <= days.Keys.Max())
                    .Select(other => days.GetValueOrDefault(other)).Order().ToList();
                if (around.Count > 0 && around[around.Count / 2] is >= LeastUsual and var usual && days.GetValueOrDefault(day) < usual / OneIn) gaps.Add(new LogGap(DateOnly.FromDayNumber(day), source));
            }
        }
        return gaps;
    }
}

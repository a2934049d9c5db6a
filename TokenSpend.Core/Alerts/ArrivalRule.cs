namespace TokenSpend.Core.Alerts;

/// <summary>When files of a series come, as somebody has said it. The numbers are stored: append, never renumber.</summary>
public enum ArrivalRhythm { DayOfMonth = 0, EveryDays = 1, NotExpected = 2 }

/// <summary>An expectation that somebody has set, in place of the learned one.</summary>
/// <param name="Number">Day of the month, 1 to 31 (a shorter month's last day), or days between two files, 1 to 366; 0 where none is expected.</param>
public sealed record ArrivalRule(ArrivalRhythm Rhythm, int Number)
{
    public bool IsValid => Rhythm switch
    {
        ArrivalRhythm.DayOfMonth => Number is >= 1 and <= 31,
        ArrivalRhythm.EveryDays => Number is >= 1 and <= 366,
        _ => true,
    };

    /// <remarks>
    /// By day of the month: the first such day once the month is over in which the last file ends, or which follows it where it ends with a month.
    /// Every so many days: counted from the day on which the last one came.
    /// </remarks>
    /// <returns>Null: none is expected, or none ever came.</returns>
    public Expectation? Next(IReadOnlyList<Arrival> arrivals)
    {
        ArgumentNullException.ThrowIfNull(arrivals);
        if (Rhythm == ArrivalRhythm.NotExpected || arrivals.Count == 0) return null;
        var last = arrivals.Max(arrival => arrival.End);
        if (Rhythm == ArrivalRhythm.EveryDays) return new Expectation(last, arrivals.Max(arrival => arrival.Came).AddDays(Number));
        var over = new DateOnly(last.Year, last.Month, 1).AddMonths(1);
        return new Expectation(last, over.AddDays(Math.Min(Number, DateTime.DaysInMonth(over.Year, over.Month)) - 1));
    }
}

/// <summary>What the last files of a series show: the reason for an expectation.</summary>
/// <param name="Files">So many are looked at.</param>
/// <param name="FirstDay">Earliest day of the month on which one came; null: they do not come monthly.</param>
/// <param name="LastDay">Latest day of the month.</param>
/// <param name="EveryDays">Usual days from one end to the next.</param>
public sealed record ArrivalHabit(int Files, int? FirstDay, int? LastDay, int EveryDays)
{
    private const int LookedAt = 4;

    /// <returns>Null: fewer than two files tell of different days.</returns>
    public static ArrivalHabit? Of(IReadOnlyList<Arrival> arrivals)
    {
        ArgumentNullException.ThrowIfNull(arrivals);
        // Of several files of one day the one that reaches farthest tells when files come.
        var ends = arrivals.Select(arrival => arrival.End).Distinct().Order().TakeLast(LookedAt + 1).ToList();
        if (ends.Count < 2) return null;
        List<int> gaps = [.. ends.Zip(ends.Skip(1), (from, to) => to.DayNumber - from.DayNumber).Order()];
        var gap = gaps[gaps.Count / 2];
        var came = arrivals.GroupBy(arrival => arrival.Came).Select(day => day.Key).Order().TakeLast(LookedAt).ToList();
        var isMonthly = gap is >= 28 and <= 31 && came.Count > 1;
        return new ArrivalHabit(isMonthly ? came.Count : ends.Count, isMonthly ? came.Min(day => day.Day) : null, isMonthly ? came.Max(day => day.Day) : null, gap);
    }
}

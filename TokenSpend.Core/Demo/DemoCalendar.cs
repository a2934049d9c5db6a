using TokenSpend.Core.Primitives;

namespace TokenSpend.Core.Demo;

/// <summary>The days of the company: twelve whole months, which are billed, and the running one up to yesterday.</summary>
/// <param name="Today">Not yet in the files: its requests may lie in the future.</param>
internal sealed record DemoCalendar(DateOnly Today)
{
    /// <summary>A price-book price is asked for once a day at this hour.</summary>
    public static readonly TimeOnly Noon = new(12, 0);

    public Month Running => Month.Containing(Today);

    public IEnumerable<Month> Billed => Enumerable.Range(-12, 12).Select(Running.Add);

    public IEnumerable<Month> Months => Billed.Append(Running);

    public Period Days => new(Running.Add(-12).First, Today);

    /// <summary>The gateways logged nothing on this day; the providers billed it all the same.</summary>
    public DateOnly MissingDay => Today.AddDays(-20);

    /// <summary>In its small hours the agent ran away.</summary>
    public DateOnly RunawayDay => Today.AddDays(-5);

    /// <summary>The part of the running month that cost reports tell of already; null in its first days.</summary>
    public Period? Reported => Today.Day > 4 ? new Period(Running.First, Today.AddDays(-3)) : null;

    /// <summary>The days of a month that the company has lived.</summary>
    public Period DaysOf(Month month) => month.Days.Intersect(Days) ?? new Period(month.First, month.First);
}

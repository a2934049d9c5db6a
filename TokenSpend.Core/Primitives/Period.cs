namespace TokenSpend.Core.Primitives;

/// <summary>Whole days of a payer's calendar, half-open: <paramref name="From"/> is inside, <paramref name="To"/> is not.</summary>
public readonly record struct Period
{
    public DateOnly From { get; }
    public DateOnly To { get; }

    /// <exception cref="ArgumentException"><paramref name="to"/> lies before <paramref name="from"/>.</exception>
    public Period(DateOnly from, DateOnly to)
    {
        if (to < from) throw new ArgumentException($"A period ends on or after its start: [{from:yyyy-MM-dd}, {to:yyyy-MM-dd}).", nameof(to));
        (From, To) = (from, to);
    }

    public int Days => To.DayNumber - From.DayNumber;

    public bool IsEmpty => From == To;

    public bool Contains(DateOnly day) => From <= day && day < To;

    public bool Contains(Period other) => From <= other.From && other.To <= To;

    public bool Overlaps(Period other) => From < other.To && other.From < To;

    /// <summary>The days in both; null when there is none.</summary>
    public Period? Intersect(Period other)
    {
        var from = From > other.From ? From : other.From;
        var to = To < other.To ? To : other.To;
        return from < to ? new Period(from, to) : null;
    }

    /// <summary>The same number of days, directly before.</summary>
    public Period Before() => new(From.AddDays(-Days), From);

    public override string ToString() => $"[{From:yyyy-MM-dd}, {To:yyyy-MM-dd})";
}

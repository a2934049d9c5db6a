using TokenSpend.Core.Primitives;

namespace TokenSpend.Core.Ingestion;

/// <summary>Collects the buckets that a document declares and gives the days that they cover from end to end.</summary>
/// <remarks>Buckets may be hours or minutes: a day with a missing hour is not covered, else the lower levels would fall silent for it.</remarks>
internal sealed class DeclaredDays
{
    private readonly List<(DateTime From, DateTime To)> _buckets = [];

    public void Add(DateTime from, DateTime to)
    {
        if (from >= to) return;
        // Mostly one bucket follows the other.
        if (_buckets.Count > 0 && _buckets[^1].To == from) _buckets[^1] = (_buckets[^1].From, to);
        else _buckets.Add((from, to));
    }

    /// <summary>Whole days, runs of days as one period, in order.</summary>
    public IEnumerable<Period> Whole()
    {
        _buckets.Sort();
        for (var i = 0; i < _buckets.Count;)
        {
            var (from, to) = _buckets[i++];
            for (; i < _buckets.Count && _buckets[i].From <= to; i++)
                if (_buckets[i].To > to) to = _buckets[i].To;
            var first = DateOnly.FromDateTime(from);
            if (from.TimeOfDay > TimeSpan.Zero) first = first.AddDays(1);
            var end = DateOnly.FromDateTime(to);
            if (first < end) yield return new Period(first, end);
        }
    }
}

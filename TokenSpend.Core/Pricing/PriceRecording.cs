namespace TokenSpend.Core.Pricing;

/// <summary>Takes a new edition of a book into the old one without losing what was believed before.</summary>
/// <remarks>Old rows stay as they are. What the new edition says otherwise is appended with its time; what it no longer says is taken back by a row without prices.</remarks>
public static class PriceRecording
{
    /// <param name="old">Null: there is none, and every row is recorded now.</param>
    /// <param name="now">UTC.</param>
    /// <param name="by">Who enters it; null where unknown. Rows that name somebody keep that name.</param>
    /// <returns>All rows, lines numbered anew; the old ones where nothing differs.</returns>
    public static IReadOnlyList<PriceRow> Take(PriceBook? old, PriceBook edition, DateTime now, string? by)
    {
        ArgumentNullException.ThrowIfNull(edition);
        var recorded = Moment(old, now);
        var before = (old?.Current ?? []).ToLookup(Key);
        var after = edition.Current.ToLookup(Key);
        List<PriceRow> rows = [.. (old?.Rows ?? []).Select(row => Checked(row, after[Key(row)]))];
        foreach (var key in edition.Current.Concat(old?.Current ?? []).Select(Key).Distinct())
            rows.AddRange(Changes([.. before[key]], [.. after[key]]).Select(row => row with { Recorded = recorded, EnteredBy = row.EnteredBy ?? by }));
        return [.. rows.Select((row, index) => row with { Line = index + 2 })];
    }

    /// <summary>One more row, recorded now: it is believed on its days, all others stay as they are.</summary>
    /// <param name="now">UTC.</param>
    public static IReadOnlyList<PriceRow> Add(PriceBook? old, PriceRow row, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(row);
        return [.. (old?.Rows ?? []).Append(row with { Recorded = Moment(old, now) }).Select((any, index) => any with { Line = index + 2 })];
    }

    private static (string, string, PriceSelector, long) Key(PriceRow row) =>
        (row.Provider.ToLowerInvariant(), row.Model.ToLowerInvariant(), row.On, row.ContextOver);

    /// <summary>To the second, and after everything that is recorded: two editions of one second are still two.</summary>
    private static DateTime Moment(PriceBook? old, DateTime now)
    {
        var second = new DateTime(now.Ticks - now.Ticks % TimeSpan.TicksPerSecond, DateTimeKind.Utc);
        var last = old?.Rows.Max(row => row.Recorded);
        return last >= second ? last.Value.AddSeconds(1) : second;
    }

    /// <summary>A row that the new edition repeats was compared with its source then; its price is none the newer for it.</summary>
    private static PriceRow Checked(PriceRow row, IEnumerable<PriceRow> repeated) =>
        repeated.Where(row.SaysAs).Select(other => other.Checked).Append(row.Checked).Max() is var day && day != row.Checked ? row with { Checked = day } : row;

    /// <summary>Day by day between all days on which anything changes; neighbours that say the same are one row.</summary>
    private static List<PriceRow> Changes(PriceRow[] before, PriceRow[] after)
    {
        var changes = new List<PriceRow>();
        DateOnly[] days = [.. before.Concat(after).SelectMany(row => new[] { row.From ?? DateOnly.MinValue, row.To ?? DateOnly.MaxValue }).Distinct().Order()];
        for (var i = 0; i + 1 < days.Length; i++)
        {
            var (was, says) = (Array.Find(before, row => row.Holds(days[i])), Array.Find(after, row => row.Holds(days[i])));
            if (was is null ? says is null : says is not null && was.SaysAs(says)) continue;
            var row = (says ?? Withdrawn(was!)) with { From = days[i] == DateOnly.MinValue ? null : days[i], To = days[i + 1] == DateOnly.MaxValue ? null : days[i + 1] };
            if (changes.Count > 0 && changes[^1].To == row.From && row.From is not null && changes[^1].SaysAs(row)) changes[^1] = changes[^1] with { To = row.To };
            else changes.Add(row);
        }
        return changes;
    }

    private static PriceRow Withdrawn(PriceRow row) => row with
    {
        NanosPerMillion = new long?[row.NanosPerMillion.Count], UnitNanosPerMillion = new long?[row.UnitNanosPerMillion.Count], EnteredBy = null,
        Source = "no longer in the table",
    };
}

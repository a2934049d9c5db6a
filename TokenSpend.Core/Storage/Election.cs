using Microsoft.Data.Sqlite;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Storage;

/// <summary>Chooses, for each snapshot fact, the one telling that counts. A pure function of the visible imports, whatever their order.</summary>
/// <remarks>
/// A telling is all lines of one import with the fact's key. The later as-of wins, then the greater figures, then the earlier import.
/// A telling that a later `--replace` import covers with its window, and does not repeat, counts no longer.
/// </remarks>
internal sealed class Election(SqliteConnection connection, string table, IReadOnlySet<long> visible)
{
    private static readonly string Figures = $"SUM({string.Join(" + ", FactSchema.TokenColumns)}), SUM(requests)";

    /// <summary>Outcome of the electing import's own lines.</summary>
    public sealed class Tally
    {
        public long Accepted, Duplicates, Replaced, Older;
        public HashSet<int> Days { get; } = [];
    }

    private sealed record Telling(long Import, long Lines, long First, long Second, long? AsOf);

    /// <param name="keysOf">The import whose facts are decided anew, together with those that its replacing windows cover.</param>
    public Tally Run(long keysOf)
    {
        var tally = new Tally();
        var windows = ReplacingWindows();
        var asOf = AsOfTimes();
        var days = table == "charge" ? "from_day, to_day" : "day, day + 1";
        var figures = table == "charge" ? "SUM(ABS(billed)), SUM(effective)" : Figures;
        // The index is named: the planner prefers the one on import for the grouping, and reads the whole table for each key.
        using var tellings = new RawStatement(connection, $"SELECT import, COUNT(DISTINCT line), {figures}, MAX(live) FROM {table} INDEXED BY {table}_key WHERE key = ?1 GROUP BY import");
        using var span = new RawStatement(connection, $"SELECT {days}, {(table == "charge" ? "issuer, account, level" : "'', NULL, 2")} FROM {table} WHERE key = ?1 LIMIT 1");
        using var elect = new RawStatement(connection, $"UPDATE {table} SET live = (import = ?2) WHERE key = ?1 AND live <> (import = ?2)");

        foreach (var key in Keys(keysOf))
        {
            span.Bind(1, key);
            span.Step();
            var (from, to) = ((int)span.Long(0), (int)span.Long(1));
            var (issuer, account, level) = (span.Text(2), span.Text(3), span.Long(4));
            span.Reset();

            List<Telling> candidates = [];
            long before = -1;
            tellings.Bind(1, key);
            while (tellings.Step())
            {
                var import = tellings.Long(0);
                if (tellings.Long(4) == 1) before = import;
                if (visible.Contains(import))
                    candidates.Add(new Telling(import, tellings.Long(1), tellings.Long(2), tellings.Long(3), asOf.GetValueOrDefault(import)));
            }
            tellings.Reset();

            var told = candidates.Select(telling => telling.Import).ToHashSet();
            var winner = candidates
                .Where(telling => !windows.Any(window => window.Covers(level, issuer, account, from, to)
                    && window.AsOf > (telling.AsOf ?? long.MinValue) && !told.Contains(window.Import)))
                .OrderByDescending(telling => telling.AsOf ?? long.MinValue)
                .ThenByDescending(telling => telling.First)
                .ThenByDescending(telling => telling.Second)
                .ThenByDescending(telling => telling.Lines)
                .ThenBy(telling => telling.Import)
                .FirstOrDefault();
            elect.Bind(1, key);
            elect.Bind(2, winner?.Import ?? -1);
            if (elect.Execute() > 0) tally.Days.UnionWith(Enumerable.Range(from, Math.Max(1, to - from)));
            Count(tally, keysOf, candidates, winner, before);
        }
        return tally;
    }

    private static void Count(Tally tally, long import, List<Telling> candidates, Telling? winner, long before)
    {
        var mine = candidates.Find(telling => telling.Import == import);
        if (mine is null) return;
        var other = candidates.Find(telling => telling.Import == before && telling.Import != import);
        if (other is null && winner?.Import == import) tally.Accepted += mine.Lines;
        else if (other is not null && (other.Lines, other.First, other.Second) == (mine.Lines, mine.First, mine.Second)) tally.Duplicates += mine.Lines;
        else if (winner?.Import == import) tally.Replaced += mine.Lines;
        else tally.Older += mine.Lines;
    }

    private List<long> Keys(long import)
    {
        List<long> keys = [];
        using var own = new RawStatement(connection, $"SELECT DISTINCT key FROM {table} WHERE import = ?1");
        own.Bind(1, import);
        while (own.Step()) keys.Add(own.Long(0));
        if (table != "charge" || !Replaces(import)) return keys;
        using var covered = new RawStatement(connection, """
            SELECT DISTINCT c.key FROM snapshot_window w CROSS JOIN charge c
            WHERE w.import = ?1 AND w.replaces = 1 AND c.from_day >= w.from_day AND c.to_day <= w.to_day
            AND c.level = w.level AND c.issuer = w.issuer AND c.account IS w.account AND c.import <> ?1
            """);
        covered.Bind(1, import);
        var seen = keys.ToHashSet();
        while (covered.Step())
            if (seen.Add(covered.Long(0))) keys.Add(covered.Long(0));
        return keys;
    }

    private bool Replaces(long import)
    {
        using var any = new RawStatement(connection, "SELECT 1 FROM snapshot_window WHERE import = ?1 AND replaces = 1 LIMIT 1");
        any.Bind(1, import);
        return any.Step();
    }

    private sealed record Window(long Import, long Level, string Issuer, string? Account, int From, int To, long AsOf)
    {
        public bool Covers(long level, string? issuer, string? account, int from, int to) =>
            level == Level && issuer == Issuer && account == Account && from >= From && to <= To;
    }

    private List<Window> ReplacingWindows()
    {
        List<Window> windows = [];
        using var rows = new RawStatement(connection, """
            SELECT w.import, w.level, w.issuer, w.account, w.from_day, w.to_day, CAST(strftime('%s', i.StatedAsOfUtc) AS INTEGER)
            FROM snapshot_window w JOIN import i ON i.Id = w.import WHERE w.replaces = 1 AND i.StatedAsOfUtc IS NOT NULL
            """);
        while (rows.Step())
            if (visible.Contains(rows.Long(0)))
                windows.Add(new Window(rows.Long(0), rows.Long(1), rows.Text(2)!, rows.Text(3), (int)rows.Long(4), (int)rows.Long(5), rows.Long(6)));
        return windows;
    }

    private Dictionary<long, long?> AsOfTimes()
    {
        var times = new Dictionary<long, long?>();
        using var rows = new RawStatement(connection, "SELECT Id, CAST(strftime('%s', StatedAsOfUtc) AS INTEGER) FROM import");
        while (rows.Step()) times[rows.Long(0)] = rows.NullableLong(1);
        return times;
    }
}

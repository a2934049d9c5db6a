using Microsoft.Data.Sqlite;

namespace TokenSpend.Core.Storage;

/// <summary>Marks, for each snapshot fact, the one telling that counts as live: <see cref="TellingChoice"/>.</summary>
internal sealed class Election(SqliteConnection connection, string table, IReadOnlySet<long> visible)
{
    private static readonly string Figures = $"SUM({string.Join(" + ", FactSchema.TokenColumns)}), SUM(requests)";

    /// <param name="keysOf">The import whose facts are decided anew, together with those that its replacing windows cover.</param>
    /// <param name="lines">Told what became of that import's lines; null: nobody asks.</param>
    /// <param name="covered">Decide those in its windows whether they replace or not: it replaced until now. Null: as it is now.</param>
    /// <returns>Days of which another telling counts now.</returns>
    public HashSet<int> Run(long keysOf, LineFates? lines = null, bool? covered = null)
    {
        var changed = new HashSet<int>();
        var choice = TellingChoice.Among(connection, visible);
        var others = choice.Among(visible.Where(import => import != keysOf).ToHashSet());
        var days = table == "charge" ? "from_day, to_day" : "day, day + 1";
        var figures = table == "charge" ? "SUM(ABS(billed)), SUM(effective)" : Figures;
        // The index is named: the planner prefers the one on import for the grouping, and reads the whole table for each key.
        using var told = new RawStatement(connection, $"SELECT import, COUNT(DISTINCT line), {figures}, MIN(line), MAX(line) FROM {table} INDEXED BY {table}_key WHERE key = ?1 GROUP BY import");
        using var span = new RawStatement(connection, $"SELECT {days}, {(table == "charge" ? "issuer, account, level" : "'', NULL, 2")} FROM {table} WHERE key = ?1 LIMIT 1");
        using var between = new RawStatement(connection, $"SELECT line FROM {table} INDEXED BY {table}_key WHERE key = ?1 AND import = ?2");
        using var elect = new RawStatement(connection, $"UPDATE {table} SET live = (import = ?2) WHERE key = ?1 AND live <> (import = ?2)");

        foreach (var key in Keys(keysOf, covered ?? choice.Replaces(keysOf)))
        {
            span.Bind(1, key);
            span.Step();
            var place = new FactPlace(span.Long(4), span.Text(2), span.Text(3), (int)span.Long(0), (int)span.Long(1));
            span.Reset();

            List<Telling> tellings = [];
            var (mine, first, last) = ((Telling?)null, 0L, 0L);
            told.Bind(1, key);
            while (told.Step())
            {
                tellings.Add(new Telling(told.Long(0), told.Long(1), told.Long(2), told.Long(3)));
                if (told.Long(0) == keysOf) (mine, first, last) = (tellings[^1], told.Long(4), told.Long(5));
            }
            told.Reset();

            var winner = choice.Of(tellings, place);
            elect.Bind(1, key);
            elect.Bind(2, winner?.Import ?? -1);
            if (elect.Execute() > 0) changed.UnionWith(Enumerable.Range(place.From, Math.Max(1, place.To - place.From)));
            if (lines is null || mine is null) continue;
            var fate = FateOf(mine, winner, others.Of(tellings, place));
            lines.Note(first, fate);
            lines.Note(last, fate);
            if (mine.Lines <= 2) continue;
            between.Bind(1, key);
            between.Bind(2, keysOf);
            while (between.Step()) lines.Note(between.Long(0), fate);
            between.Reset();
        }
        return changed;
    }

    /// <param name="other">What counts without the import.</param>
    private static LineFate FateOf(Telling mine, Telling? winner, Telling? other) =>
        other is null && winner == mine ? LineFate.Accepted
        : other is not null && other.SaysTheSameAs(mine) ? LineFate.Duplicate
        : winner == mine ? LineFate.Replaced : LineFate.Older;

    private List<long> Keys(long import, bool covered)
    {
        List<long> keys = [];
        using var own = new RawStatement(connection, $"SELECT DISTINCT key FROM {table} WHERE import = ?1");
        own.Bind(1, import);
        while (own.Step()) keys.Add(own.Long(0));
        if (table != "charge" || !covered) return keys;
        using var inWindow = new RawStatement(connection, """
            SELECT DISTINCT c.key FROM snapshot_window w CROSS JOIN charge c
            WHERE w.import = ?1 AND c.from_day >= w.from_day AND c.to_day <= w.to_day
            AND c.level = w.level AND c.issuer = w.issuer AND c.account IS w.account AND c.import <> ?1
            """);
        inWindow.Bind(1, import);
        var seen = keys.ToHashSet();
        while (inWindow.Step())
            if (seen.Add(inWindow.Long(0))) keys.Add(inWindow.Long(0));
        return keys;
    }
}

using Microsoft.Data.Sqlite;
using TokenSpend.Core.Ledger;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Storage;

/// <summary>Makes an import visible, or takes it away, in one transaction: no reader ever sees half of it.</summary>
internal sealed partial class Publication(Database database, PayerCalendar calendar)
{
    /// <summary>What an import brings besides its rows.</summary>
    /// <param name="Windows">Periods that the snapshot speaks for.</param>
    public sealed record Contents(
        string Format, string Family, SourceLevel Level, bool Replaces,
        IReadOnlyList<Coverage> Coverage, IReadOnlyList<(string Issuer, string? Account, Period Days)> Windows);

    public sealed record Outcome(long Accepted, long Duplicates, long Replaced, long Older, long Missing);

    /// <summary>Adds the sums, elects the live tellings, notes coverage and sets the import to done.</summary>
    /// <param name="finish">Called with the outcome inside of the transaction: fills the job's counts and report before it is saved.</param>
    public void Publish(SqliteConnection connection, ImportJob job, EventWriter? events, ArchiveWriter? archive, Contents contents, Action<Outcome> finish, CancellationToken cancellation)
    {
        using var turn = database.Writer.Enter(cancellation);
        using var transaction = connection.BeginTransaction(deferred: false);
        var visible = Visible(connection);
        visible.Add(job.Id);
        NoteCoverage(connection, job.Id, contents);

        var rollup = new DayRollup(connection, calendar);
        var touched = new HashSet<int>();
        var stale = new HashSet<int>();
        if (events is not null)
        {
            stale.UnionWith(events.StaleDays);
            // Keys are sorted, not sums: a big log has some hundred thousand of them.
            var keys = events.Deltas.Keys.Where(key => !stale.Contains(key.Day)).Select(key => (Stored: Stored(key, events.Names), Own: key)).ToArray();
            Array.Sort(keys, static (a, b) => a.Stored.CompareTo(b.Stored));
            rollup.Add(keys.Select(key => KeyValuePair.Create(key.Stored, events.Deltas[key.Own])));
            touched.UnionWith(keys.Select(key => key.Own.Day));
            TouchRequests(connection, touched.Union(stale));
        }
        var lines = events?.Lines ?? new LineFates(new Dictionary<int, int>());
        var buckets = new Election(connection, "bucket", visible).Run(job.Id, lines);
        var charges = new Election(connection, "charge", visible).Run(job.Id, lines);
        stale.UnionWith(buckets);
        rollup.Recompute(stale, Hidden(connection, job.Id));
        touched.UnionWith(stale);
        touched.UnionWith(charges);
        touched.UnionWith(contents.Coverage.SelectMany(cover => Enumerable.Range(cover.Days.From.DayNumber, cover.Days.Days)));

        var missing = Missing(connection, job.Id);
        archive?.Finish(connection, job.Id);
        Touch(connection, touched);
        var (accepted, duplicates, replaced, older) = lines.Count();
        finish(new Outcome(accepted, duplicates, replaced, older, missing));
        Execute(connection, "DELETE FROM stale_day WHERE import = ?1", job.Id);
        Save(connection, job);
        transaction.Commit();
    }

    private static DayKey Stored(DayKey own, StoredNames names) =>
        own with { Subject = names.Subjects[own.Subject], Model = names.Models[own.Model], Currency = names.Currencies[own.Currency] };

    /// <summary>Deletes all that the import brought and sums its days anew. Others that told of its requests were replayed before.</summary>
    public void Retract(SqliteConnection connection, ImportJob job, ImportState state, CancellationToken cancellation)
    {
        using var turn = database.Writer.Enter(cancellation);
        using var transaction = connection.BeginTransaction(deferred: false);
        var visible = Visible(connection);
        visible.Remove(job.Id);
        var days = new HashSet<int>();
        Collect(connection, "SELECT day FROM stale_day WHERE import = ?1", job.Id, days);
        DaysOfRequests(connection, job.Id, days);
        var touched = new HashSet<int>(days);
        var buckets = new Election(connection, "bucket", visible).Run(job.Id);
        days.UnionWith(buckets);
        touched.UnionWith(new Election(connection, "charge", visible).Run(job.Id));
        using (var covered = new RawStatement(connection, "SELECT from_day, to_day FROM coverage WHERE import = ?1"))
        {
            covered.Bind(1, job.Id);
            while (covered.Step()) touched.UnionWith(Enumerable.Range((int)covered.Long(0), (int)(covered.Long(1) - covered.Long(0))));
        }
        foreach (var table in (ReadOnlySpan<string>)["usage", "bucket", "charge", "coverage", "snapshot_window", "stale_day", "quarantine", "archive_frame"])
            Execute(connection, $"DELETE FROM {table} WHERE import = ?1", job.Id);
        Execute(connection, "DELETE FROM overlap WHERE owner = ?1 OR other = ?1", job.Id);
        job.State = state;
        Save(connection, job);
        new DayRollup(connection, calendar).Recompute(days, Hidden(connection, job.Id));
        touched.UnionWith(days);
        TouchRequests(connection, days);
        Touch(connection, touched);
        transaction.Commit();
    }

    /// <summary>Sums the days that were marked, and clears the marks.</summary>
    public void SumMarkedDays(SqliteConnection connection, long import, CancellationToken cancellation)
    {
        using var turn = database.Writer.Enter(cancellation);
        using var transaction = connection.BeginTransaction(deferred: false);
        var days = new HashSet<int>();
        Collect(connection, "SELECT day FROM stale_day WHERE import = ?1", import, days);
        new DayRollup(connection, calendar).Recompute(days, Hidden(connection, import));
        Touch(connection, days);
        TouchRequests(connection, days);
        Execute(connection, "DELETE FROM stale_day WHERE import = ?1", import);
        transaction.Commit();
    }

    /// <summary>Takes away what a killed run staged: buckets and charges start anew, requests are found again one by one.</summary>
    public void ClearStaged(SqliteConnection connection, long import, CancellationToken cancellation)
    {
        using var turn = database.Writer.Enter(cancellation);
        using var transaction = connection.BeginTransaction(deferred: false);
        foreach (var table in (ReadOnlySpan<string>)["bucket", "charge", "coverage", "snapshot_window", "quarantine", "archive_frame"])
            Execute(connection, $"DELETE FROM {table} WHERE import = ?1", import);
        Execute(connection, "UPDATE import SET BytesDone = 0, LinesDone = 0 WHERE Id = ?1", import);
        transaction.Commit();
    }

    /// <summary>Imports that told of requests that this one holds, visible ones only, oldest first.</summary>
    public static List<long> Overlapping(SqliteConnection connection, long import)
    {
        var others = new HashSet<int>();
        Collect(connection, "SELECT other FROM overlap WHERE owner = ?1", import, others);
        var visible = Visible(connection);
        return [.. others.Select(id => (long)id).Where(visible.Contains).Order()];
    }

    public static HashSet<long> Visible(SqliteConnection connection)
    {
        var visible = new HashSet<long>();
        using var rows = new RawStatement(connection, $"SELECT Id FROM import WHERE State IN ({(int)ImportState.Done}, {(int)ImportState.Undoing})");
        while (rows.Step()) visible.Add(rows.Long(0));
        return visible;
    }

    /// <summary>Imports whose rows are in no answer.</summary>
    /// <param name="except">The one that becomes visible in this transaction; 0: none.</param>
    public static HashSet<long> Hidden(SqliteConnection connection, long except)
    {
        var hidden = new HashSet<long>();
        using var rows = new RawStatement(connection, $"SELECT Id FROM import WHERE State NOT IN ({(int)ImportState.Done}, {(int)ImportState.Undoing}) AND Id <> ?1");
        rows.Bind(1, except);
        while (rows.Step()) hidden.Add(rows.Long(0));
        return hidden;
    }

    private void DaysOfRequests(SqliteConnection connection, long import, HashSet<int> days)
    {
        var zones = ModelZones.Read(connection, calendar);
        using var rows = new RawStatement(connection, "SELECT t, model FROM usage WHERE import = ?1");
        rows.Bind(1, import);
        while (rows.Step()) days.Add(PayerCalendar.DayOf(rows.Long(0), zones[(int)rows.Long(1)]));
    }

    private static void NoteCoverage(SqliteConnection connection, long import, Contents contents)
    {
        using var cover = new RawStatement(connection, "INSERT INTO coverage VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
        foreach (var part in contents.Coverage)
        {
            cover.Bind(1, import);
            cover.Bind(2, part.Format);
            cover.Bind(3, (long)part.Level);
            cover.Bind(4, part.Issuer);
            cover.Bind(5, part.Account);
            cover.Bind(6, (long)part.Days.From.DayNumber);
            cover.Bind(7, (long)part.Days.To.DayNumber);
            cover.Bind(8, part.Final ? 1L : 0L);
            cover.Execute();
        }
        using var window = new RawStatement(connection, "INSERT INTO snapshot_window VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
        foreach (var (issuer, account, days) in contents.Windows)
        {
            window.Bind(1, import);
            window.Bind(2, contents.Family);
            window.Bind(3, (long)contents.Level);
            window.Bind(4, issuer);
            window.Bind(5, account);
            window.Bind(6, (long)days.From.DayNumber);
            window.Bind(7, (long)days.To.DayNumber);
            window.Bind(8, contents.Replaces ? 1L : 0L);
            window.Execute();
        }
    }

    /// <summary>Live lines of other imports inside of this one's windows that it does not repeat.</summary>
    private static long Missing(SqliteConnection connection, long import)
    {
        var own = new HashSet<long>();
        using (var keys = new RawStatement(connection, "SELECT key FROM charge INDEXED BY charge_import WHERE import = ?1"))
        {
            keys.Bind(1, import);
            while (keys.Step()) own.Add(keys.Long(0));
        }
        // The days lead: they are few, while an issuer's lines are all of its history.
        using var others = new RawStatement(connection, """
            SELECT c.key FROM snapshot_window w CROSS JOIN charge c INDEXED BY charge_days
            WHERE w.import = ?1 AND c.live = 1 AND c.from_day >= w.from_day AND c.from_day < w.to_day AND c.to_day <= w.to_day
            AND c.level = w.level AND c.issuer = w.issuer AND c.account IS w.account AND c.import <> ?1
            """);
        others.Bind(1, import);
        long missing = 0;
        while (others.Step())
            if (!own.Contains(others.Long(0))) missing++;
        return missing;
    }

    /// <summary>Raises the version of each month that changed: readers load it again.</summary>
    private static void Touch(SqliteConnection connection, IEnumerable<int> days)
    {
        foreach (var month in days.Select(day => Month.Containing(DateOnly.FromDayNumber(day))).Distinct().Order())
            Execute(connection, "INSERT INTO segment (month, version) VALUES (?1, 1) ON CONFLICT DO UPDATE SET version = version + 1", month.Number);
    }

    /// <summary>Raises the version of each day whose requests changed: what the hints on savings made of it is made anew.</summary>
    private static void TouchRequests(SqliteConnection connection, IEnumerable<int> days)
    {
        foreach (var day in days.Order())
            Execute(connection, "INSERT INTO request_day (day, version) VALUES (?1, 1) ON CONFLICT DO UPDATE SET version = version + 1", day);
    }

    private static void Collect(SqliteConnection connection, string sql, long parameter, HashSet<int> into)
    {
        using var rows = new RawStatement(connection, sql);
        rows.Bind(1, parameter);
        while (rows.Step()) into.Add((int)rows.Long(0));
    }

    private static void Execute(SqliteConnection connection, string sql, long parameter)
    {
        using var statement = new RawStatement(connection, sql);
        statement.Bind(1, parameter);
        statement.Execute();
    }

    /// <summary>The job's row belongs to the same transaction as its facts.</summary>
    internal static void Save(SqliteConnection connection, ImportJob job)
    {
        using var command = connection.CreateCommand();
        command.CommandText = """
            UPDATE import SET Format = $format, Source = $source, State = $state, Worker = NULL, BytesDone = $bytes, LinesDone = $lines, Lines = $lines,
            Accepted = $accepted, Duplicates = $duplicates, Replaced = $replaced, Ignored = $ignored, Rejected = $rejected, Blank = $blank,
            Records = $records, Charges = $charges, MissingFromEarlier = $missing, Report = $report, ContentHash = $hash, AsOfUtc = $asOf,
            "From" = $from, "To" = $to, Archive = $archive, FinishedUtc = $finished, Error = $error, "Replace" = $replace, StatedAsOfUtc = $stated WHERE Id = $id
            """;
        foreach (var (name, value) in new (string, object?)[]
        {
            ("$format", job.Format), ("$source", job.Source), ("$state", (int)job.State), ("$bytes", job.BytesDone), ("$lines", job.Lines),
            ("$accepted", job.Accepted), ("$duplicates", job.Duplicates), ("$replaced", job.Replaced), ("$ignored", job.Ignored),
            ("$rejected", job.Rejected), ("$blank", job.Blank), ("$records", job.Records), ("$charges", job.Charges),
            ("$missing", job.MissingFromEarlier), ("$report", job.Report), ("$hash", job.ContentHash), ("$asOf", job.AsOfUtc),
            ("$from", job.From), ("$to", job.To), ("$archive", job.Archive), ("$finished", job.FinishedUtc), ("$error", job.Error), ("$id", job.Id),
            ("$replace", job.Replace), ("$stated", job.StatedAsOfUtc),
        })
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        command.ExecuteNonQuery();
    }
}

using System.Globalization;
using Microsoft.Data.Sqlite;
using TokenSpend.Core.Savings;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Storage;

/// <summary>Keeps what the hints made of each day, and knows which days must be folded again.</summary>
public sealed class SavingsStore(Database database)
{
    /// <summary>Folds the days of the window that changed, and drops those outside of it.</summary>
    /// <param name="hints">Fresh hints for one day, given the models by id.</param>
    /// <param name="basis">What else the folds rest on: settings, prices, zone. Another text: all days are folded again.</param>
    /// <returns>Days that were folded.</returns>
    public int Refresh(Primitives.Period days, Func<IReadOnlyList<ModelName>, IReadOnlyList<IRequestHint>> hints, string basis, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(hints);
        Drop(days, cancellation);
        var changed = Changed(days, basis);
        foreach (var day in changed)
        {
            using var sweep = new RequestSweep(database);
            // Of the same moment as the requests.
            var stamp = Stamp(sweep.Connection, day, basis);
            var fold = new DayFold(day, PayerCalendar.StartMs(day), hints(sweep.Models));
            Run(sweep, fold, day, null, cancellation);
            Write(day, stamp, fold, sweep.Currencies, cancellation);
        }
        return changed.Count;
    }

    private List<int> Changed(Primitives.Period days, string basis)
    {
        using var connection = database.OpenRead();
        return [.. Enumerable.Range(days.From.DayNumber, days.Days).Where(day => Stamp(connection, day, basis) != Stored(connection, day))];
    }

    /// <summary>Requests of a day with what each hint claims of them, in order: the evidence.</summary>
    /// <param name="seen">Called with claims by hint.</param>
    public void Replay(int day, Func<IReadOnlyList<ModelName>, IReadOnlyList<IRequestHint>> hints, ClaimSink seen, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(hints);
        using var sweep = new RequestSweep(database);
        Run(sweep, new DayFold(day, PayerCalendar.StartMs(day), hints(sweep.Models)), day, seen, cancellation);
    }

    /// <summary>Days that the logs have requests of, UTC; null: there is none.</summary>
    public Primitives.Period? Logged()
    {
        using var sweep = new RequestSweep(database);
        return sweep.Ends() is { } ends ? new Primitives.Period(DayOf(ends.First), DayOf(ends.Last).AddDays(1)) : null;
    }

    /// <summary>The cells of the folded days in their stored order.</summary>
    public IReadOnlyList<SavingCell> Cells()
    {
        using var reader = new SegmentReader(database);
        var currencies = reader.Currencies;
        List<SavingCell> cells = [];
        using var rows = new RawStatement(reader.Connection, "SELECT day, subject, model, currency, hints, requests, spent, saving, low, high FROM saving_cell ORDER BY day, subject, model, currency, hints");
        while (rows.Step())
            cells.Add(new SavingCell((int)rows.Long(0), (int)rows.Long(1), (int)rows.Long(2), currencies[rows.Long(3)], (int)rows.Long(4),
                rows.Long(5), rows.Long(6), rows.Long(7), rows.Long(8), rows.Long(9)));
        return cells;
    }

    /// <summary>Requests of each subject of a primary log in spans of days back from the end.</summary>
    /// <param name="end">Day after the last.</param>
    public IReadOnlyList<(Subject Subject, int Back, long Requests)> Uses(DateOnly end, int spanDays)
    {
        using var sweep = new RequestSweep(database);
        var subjects = sweep.Subjects;
        List<(Subject, int, long)> uses = [];
        using var rows = new RawStatement(sweep.Connection, "SELECT subject, (?1 - 1 - day) / ?2, SUM(requests) FROM day WHERE day < ?1 GROUP BY 1, 2");
        rows.Bind(1, (long)end.DayNumber);
        rows.Bind(2, (long)spanDays);
        while (rows.Step())
            if (subjects[rows.Long(0)] is { Level: SourceLevel.PrimaryLog } subject) uses.Add((subject, (int)rows.Long(1), rows.Long(2)));
        return uses;
    }

    private static void Run(RequestSweep sweep, DayFold fold, int day, ClaimSink? seen, CancellationToken cancellation)
    {
        var (from, to) = (PayerCalendar.StartMs(day), PayerCalendar.StartMs(day + 1));
        sweep.Read(from, to, (in LoggedRequest request) => fold.Learn(request), cancellation);
        sweep.Read(from - DayFold.LookBackMs, to, (in LoggedRequest request) =>
        {
            var claims = fold.Claim(request);
            if (request.AtMs >= from) seen?.Invoke(request, claims);
        }, cancellation);
    }

    private void Write(int day, string stamp, DayFold fold, string[] currencies, CancellationToken cancellation)
    {
        long IdOf(string currency) => Array.IndexOf(currencies, currency);
        using var turn = database.Writer.Enter(cancellation);
        using var connection = database.OpenWrite();
        using var transaction = connection.BeginTransaction(deferred: false);
        Clear(connection, day, day + 1);
        using (var insert = new RawStatement(connection, "INSERT INTO saving_cell VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"))
            foreach (var cell in fold.Cells().OrderBy(cell => (cell.Subject, cell.Model, IdOf(cell.Currency), cell.Hints)))
            {
                insert.Bind(1, (long)day);
                insert.Bind(2, (long)cell.Subject);
                insert.Bind(3, (long)cell.Model);
                insert.Bind(4, IdOf(cell.Currency));
                insert.Bind(5, (long)cell.Hints);
                insert.Bind(6, cell.Requests);
                insert.Bind(7, cell.Spent);
                insert.Bind(8, cell.Saving);
                insert.Bind(9, cell.Low);
                insert.Bind(10, cell.High);
                insert.Execute();
            }
        using (var mark = new RawStatement(connection, "INSERT INTO saving_day VALUES (?1, ?2)"))
        {
            mark.Bind(1, (long)day);
            mark.Bind(2, stamp);
            mark.Execute();
        }
        transaction.Commit();
    }

    private void Drop(Primitives.Period days, CancellationToken cancellation)
    {
        using var turn = database.Writer.Enter(cancellation);
        using var connection = database.OpenWrite();
        using var transaction = connection.BeginTransaction(deferred: false);
        Clear(connection, 0, days.From.DayNumber);
        Clear(connection, days.To.DayNumber, int.MaxValue);
        transaction.Commit();
    }

    private static void Clear(SqliteConnection connection, int from, int to)
    {
        foreach (var table in (ReadOnlySpan<string>)["saving_cell", "saving_day"])
        {
            using var delete = new RawStatement(connection, $"DELETE FROM {table} WHERE day >= ?1 AND day < ?2");
            delete.Bind(1, (long)from);
            delete.Bind(2, (long)to);
            delete.Execute();
        }
    }

    /// <summary>A UTC day has requests of three payers' days, and the look-back reaches into the first of them.</summary>
    private static string Stamp(SqliteConnection connection, int day, string basis)
    {
        var versions = new long[3];
        using var rows = new RawStatement(connection, "SELECT day, version FROM request_day WHERE day >= ?1 AND day <= ?2");
        rows.Bind(1, day - 1L);
        rows.Bind(2, day + 1L);
        while (rows.Step()) versions[rows.Long(0) - day + 1] = rows.Long(1);
        return string.Create(CultureInfo.InvariantCulture, $"{versions[0]}.{versions[1]}.{versions[2]} {basis}");
    }

    private static string? Stored(SqliteConnection connection, int day)
    {
        using var row = new RawStatement(connection, "SELECT stamp FROM saving_day WHERE day = ?1");
        row.Bind(1, (long)day);
        return row.Step() ? row.Text(0) : null;
    }

    private static DateOnly DayOf(long atMs) => DateOnly.FromDateTime(DateTime.UnixEpoch.AddMilliseconds(atMs));
}

/// <summary>Takes one request and what each hint claims of it.</summary>
public delegate void ClaimSink(in LoggedRequest request, ReadOnlySpan<SavingClaim> claims);

using Microsoft.Data.Sqlite;
using TokenSpend.Core.Ledger;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Storage;

/// <summary>What is stored of one import.</summary>
internal static class ImportFacts
{
    /// <summary>What it declares to be complete for, settling time taken off.</summary>
    public static List<Coverage> Coverage(SqliteConnection connection, long import)
    {
        List<Coverage> coverage = [];
        using var rows = new RawStatement(connection, "SELECT format, level, issuer, account, from_day, to_day, final FROM coverage WHERE import = ?1 ORDER BY issuer, account, from_day");
        rows.Bind(1, import);
        while (rows.Step())
            coverage.Add(new Coverage(rows.Text(0)!, (SourceLevel)rows.Long(1), rows.Text(2)!, rows.Text(3),
                new Period(DateOnly.FromDayNumber((int)rows.Long(4)), DateOnly.FromDayNumber((int)rows.Long(5))), rows.Long(6) == 1));
        return coverage;
    }

    /// <summary>Grows whenever any figure changes.</summary>
    public static long Moment(SqliteConnection connection) => Database.Scalar(connection, "SELECT SUM(version) FROM segment");

    /// <summary>Requests that it holds, per currency; "" where none is priced.</summary>
    /// <param name="days">The days of its facts in their payers' calendars: requests have no index by import.</param>
    public static List<(string Currency, long Requests, long Cost, long Unpriced)> Requests(SqliteConnection connection, long import, Period days)
    {
        List<(string, long, long, long)> sums = [];
        using var rows = new RawStatement(connection, """
            SELECT CAST(c.code AS TEXT), COUNT(*), SUM(u.cost), SUM(u.unpriced) FROM usage u JOIN currency c ON c.id = u.currency
            WHERE u.t >= ?2 AND u.t < ?3 AND u.import = ?1 GROUP BY u.currency ORDER BY 1
            """);
        rows.Bind(1, import);
        rows.Bind(2, PayerCalendar.StartMs(days.From.DayNumber) - PayerCalendar.WidestOffsetMs);
        rows.Bind(3, PayerCalendar.StartMs(days.To.DayNumber) + PayerCalendar.WidestOffsetMs);
        while (rows.Step()) sums.Add((rows.Text(0) ?? "", rows.Long(1), rows.NullableLong(2) ?? 0, rows.Long(3)));
        return sums;
    }
}

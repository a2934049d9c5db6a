using Microsoft.Data.Sqlite;
using TokenSpend.Core.Pricing;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Storage;

/// <summary>A record whose cost the books now give otherwise.</summary>
/// <param name="First">With <paramref name="Second"/> its key.</param>
/// <param name="Day">Day number in the payer's calendar.</param>
/// <param name="IsLive">Not superseded by another telling, and of a visible import: it is in the figures.</param>
/// <param name="Before">Nano units; null: unknown. Its currency is <paramref name="CurrencyBefore"/>.</param>
internal readonly record struct RatingChange(
    long First, long Second, int Day, int Subject, int Model, bool IsLive, long? Before, string CurrencyBefore, long UnpricedBefore, RatedCost After);

/// <summary>Goes over stored usage once and finds, or writes in batches, the costs that differ; days are summed anew at the end.</summary>
/// <remarks>Killed in between, the marks of its days remain, and the next run sums them too.</remarks>
internal sealed class ReRater(Database database, PayerCalendar calendar, PayerPrices prices)
{
    /// <summary>Marks that belong to no import.</summary>
    private const long NoImport = 0;

    private static readonly Table Usage = new("usage", "t", "f", "NULL", "1", "1", "t = ?4 AND f = ?5");
    private static readonly Table Buckets = new("bucket", "t", "id", "day", "requests", "live", "?4 = ?4 AND id = ?5");

    private sealed record Table(string Name, string First, string Second, string Day, string Requests, string Live, string Where);

    /// <summary>Tells each record whose cost would change, and changes nothing.</summary>
    /// <param name="spans">[from, to) in milliseconds since 1970, UTC, ascending and apart: nothing else is read.</param>
    public void Look(IReadOnlyList<(long FromMs, long ToMs)> spans, Action<RatingChange> tell, CancellationToken cancellation)
    {
        using var reader = database.OpenRead();
        foreach (var table in (ReadOnlySpan<Table>)[Usage, Buckets]) Scan(reader, table, spans, tell, cancellation);
    }

    /// <param name="spans">As in <see cref="Look"/>.</param>
    /// <returns>Records whose cost changed.</returns>
    public long Run(IReadOnlyList<(long FromMs, long ToMs)> spans, CancellationToken cancellation)
    {
        using var reader = database.OpenRead();
        using var writer = database.OpenWrite();
        long changed = 0;
        foreach (var table in (ReadOnlySpan<Table>)[Usage, Buckets])
        {
            var (own, batch) = (table, new List<RatingChange>());
            Scan(reader, table, spans, change =>
            {
                batch.Add(change);
                if (batch.Count == EventWriter.BatchRows) changed += Write(writer, own, batch, cancellation);
            }, cancellation);
            changed += Write(writer, table, batch, cancellation);
        }
        new Publication(database, calendar).SumMarkedDays(writer, NoImport, cancellation);
        return changed;
    }

    private void Scan(SqliteConnection reader, Table table, IReadOnlyList<(long FromMs, long ToMs)> spans, Action<RatingChange> tell, CancellationToken cancellation)
    {
        // One snapshot: no name in the rows may be newer than the names.
        using var snapshot = reader.BeginTransaction(deferred: true);
        var names = new RatingNames(reader, calendar, prices);
        var hidden = Publication.Hidden(reader, except: 0);
        using var rows = new RawStatement(reader,
            $"SELECT {table.First}, {table.Second}, {table.Day}, {table.Requests}, t, subject, model, tier, status, cost, currency, unpriced, {table.Live}, import, {FactSchema.Tokens} FROM {table.Name} WHERE t >= ?1 AND t < ?2");
        foreach (var (fromMs, toMs) in spans)
        {
            rows.Reset();
            rows.Bind(1, fromMs);
            rows.Bind(2, toMs);
            for (var count = 0; rows.Step(); count++)
            {
                if (count % EventWriter.BatchRows == 0) cancellation.ThrowIfCancellationRequested();
                var (at, subject, model) = (rows.Long(4), (int)rows.Long(5), (int)rows.Long(6));
                var rated = names.Prices(model, subject).Rate(at, (ServiceTier)rows.Long(7), (RequestStatus)rows.Long(8), Columns.Tokens(rows, 14), table == Buckets, rows.Long(3));
                var (before, currency, unpriced) = (rows.NullableLong(9), names.Currency(rows.Long(10)), rows.Long(11));
                if (rated.Total == before && rated.UnpricedTokens == unpriced && rated.Currency == currency) continue;
                var day = (int?)rows.NullableLong(2) ?? PayerCalendar.DayOf(at, names.Zone(model));
                tell(new RatingChange(rows.Long(0), rows.Long(1), day, subject, model, rows.Long(12) == 1 && !hidden.Contains(rows.Long(13)), before, currency, unpriced, rated));
            }
        }
    }

    private long Write(SqliteConnection connection, Table table, List<RatingChange> batch, CancellationToken cancellation)
    {
        using var turn = database.Writer.Enter(cancellation);
        using var transaction = connection.BeginTransaction(deferred: false);
        using var update = new RawStatement(connection,
            $"UPDATE {table.Name} SET cost = ?1, currency = (SELECT id FROM currency WHERE code = ?2), unpriced = ?3 WHERE {table.Where}");
        using var currency = new RawStatement(connection, "INSERT OR IGNORE INTO currency (code) VALUES (?1)");
        using var mark = new RawStatement(connection, "INSERT OR IGNORE INTO stale_day VALUES (?1, ?2)");
        foreach (var code in batch.Select(change => change.After.Currency).Distinct())
        {
            currency.Bind(1, System.Text.Encoding.UTF8.GetBytes(code));
            currency.Execute();
        }
        foreach (var day in batch.Select(change => change.Day).Distinct())
        {
            mark.Bind(1, NoImport);
            mark.Bind(2, (long)day);
            mark.Execute();
        }
        foreach (var change in batch)
        {
            update.Bind(1, change.After.Total);
            update.Bind(2, System.Text.Encoding.UTF8.GetBytes(change.After.Currency));
            update.Bind(3, change.After.UnpricedTokens);
            update.Bind(4, change.First);
            update.Bind(5, change.Second);
            update.Execute();
        }
        transaction.Commit();
        var count = batch.Count;
        batch.Clear();
        return count;
    }
}

using Microsoft.Data.Sqlite;
using TokenSpend.Core.Pricing;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Storage;

/// <summary>Goes over all stored usage once, in batches, and writes the costs that differ; days are summed anew at the end.</summary>
/// <remarks>Killed in between, the marks of its days remain, and the next run sums them too.</remarks>
internal sealed class ReRater(Database database, PayerCalendar calendar, PriceBooks prices)
{
    /// <summary>Marks that belong to no import.</summary>
    private const long NoImport = 0;

    private sealed record Change(long First, long Second, int Day, long? Cost, string Currency, long Unpriced);

    public long Run(CancellationToken cancellation)
    {
        using var reader = database.OpenRead();
        using var writer = database.OpenWrite();
        var models = new Dictionary<int, (ModelPrices Prices, TimeZoneInfo Zone)>();
        using (var names = new RawStatement(reader, "SELECT id, name FROM model"))
            while (names.Step())
            {
                var name = ModelName.Parse(names.Blob(1));
                models[(int)names.Long(0)] = (prices.For(name.Provider, name.Model), calendar.ZoneOf(name.Provider));
            }
        var codes = new Dictionary<long, string>();
        using (var currencies = new RawStatement(reader, "SELECT id, CAST(code AS TEXT) FROM currency"))
            while (currencies.Step()) codes[currencies.Long(0)] = currencies.Text(1) ?? "";

        long changed = 0;
        foreach (var (table, first, second, day, where) in new[]
        {
            ("usage", "t", "f", "NULL", "t = ?4 AND f = ?5"), ("bucket", "t", "id", "day", "?4 = ?4 AND id = ?5"),
        })
        {
            var batch = new List<Change>();
            using var rows = new RawStatement(reader, $"SELECT {first}, {second}, {day}, t, model, tier, status, cost, currency, unpriced, {FactSchema.Tokens} FROM {table}");
            while (rows.Step())
            {
                var (model, at) = (models[(int)rows.Long(4)], rows.Long(3));
                var rated = model.Prices.Rate(at, (ServiceTier)rows.Long(5), (RequestStatus)rows.Long(6), Columns.Tokens(rows, 10), table == "bucket");
                if (rated.Total == rows.NullableLong(7) && rated.UnpricedTokens == rows.Long(9) && rated.Currency == codes[rows.Long(8)]) continue;
                batch.Add(new Change(rows.Long(0), rows.Long(1), (int?)rows.NullableLong(2) ?? PayerCalendar.DayOf(at, model.Zone), rated.Total, rated.Currency, rated.UnpricedTokens));
                if (batch.Count < EventWriter.BatchRows) continue;
                changed += Write(writer, table, where, batch, cancellation);
            }
            changed += Write(writer, table, where, batch, cancellation);
        }
        Finish(writer, cancellation);
        return changed;
    }

    private long Write(SqliteConnection connection, string table, string where, List<Change> batch, CancellationToken cancellation)
    {
        using var turn = database.Writer.Enter(cancellation);
        using var transaction = connection.BeginTransaction(deferred: false);
        using var update = new RawStatement(connection,
            $"UPDATE {table} SET cost = ?1, currency = (SELECT id FROM currency WHERE code = ?2), unpriced = ?3 WHERE {where}");
        using var currency = new RawStatement(connection, "INSERT OR IGNORE INTO currency (code) VALUES (?1)");
        using var mark = new RawStatement(connection, "INSERT OR IGNORE INTO stale_day VALUES (?1, ?2)");
        foreach (var change in batch)
        {
            var code = System.Text.Encoding.UTF8.GetBytes(change.Currency);
            currency.Bind(1, code);
            currency.Execute();
            update.Bind(1, change.Cost);
            update.Bind(2, code);
            update.Bind(3, change.Unpriced);
            update.Bind(4, change.First);
            update.Bind(5, change.Second);
            update.Execute();
            mark.Bind(1, NoImport);
            mark.Bind(2, (long)change.Day);
            mark.Execute();
        }
        transaction.Commit();
        var count = batch.Count;
        batch.Clear();
        return count;
    }

    private void Finish(SqliteConnection connection, CancellationToken cancellation) =>
        new Publication(database, calendar).SumMarkedDays(connection, NoImport, cancellation);
}

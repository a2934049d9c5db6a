using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Storage;

/// <summary>Keeps the day rollup: adds an import's sums, or sums whole days anew. Runs inside of the caller's transaction.</summary>
internal sealed class DayRollup(SqliteConnection connection, PayerCalendar calendar)
{
    /// <summary>Days summed in one scan: bounds the memory.</summary>
    private const int DaysAtOnce = 16;

    private static readonly string Upsert = $"""
        INSERT INTO day (day, subject, model, tier, currency, requests, cost, unpriced, {FactSchema.Tokens})
        VALUES ({string.Join(", ", Enumerable.Range(1, 8 + TokenKindInfo.Count).Select(n => $"?{n}"))})
        ON CONFLICT DO UPDATE SET requests = requests + excluded.requests, cost = cost + excluded.cost, unpriced = unpriced + excluded.unpriced,
        {string.Join(", ", FactSchema.TokenColumns.Select(name => $"{name} = {name} + excluded.{name}"))}
        """;

    /// <summary>Adds sums whose keys are stored ids.</summary>
    public void Add(IEnumerable<KeyValuePair<DayKey, DayDelta>> sums)
    {
        using var upsert = new RawStatement(connection, Upsert);
        foreach (var (key, sum) in sums)
        {
            upsert.Bind(1, (long)key.Day);
            upsert.Bind(2, (long)key.Subject);
            upsert.Bind(3, (long)key.Model);
            upsert.Bind(4, (long)key.Tier);
            upsert.Bind(5, (long)key.Currency);
            upsert.Bind(6, sum.Requests);
            upsert.Bind(7, sum.Cost);
            upsert.Bind(8, sum.Unpriced);
            Columns.Bind(upsert, 9, sum.Tokens);
            upsert.Execute();
        }
    }

    /// <summary>Sums whole days from the requests and live buckets of visible imports.</summary>
    /// <param name="hidden">Imports whose rows do not count.</param>
    public void Recompute(IEnumerable<int> days, IReadOnlySet<long> hidden)
    {
        var zones = ModelZones.Read(connection, calendar);
        foreach (var run in Runs(days))
        {
            using (var delete = new RawStatement(connection, "DELETE FROM day WHERE day >= ?1 AND day < ?2"))
            {
                delete.Bind(1, (long)run.From);
                delete.Bind(2, (long)run.To);
                delete.Execute();
            }
            var sums = new Dictionary<DayKey, DayDelta>();
            SumRequests(run, hidden, zones, sums);
            SumBuckets(run, sums);
            Add(sums.OrderBy(sum => sum.Key));
        }
    }

    private void SumRequests((int From, int To) run, IReadOnlySet<long> hidden, IReadOnlyDictionary<int, TimeZoneInfo> zones, Dictionary<DayKey, DayDelta> sums)
    {
        using var rows = new RawStatement(connection,
            $"SELECT t, subject, model, tier, currency, import, cost, unpriced, {FactSchema.Tokens} FROM usage WHERE t >= ?1 AND t < ?2");
        rows.Bind(1, PayerCalendar.StartMs(run.From) - PayerCalendar.WidestOffsetMs);
        rows.Bind(2, PayerCalendar.StartMs(run.To) + PayerCalendar.WidestOffsetMs);
        while (rows.Step())
        {
            var model = (int)rows.Long(2);
            var day = PayerCalendar.DayOf(rows.Long(0), zones[model]);
            if (day < run.From || day >= run.To || hidden.Contains(rows.Long(5))) continue;
            var key = new DayKey(day, (int)rows.Long(1), model, (ServiceTier)rows.Long(3), (int)rows.Long(4));
            CollectionsMarshal.GetValueRefOrAddDefault(sums, key, out _)
                .Add(Columns.Tokens(rows, 8), 1, rows.NullableLong(6), rows.Long(7));
        }
    }

    private void SumBuckets((int From, int To) run, Dictionary<DayKey, DayDelta> sums)
    {
        using var rows = new RawStatement(connection,
            $"SELECT day, subject, model, tier, currency, requests, cost, unpriced, {FactSchema.Tokens} FROM bucket WHERE live = 1 AND day >= ?1 AND day < ?2");
        rows.Bind(1, (long)run.From);
        rows.Bind(2, (long)run.To);
        while (rows.Step())
        {
            var key = new DayKey((int)rows.Long(0), (int)rows.Long(1), (int)rows.Long(2), (ServiceTier)rows.Long(3), (int)rows.Long(4));
            CollectionsMarshal.GetValueRefOrAddDefault(sums, key, out _)
                .Add(Columns.Tokens(rows, 8), rows.Long(5), rows.NullableLong(6), rows.Long(7));
        }
    }

    private static IEnumerable<(int From, int To)> Runs(IEnumerable<int> days)
    {
        (int From, int To)? run = null;
        foreach (var day in days.Distinct().Order())
        {
            if (run is { } open && open.To == day && day - open.From < DaysAtOnce) run = (open.From, day + 1);
            else
            {
                if (run is { } done) yield return done;
                run = (day, day + 1);
            }
        }
        if (run is { } last) yield return last;
    }
}

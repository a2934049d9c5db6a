using System.Diagnostics;
using TokenSpend.Core.Ledger;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;

namespace TokenSpend.Bench;

/// <summary>Load, memory and query times of the cube.</summary>
internal static class CubeBench
{
    private const int Repeats = 25;
    private const int Readers = 8;

    public static int Run(int dayRows)
    {
        var year = new SyntheticYear(dayRows);
        var lookups = year.Lookups;
        var before = Memory();
        var (cube, ledger, columns) = Load(year, lookups);
        Console.WriteLine($"rows {cube.Segments.Sum(segment => segment.Count):N0}");
        Console.WriteLine($"ledger (with making the rows) {ledger.TotalSeconds:F2} s, columns {columns.TotalSeconds:F2} s, memory {(Memory() - before) >> 20} MB");

        var queries = Queries().ToList();
        foreach (var (_, query) in queries) cube.Query(query, Convert);
        Console.WriteLine($"{"query",-44} {"rows",8} {"best",7} {"p50",7} {"p95",7} {"cpu",7} {"KB",7}   8 readers {"p50",7} {"p95",7} ms");
        var paused = GC.GetTotalPauseDuration();
        var (alone, shared) = (new List<double>(), new List<double>());
        foreach (var (name, query) in queries)
        {
            var count = 0;
            var (cpu, allocated) = (Environment.CpuUsage.TotalTime, GC.GetAllocatedBytesForCurrentThread());
            List<double> own = [.. Enumerable.Range(0, Repeats).Select(_ => Time(() => count = cube.Query(query, Convert).Rows.Count))];
            // Says more than the clock where other work shares the machine.
            var each = (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / Repeats;
            var kilobytes = (GC.GetAllocatedBytesForCurrentThread() - allocated) / 1024 / Repeats;
            var together = Together(cube, query);
            alone.AddRange(own);
            shared.AddRange(together);
            Console.WriteLine($"{name,-44} {count,8:N0} {At(own, 0),7:F1} {At(own, 50),7:F1} {At(own, 95),7:F1} {each,7:F1} {kilobytes,7:N0}             {At(together, 50),7:F1} {At(together, 95),7:F1}");
        }
        Console.WriteLine($"{"all",-44} {"",8} {"",7} {At(alone, 50),7:F1} {At(alone, 95),7:F1} {"",7} {"",7}             {At(shared, 50),7:F1} {At(shared, 95),7:F1}");
        Console.WriteLine($"collections {GC.CollectionCount(0)}, of these full {GC.CollectionCount(2)}; readers waited {(GC.GetTotalPauseDuration() - paused).TotalMilliseconds:N0} ms for them");
        return 0;
    }

    /// <summary>Apart from the rest, so that no ledger outlives it.</summary>
    public static (SpendCube Cube, TimeSpan Ledger, TimeSpan Columns) Load(SyntheticYear year, SpendLookups lookups)
    {
        var segments = new List<MonthSegment>();
        var (ledger, columns) = (TimeSpan.Zero, TimeSpan.Zero);
        for (var i = 0; i < 12; i++)
        {
            var watch = Stopwatch.StartNew();
            var month = year.Ledger(i, lookups);
            ledger += watch.Elapsed;
            watch.Restart();
            segments.Add(MonthSegment.Open(month));
            columns += watch.Elapsed;
        }
        return (new SpendCube(segments, lookups), ledger, columns);
    }

    private static IEnumerable<(string Name, SpendQuery Query)> Queries()
    {
        var year = SyntheticYear.Year;
        yield return ("total", Ask(year));
        yield return ("department", Ask(year, Dimension.Department));
        yield return ("month x department", Ask(year, Dimension.Month, Dimension.Department));
        yield return ("department x application x model", Ask(year, Dimension.Department, Dimension.Application, Dimension.Model));
        yield return ("day", Ask(year, Dimension.Day));
        yield return ("day x department", Ask(year, Dimension.Day, Dimension.Department));
        yield return ("day x model", Ask(year, Dimension.Day, Dimension.Model));
        yield return ("day x department where model", Ask(year, Dimension.Day, Dimension.Department) with { Where = [new Filter(Dimension.Model, ["model-1", "model-2", "model-3"])] });
        yield return ("user", Ask(year, Dimension.User));
        yield return ("key x model", Ask(year, Dimension.Key, Dimension.Model));
        yield return ("metered, day x provider", Ask(year, Dimension.Day, Dimension.Provider) with { Measure = Measure.Metered });
        yield return ("billed, month x issuer", Ask(year, Dimension.Month, Dimension.Issuer) with { Measure = Measure.Billed });
        yield return ("department x model, odd days", Ask(new Period(year.From.AddDays(10), year.To.AddDays(-11)), Dimension.Department, Dimension.Model));
        yield return ("department, in EUR", Ask(year, Dimension.Department) with { Currency = "EUR" });
    }

    private static SpendQuery Ask(Period days, params Dimension[] by) => new(days, by, Measure.Attributed, Scope.Ai, []);

    private static Converted? Convert(Money amount, DateOnly day) =>
        new Converted(new Money(Nano.DivideHalfEven((Int128)amount.Nanos * 9, 10), "EUR"), 0.9m, day);

    /// <summary>Readers that ask again as soon as they are answered, through the product's own line.</summary>
    private static List<double> Together(SpendCube cube, SpendQuery query)
    {
        using var turns = new QueryTurns();
        async Task<List<double>> ReadAsync()
        {
            var times = new List<double>();
            for (var i = 0; i < 8; i++)
            {
                var watch = Stopwatch.StartNew();
                await turns.RunAsync(() => cube.Query(query, Convert), CancellationToken.None);
                times.Add(watch.Elapsed.TotalMilliseconds);
            }
            return times;
        }
        return [.. Task.WhenAll(Enumerable.Range(0, Readers).Select(_ => ReadAsync())).GetAwaiter().GetResult().SelectMany(times => times)];
    }

    private static double Time(Action act)
    {
        var watch = Stopwatch.StartNew();
        act();
        return watch.Elapsed.TotalMilliseconds;
    }

    private static double At(List<double> times, int percent) => times.Order().ElementAt((times.Count - 1) * percent / 100);

    private static long Memory() => GC.GetTotalMemory(forceFullCollection: true);
}

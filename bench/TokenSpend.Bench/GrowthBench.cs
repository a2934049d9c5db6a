using System.Diagnostics;
using System.Globalization;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Storage;

namespace TokenSpend.Bench;

/// <summary>What an import costs as the file and the database grow, and how long a click's write waits while one runs.</summary>
internal static class GrowthBench
{
    private const int Year = 365;

    /// <param name="lines">Of the file that is compared; the large one has ten times as many, the full database twenty times.</param>
    public static int Run(int lines)
    {
        var folder = Directory.CreateTempSubdirectory("tokenspend-bench-").FullName;
        try
        {
            string At(string name) => Path.Combine(folder, name);
            ImportBench.WriteLog(At("one"), lines, firstDay: -Year, days: Year);
            ImportBench.WriteLog(At("ten"), 10 * lines, firstDay: 1 - Year, days: Year);
            ImportBench.WriteLog(At("more"), 10 * lines, firstDay: 2 - Year, days: Year);
            ImportBench.WriteLog(At("fresh"), lines, firstDay: 3, days: 14);
            ImportBench.WriteLog(At("late"), lines, firstDay: 3 - Year, days: Year, isShuffled: true);

            Measure(At("warm"), At("one"));
            var one = Measure(At("small"), At("one"));
            Say($"{lines:N0} requests: {one.Seconds:0.0} s");
            var ten = Measure(At("full"), At("ten"));
            Say($"ten times the requests: {ten.Seconds:0.0} s, {ten.Seconds / one.Seconds:0.0} x the time (aimed at: 11)");
            Say($"a small write meanwhile, {ten.Waits.Count} of them: p50 {Quantile(ten.Waits, 0.5):0} ms, p95 {Quantile(ten.Waits, 0.95):0} ms, longest {ten.Waits[^1]:0} ms (aimed at: p95 150)");
            Measure(At("full"), At("more"));
            var empty = Measure(At("empty"), At("fresh"));
            var fresh = Measure(At("full"), At("fresh"));
            Say($"fresh requests: {empty.Seconds:0.0} s into an empty database, {fresh.Seconds:0.0} s into one of {20 * lines:N0}: {fresh.Seconds / empty.Seconds:0.0} x (aimed at: 1.5)");
            var late = Measure(At("full"), At("late"));
            Say($"late requests of the whole year, in no order: {late.Seconds:0.0} s, {late.Seconds / empty.Seconds:0.0} x (aimed at: 5)");
            Say($"peak {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MB");
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        static double Quantile(List<double> sorted, double share) => sorted[(int)(share * (sorted.Count - 1))];
    }

    /// <summary>Imports, while a setting is written every few milliseconds, as clicks do.</summary>
    private static (double Seconds, List<double> Waits) Measure(string dataDirectory, string log)
    {
        var company = new Company(dataDirectory);
        company.Seed();
        using var database = new Database(dataDirectory);
        database.Migrate();
        var imports = new Imports(database, company, TimeProvider.System);
        var id = imports.EnqueueAsync(new ImportRequest(log, "gateway.ndjson"), CancellationToken.None).GetAwaiter().GetResult();
        var watch = Stopwatch.StartNew();
        var run = Task.Run(() => imports.RunAsync(id, CancellationToken.None));
        List<double> waits = [];
        while (!run.Wait(100))
        {
            var asked = Stopwatch.GetTimestamp();
            database.SetSetting("bench", watch.ElapsedMilliseconds.ToString(CultureInfo.InvariantCulture));
            waits.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
        }
        var seconds = watch.Elapsed.TotalSeconds;
        waits.Sort();
        return (seconds, waits);
    }

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}

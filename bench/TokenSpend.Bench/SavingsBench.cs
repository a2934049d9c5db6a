using System.Diagnostics;
using System.Globalization;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Storage;

namespace TokenSpend.Bench;

/// <summary>The hints' pass over thirty days of requests, and over one day more.</summary>
internal static class SavingsBench
{
    private const int Days = 30;
    private const int Keys = 3000;

    /// <summary>The logs are written and imported by other processes: their memory is not ours.</summary>
    public static int Run(int requests)
    {
        var folder = Directory.CreateTempSubdirectory("tokenspend-bench-").FullName;
        try
        {
            Grow(folder, requests, 0, Days, Keys);
            Measure(folder, $"{requests:N0} requests");
            Grow(folder, requests / Days, Days, 1, Keys);
            Measure(folder, "one day more");
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public static int Load(string folder, string log)
    {
        ImportBench.Import(folder, log);
        return 0;
    }

    internal static void Grow(string folder, int requests, int firstDay, int days, int keys)
    {
        var log = Path.Combine(folder, $"log-{firstDay}.ndjson");
        ImportBench.WriteLog(log, requests, firstDay, days, keys);
        using var load = Process.Start(Environment.ProcessPath!, [Environment.GetCommandLineArgs()[0], "load", Path.Combine(folder, "data"), log]);
        load.WaitForExit();
        if (load.ExitCode != 0) throw new InvalidOperationException("The log could not be imported.");
        File.Delete(log);
    }

    private static void Measure(string folder, string what)
    {
        var data = Path.Combine(folder, "data");
        using var database = new Database(data);
        using var savings = new SavingsReports(database, new Company(data), TimeProvider.System);
        var process = Process.GetCurrentProcess();
        var (cpu, watch) = (process.TotalProcessorTime, Stopwatch.StartNew());
        var folded = savings.RefreshAsync(CancellationToken.None).GetAwaiter().GetResult();
        watch.Stop();
        process.Refresh();
        var found = savings.SummaryAsync(Viewer.Everything, CancellationToken.None).GetAwaiter().GetResult().Findings.Count;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what}: {folded} days folded in {watch.Elapsed.TotalSeconds:0.00} s ({(process.TotalProcessorTime - cpu).TotalSeconds:0.00} CPU s), {found} findings, peak {process.PeakWorkingSet64 >> 20} MB"));
    }
}

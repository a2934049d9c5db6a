using System.Diagnostics;
using System.Globalization;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Pricing;
using TokenSpend.Core.Storage;

namespace TokenSpend.Bench;

/// <summary>A price book in which every price is another: its preview over all requests, and rating them anew.</summary>
internal static class ReRateBench
{
    private const int Days = 30;
    private const int Keys = 3000;

    /// <summary>The log is written and imported by another process: its memory is not ours.</summary>
    public static int Run(int requests)
    {
        var folder = Directory.CreateTempSubdirectory("tokenspend-bench-").FullName;
        try
        {
            SavingsBench.Grow(folder, requests, 0, Days, Keys);
            var data = Path.Combine(folder, "data");
            using var database = new Database(data);
            var company = new Company(data);
            var (books, rating, before) = (new PriceBookFiles(company, TimeProvider.System), new ReRating(database, company), company.Rules.Prices);
            rating.CatchUpAsync(CancellationToken.None).GetAwaiter().GetResult();
            var edition = Path.Combine(folder, "prices.csv");
            var rows = books.Read("list").Current.Select(row => row with { NanosPerMillion = [.. row.NanosPerMillion.Select(price => price * 2)] }).ToList();
            File.WriteAllText(edition, PriceFileWriter.Write(rows));
            var prepared = books.Prepare(edition, "list");
            Measure("preview", requests, () => rating.PreviewAsync(prepared.Book, prepared.Merged, CancellationToken.None).GetAwaiter().GetResult().Records);
            books.TakeOver(prepared);
            Measure("re-rating", requests, () => rating.RunAsync(before, CancellationToken.None).GetAwaiter().GetResult());
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Measure(string what, int requests, Func<long> run)
    {
        var process = Process.GetCurrentProcess();
        var (cpu, watch) = (process.TotalProcessorTime, Stopwatch.StartNew());
        var changed = run();
        watch.Stop();
        process.Refresh();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what}: {changed:N0} of {requests:N0} requests in {watch.Elapsed.TotalSeconds:0.00} s ({(process.TotalProcessorTime - cpu).TotalSeconds:0.00} CPU s), peak {process.PeakWorkingSet64 >> 20} MB"));
    }
}

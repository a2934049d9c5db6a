using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace TokenSpend.Bench;

/// <summary>A large bill: each line a charge of its own, in the columns of FOCUS.</summary>
internal static class BillBench
{
    private const string Header = "BilledCost,BillingAccountId,BillingAccountName,BillingCurrency,BillingPeriodEnd,BillingPeriodStart,ChargeCategory,ChargeClass,ChargeDescription,ChargeFrequency,ChargePeriodEnd,ChargePeriodStart,ConsumedQuantity,ConsumedUnit,EffectiveCost,InvoiceIssuerName,ListCost,ProviderName,PublisherName,RegionId,ResourceId,ServiceCategory,ServiceName,SkuId,SkuPriceId,SubAccountId,SubAccountName,Tags";

    public static int Run(int lines)
    {
        var folder = Directory.CreateTempSubdirectory("tokenspend-bench-").FullName;
        try
        {
            var (small, large) = (Path.Combine(folder, "small.csv"), Path.Combine(folder, "large.csv"));
            Write(small, lines / 20);
            Write(large, lines);
            ImportBench.Import(Path.Combine(folder, "warm"), small, "bill.csv");
            var process = Process.GetCurrentProcess();
            var (cpu, watch) = (process.TotalProcessorTime, Stopwatch.StartNew());
            ImportBench.Import(Path.Combine(folder, "data"), large, "bill.csv");
            watch.Stop();
            process.Refresh();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{lines:N0} lines of {new FileInfo(large).Length / lines} bytes: {lines / watch.Elapsed.TotalSeconds / 1000:0} k lines/s, {(process.TotalProcessorTime - cpu).TotalSeconds * 1_000_000 / lines:0.0} CPU s per million, peak {process.PeakWorkingSet64 >> 20} MB"));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A month of 300 projects: a line for each project, day, price and key.</summary>
    private static void Write(string path, int lines)
    {
        var random = new Random(1);
        string[] models = ["gpt-5", "gpt-5-mini", "gpt-4o", "gpt-4o-mini", "o3", "gpt-5-nano"];
        string[] kinds = ["input", "cached input", "output"];
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(false), 1 << 20);
        file.WriteLine(Header);
        for (var i = 0; i < lines; i++)
        {
            var (project, model, kind, day) = (i % 300, models[i / 300 % models.Length], kinds[i / 1800 % kinds.Length], 1 + (i / 5400 % 30));
            var (from, to) = ($"2026-10-{day:00}T00:00:00Z", day < 30 ? $"2026-10-{day + 1:00}T00:00:00Z" : "2026-10-31T00:00:00Z");
            var (quantity, cost) = (random.Next(1000, 9_000_000), $"0.{random.Next(1, 999_999_999):000000000}");
            file.WriteLine($$$"""{{{cost}}},acct-1,Main,USD,2026-11-01T00:00:00Z,2026-10-01T00:00:00Z,Usage,,"{{{model}}} {{{kind}}}, per million tokens",Usage-Based,{{{to}}},{{{from}}},{{{quantity}}},Tokens,{{{cost}}},OpenAI,{{{cost}}},OpenAI,OpenAI,global,key-{{{i}}},AI and Machine Learning,OpenAI API,{{{model}}},{{{model}}}-{{{kind}}},proj-{{{project}}},Project {{{project}}},"{""app"": ""app-{{{project % 25}}}"", ""env"": ""prod""}" """.TrimEnd());
        }
    }
}

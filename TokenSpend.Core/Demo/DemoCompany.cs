using System.Text;
using TokenSpend.Core.Pricing;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Demo;

/// <summary>A file to import.</summary>
/// <param name="Source">Label to import it under.</param>
public sealed record DemoFile(FileInfo File, string Source);

/// <summary>What was written.</summary>
/// <param name="Imports">Bills first; the order does not matter to the result.</param>
/// <param name="Rules">attribution.csv and directory.csv, for the rules folder.</param>
public sealed record DemoFiles(IReadOnlyList<DemoFile> Imports, IReadOnlyList<FileInfo> Rules);

/// <summary>Writes an invented company as files in the real formats: what a demo shows went the way that real files go.</summary>
/// <remarks>
/// The same end date gives the same bytes. Twelve whole months, billed, and the running one up to yesterday; two gateways, cost reports,
/// bills, a direct workspace, a night on which an agent ran away, a day that no gateway logged, keys of nobody and a model without price.
/// </remarks>
public static class DemoCompany
{
    /// <summary>A month of the first gateway that comes as CSV: months before the running one.</summary>
    private const int CsvMonth = -9;

    private static readonly string[] Gateways = ["gateway-eu", "gateway-asia"];

    /// <param name="folder">Created; files of the same names are replaced.</param>
    /// <param name="today">The last day is the one before.</param>
    /// <param name="books">Prices that bills and the gateways' own estimates follow.</param>
    /// <param name="progress">Share done, 0 to 1.</param>
    public static DemoFiles Write(DirectoryInfo folder, DateOnly today, PriceBooks books, IProgress<double>? progress = null) =>
        Write(folder, today, (provider, model, at, tokens) => Price(books, provider, model, at, tokens), progress);

    /// <inheritdoc cref="Write(DirectoryInfo, DateOnly, PriceBooks, IProgress{double}?)"/>
    internal static DemoFiles Write(DirectoryInfo folder, DateOnly today, ListPrice price, IProgress<double>? progress = null)
    {
        var calendar = new DemoCalendar(today);
        var prices = new DemoPrices(price, calendar.Days);
        var (logs, tally) = WriteLogs(folder, calendar, prices, progress);
        var bills = WriteBills(folder, new DemoBills(calendar, tally, prices));
        FileInfo[] rules =
        [
            WriteText(folder, "rules/attribution.csv", DemoRules.WriteAttribution),
            WriteText(folder, "rules/directory.csv", file => DemoRules.WriteDirectory(file, calendar)),
        ];
        progress?.Report(1);
        return new DemoFiles([.. bills, .. logs], rules);
    }

    private static (long Nanos, string Currency)? Price(PriceBooks books, string provider, string model, DateTime at, in TokenCounts tokens)
    {
        var atMs = (long)(at - DateTime.UnixEpoch).TotalMilliseconds;
        var rated = books.For(provider, model).Rate(atMs, ServiceTier.Standard, RequestStatus.Ok, tokens, isBucket: false);
        return rated is { Total: { } total, UnpricedTokens: 0 } ? (total, rated.Currency) : null;
    }

    private static (List<DemoFile> Files, DemoTally Tally) WriteLogs(
        DirectoryInfo folder, DemoCalendar calendar, DemoPrices prices, IProgress<double>? progress)
    {
        // On the first of a month the running one has no day yet, and an empty file is no log.
        Month[] months = [.. calendar.Months.Where(month => !calendar.DaysOf(month).IsEmpty)];
        var pieces = new GatewayPieces();
        var traffic = new DemoTraffic(calendar);
        var files = new DemoFile[months.Length * Gateways.Length];
        var tally = new DemoTally();
        var done = 0;
        Parallel.For(0, months.Length, at =>
        {
            var mine = new DemoTally();
            for (var gateway = 0; gateway < Gateways.Length; gateway++)
                files[at * Gateways.Length + gateway] = new DemoFile(LogFile(folder, gateway, months[at], calendar), Gateways[gateway]);
            WriteMonth(calendar, months[at], [.. files.Skip(at * Gateways.Length).Take(Gateways.Length)], traffic, pieces, prices, mine);
            lock (tally) tally.Add(mine);
            // The logs are nearly all of the bytes.
            progress?.Report(0.9 * Interlocked.Increment(ref done) / months.Length);
        });
        return ([.. files], tally);
    }

    private static void WriteMonth(
        DemoCalendar calendar, Month month, DemoFile[] files, DemoTraffic traffic, GatewayPieces pieces, DemoPrices prices, DemoTally tally)
    {
        var lines = files.Select(file => new Utf8Lines(file.File.Create())).ToArray();
        try
        {
            bool[] asCsv = [.. files.Select(file => file.File.Extension == ".csv")];
            for (var i = 0; i < lines.Length; i++)
                if (asCsv[i]) GatewayLog.WriteHeader(lines[i]);
            var days = calendar.DaysOf(month);
            for (var day = days.From; day < days.To; day = day.AddDays(1))
                foreach (var request in traffic.On(day))
                {
                    tally.Add(request);
                    var application = DemoApplication.All[request.Application];
                    if (application.IsDirect || day == calendar.MissingDay) continue;
                    var claim = request.Status == DemoStatus.Ok ? prices.ClaimNanoUsd(request.Model, day, request.Tokens) : 0;
                    if (asCsv[application.Gateway]) GatewayLog.WriteCsv(lines[application.Gateway], request, pieces, claim);
                    else GatewayLog.WriteJson(lines[application.Gateway], request, pieces, claim);
                }
        }
        finally
        {
            foreach (var file in lines) file.Dispose();
        }
    }

    private static FileInfo LogFile(DirectoryInfo folder, int gateway, Month month, DemoCalendar calendar)
    {
        var ending = gateway == 0 && month == calendar.Running.Add(CsvMonth) ? "csv" : "ndjson";
        return FileOf(folder, $"{Gateways[gateway]}/spend-{month}.{ending}");
    }

    private static List<DemoFile> WriteBills(DirectoryInfo folder, DemoBills bills)
    {
        var files = new List<DemoFile>();
        foreach (var month in bills.Calendar.Months)
        {
            var isBilled = month < bills.Calendar.Running;
            var lived = bills.Calendar.DaysOf(month);
            if (!lived.IsEmpty) AddStream($"openai/usage-{month}.json", "openai", file => OpenAiFiles.WriteUsage(file, bills, lived));
            if ((isBilled ? lived : bills.Calendar.Reported) is { } reported)
            {
                AddText($"openai/cost-{month}.csv", "openai", file => OpenAiFiles.WriteCosts(file, bills, reported));
                AddText($"anthropic/cost-{month}.csv", "anthropic", file => AnthropicFiles.WriteCosts(file, bills, reported));
                // Not past the cost report: a usage report of one workspace would stand for all of the account on days without a better word.
                AddStream($"anthropic/research-usage-{month}.json", "anthropic", file => AnthropicFiles.WriteDirectUsage(file, bills, reported));
            }
            if (!isBilled) continue;
            AddText($"alibaba/bill-{month}.csv", "alibaba", file => AlibabaFile.Write(file, bills, month), Chinese);
            foreach (var (name, write) in CloudBills.Of(bills, month)) AddText($"focus/{name}-{month}.csv", name, write);
        }
        return files;

        void AddText(string name, string source, Action<TextWriter> write, Encoding? encoding = null) =>
            files.Add(new DemoFile(WriteText(folder, name, write, encoding), source));

        void AddStream(string name, string source, Action<Stream> write)
        {
            var path = FileOf(folder, name);
            using (var file = path.Create()) write(file);
            files.Add(new DemoFile(path, source));
        }
    }

    /// <summary>What the Chinese consoles write.</summary>
    private static Encoding Chinese => CodePagesEncodingProvider.Instance.GetEncoding("GB18030") ?? Encoding.UTF8;

    private static FileInfo WriteText(DirectoryInfo folder, string name, Action<TextWriter> write, Encoding? encoding = null)
    {
        var path = FileOf(folder, name);
        using var file = new StreamWriter(path.FullName, append: false, encoding ?? new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
        write(file);
        return path;
    }

    private static FileInfo FileOf(DirectoryInfo folder, string name)
    {
        var path = new FileInfo(Path.Combine([folder.FullName, .. name.Split('/')]));
        path.Directory?.Create();
        return path;
    }
}

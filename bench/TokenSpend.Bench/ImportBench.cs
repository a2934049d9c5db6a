using System.Diagnostics;
using System.Globalization;
using System.Text;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Storage;

namespace TokenSpend.Bench;

/// <summary>The whole path of a gateway log: read, archive, parse, rate, write, roll up, publish.</summary>
internal static class ImportBench
{
    /// <summary>Imports the log twice into a fresh data directory. The log was written by another process: its memory is not ours.</summary>
    public static int Run(string log)
    {
        var folder = Directory.CreateTempSubdirectory("tokenspend-bench-").FullName;
        try
        {
            var lines = File.ReadLines(log).Count();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{lines:N0} lines, {new FileInfo(log).Length / (double)lines:0} bytes a line"));
            var warm = Path.Combine(folder, "warm.ndjson");
            File.WriteAllLines(warm, File.ReadLines(log).Take(200_000));
            Import(Path.Combine(folder, "warm"), warm);
            foreach (var what in new[] { "first import", "same file again" }) Measure(folder, log, lines, what);
            var size = Directory.GetFiles(Path.Combine(folder, "data"), "tokenspend.db*").Sum(file => new FileInfo(file).Length);
            var archived = Directory.GetFiles(Path.Combine(folder, "data", "archive"), "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length) / 2;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"database {size / (double)lines:0} bytes a request, archive {archived / (double)lines:0}"));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Measure(string folder, string log, int lines, string what)
    {
        GC.Collect();
        var process = Process.GetCurrentProcess();
        var (cpu, watch) = (process.TotalProcessorTime, Stopwatch.StartNew());
        Import(Path.Combine(folder, "data"), log);
        watch.Stop();
        process.Refresh();
        var spent = (process.TotalProcessorTime - cpu).TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what}: {lines / watch.Elapsed.TotalSeconds / 1000:0} k requests/s, {spent * 1_000_000 / lines:0.0} CPU s per million, peak {process.PeakWorkingSet64 >> 20} MB"));
    }

    /// <summary>One import into a fresh data directory, after a warm one: its seconds on standard output.</summary>
    public static int Once(string log)
    {
        var folder = Directory.CreateTempSubdirectory("tokenspend-bench-").FullName;
        try
        {
            var warm = Path.Combine(folder, "warm.ndjson");
            File.WriteAllLines(warm, File.ReadLines(log).Take(200_000));
            Import(Path.Combine(folder, "warm"), warm);
            var watch = Stopwatch.StartNew();
            Import(Path.Combine(folder, "data"), log);
            Console.WriteLine(watch.Elapsed.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Imports the log into a data directory, a fresh or an old one.</summary>
    public static void Import(string dataDirectory, string log, string name = "gateway.ndjson")
    {
        var company = new Company(dataDirectory);
        company.Seed();
        using var database = new Database(dataDirectory);
        database.Migrate();
        var imports = new Imports(database, company, TimeProvider.System);
        var id = imports.EnqueueAsync(new ImportRequest(log, name), CancellationToken.None).GetAwaiter().GetResult();
        imports.RunAsync(id, CancellationToken.None).GetAwaiter().GetResult();
    }

    /// <summary>Reads and rates only, five times: what the parser's thread does.</summary>
    public static int Parse(string log)
    {
        var folder = Directory.CreateTempSubdirectory("tokenspend-bench-").FullName;
        try
        {
            var company = new Company(folder);
            company.Seed();
            using var database = new Database(folder);
            database.Migrate();
            var imports = new Imports(database, company, TimeProvider.System);
            for (var run = 0; run < 5; run++)
            {
                var process = Process.GetCurrentProcess();
                var (cpu, allocated) = (process.TotalProcessorTime, GC.GetTotalAllocatedBytes());
                var lines = imports.DryRun(new ImportRequest(log, "gateway.ndjson"), CancellationToken.None).Lines;
                process.Refresh();
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"parse: {(process.TotalProcessorTime - cpu).TotalSeconds * 1_000_000 / lines:0.00} CPU s per million, {(GC.GetTotalAllocatedBytes() - allocated) / (double)lines:0.0} bytes allocated a line"));
            }
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>LiteLLM lines of about 950 bytes, metadata as an object; a key's share falls with its number.</summary>
    /// <param name="firstDay">Counted from 1 October 2026; another first day makes other requests.</param>
    /// <param name="isShuffled">In no order of time.</param>
    public static int WriteLog(string path, int lines, int firstDay = 0, int days = 14, int keys = 300, bool isShuffled = false)
    {
        var random = new Random(firstDay + 1);
        string[] models = ["gpt-5", "gpt-5-mini", "gpt-4o", "gpt-4o-mini", "o3", "gpt-5-nano"];
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(false), 1 << 20);
        var start = new DateTime(2026, 10, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(firstDay);
        for (var i = 0; i < lines; i++)
        {
            var key = (int)Math.Pow(keys + 1, random.NextDouble());
            var (input, output) = (random.Next(50, 9000), random.Next(1, 900));
            var cached = random.Next(4) == 0 ? input / 2 : 0;
            var model = models[random.Next(models.Length)];
            var time = start.AddSeconds((isShuffled ? random.NextDouble() : (double)i / lines) * days * 86_400).ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
            file.WriteLine($$"""
                {"request_id":"chatcmpl-{{random.NextInt64():x16}}{{i:x8}}","session_id":"{{random.NextInt64():x16}}","call_type":"acompletion","api_key":"{{key:x64}}","cache_hit":"False","startTime":"{{time}}","endTime":"{{time}}","model":"{{model}}","user":"user-{{key % 500}}","team_id":"team-{{key % 20}}","organization_id":null,"metadata":{"user_api_key_alias":"key-{{key}}","user_api_key_team_alias":"Team {{key % 20}}","user_api_key_user_id":"user-{{key % 500}}","usage_object":{"prompt_tokens":{{input}},"completion_tokens":{{output}},"prompt_tokens_details":{"cached_tokens":{{cached}} } } },"cache_key":"off","spend":0.001234,"total_tokens":{{input + output}},"prompt_tokens":{{input}},"completion_tokens":{{output}},"request_tags":["app:app-{{key % 25}}","env:prod"],"end_user":"","api_base":"https://api.openai.com/v1","model_group":"{{model}}","model_id":"b9a1","requester_ip_address":"10.0.0.7","custom_llm_provider":"openai","messages":"{}","response":"{}","proxy_server_request":"{}","status":"success"}
                """);
        }
        return 0;
    }
}

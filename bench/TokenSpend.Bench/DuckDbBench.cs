using System.Diagnostics;
using System.Globalization;
using DuckDB.NET.Data;

namespace TokenSpend.Bench;

/// <summary>The import beside DuckDB reading the same fields of the same log into a table: no prices, no identity, no quarantine, no rollup.</summary>
internal static class DuckDbBench
{
    private const int Runs = 5;

    private const string Fields = """
        request_id, startTime, call_type, api_key, "user", team_id, model, custom_llm_provider, api_base, cache_hit, status, spend,
        prompt_tokens, completion_tokens, total_tokens, request_tags, metadata
        """;

    /// <summary>Types are told, not guessed: the fastest way that DuckDB has.</summary>
    private const string Types = """
        {request_id: 'VARCHAR', startTime: 'TIMESTAMP', call_type: 'VARCHAR', api_key: 'VARCHAR', user: 'VARCHAR', team_id: 'VARCHAR',
        model: 'VARCHAR', custom_llm_provider: 'VARCHAR', api_base: 'VARCHAR', cache_hit: 'VARCHAR', status: 'VARCHAR', spend: 'DOUBLE',
        prompt_tokens: 'BIGINT', completion_tokens: 'BIGINT', total_tokens: 'BIGINT', request_tags: 'VARCHAR[]',
        metadata: 'STRUCT(user_api_key_alias VARCHAR, user_api_key_team_alias VARCHAR, user_api_key_user_id VARCHAR,
            usage_object STRUCT(prompt_tokens BIGINT, completion_tokens BIGINT, prompt_tokens_details STRUCT(cached_tokens BIGINT)))'}
        """;

    /// <summary>Each in a process of its own and in turns, so that a busy moment of the machine falls on all of them.</summary>
    public static int Compare(string log)
    {
        var lines = File.ReadLines(log).Count();
        string[] what = ["import-once", "duckdb-memory", "duckdb-file"];
        var seconds = what.ToDictionary(name => name, _ => new List<double>());
        for (var run = 0; run < Runs; run++)
            foreach (var name in what) seconds[name].Add(Spawn(name, log));
        var ours = Median(seconds[what[0]]);
        foreach (var name in what)
        {
            var median = Median(seconds[name]);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{name}: {lines / median / 1000:0} k requests/s (median of {Runs}: {string.Join(", ", seconds[name].Select(each => (lines / each / 1000).ToString("0", CultureInfo.InvariantCulture)))}), import is {median / ours:0.00} x as fast"));
        }
        return 0;
    }

    /// <summary>Seconds on standard output.</summary>
    public static int Run(string log, bool inMemory)
    {
        var folder = Directory.CreateTempSubdirectory("tokenspend-bench-").FullName;
        try
        {
            Load(log, inMemory ? ":memory:" : Path.Combine(folder, "warm.duckdb"), "LIMIT 200000");
            var watch = Stopwatch.StartNew();
            Load(log, inMemory ? ":memory:" : Path.Combine(folder, "log.duckdb"), "");
            Console.WriteLine(watch.Elapsed.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Load(string log, string database, string limit)
    {
        using var connection = new DuckDBConnection($"Data Source={database}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SET threads = 2; CREATE TABLE log AS SELECT {Fields} FROM read_json('{log.Replace("'", "''", StringComparison.Ordinal)}', format = 'newline_delimited', columns = {Types}) {limit}; CHECKPOINT;";
        command.ExecuteNonQuery();
    }

    private static double Spawn(string what, string log)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [Environment.GetCommandLineArgs()[0], what, log]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var answer = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{what} failed: {answer}");
        return double.Parse(answer.Trim(), CultureInfo.InvariantCulture);
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}

using System.Diagnostics;
using Microsoft.Data.Sqlite;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Reporting;
using TokenSpend.Core.Spend;
using TokenSpend.Core.Storage;
using TokenSpend.Web;
using Xunit.Abstractions;

namespace TokenSpend.Tests.Operations;

/// <summary>Invariant 2 with a real process: killed anywhere, an import that is run again ends where an undisturbed one does.</summary>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private const int Lines = 200_000;
    private const int Kills = 10;

    private int _seenUnderWay;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tokenspend-kill-");

    private string Log => Path.Combine(_folder.FullName, "gateway.ndjson");

    [Fact]
    public void An_import_killed_ten_times_in_a_row_ends_where_an_undisturbed_one_does()
    {
        LogLines.Write(Log, Lines);
        var (calm, disturbed) = (Data("calm"), Data("disturbed"));
        var watch = Stopwatch.StartNew();
        using (var whole = Start(calm)) Assert.Equal(0, Finish(whole));
        var took = watch.Elapsed;
        var archived = Archived(calm);
        output.WriteLine($"Undisturbed: {took.TotalSeconds:0.0} s, archive {archived:N0} bytes");

        var seed = Environment.GetEnvironmentVariable("KILL_SEED") is { Length: > 0 } chosen ? int.Parse(chosen, null) : Random.Shared.Next();
        output.WriteLine($"Repeat these points with KILL_SEED={seed}");
        var random = new Random(seed);
        var hits = 0;
        for (var kill = 1; kill <= Kills; kill++)
        {
            // Most while it reads: once the archive of the file has grown so far. Every third a little after it was read, while the sums are made.
            var share = kill % 3 == 0 ? 1 : random.NextDouble();
            var later = kill % 3 == 0 ? random.Next(0, (int)(took.TotalMilliseconds / 20)) : random.Next(0, 20);
            hits += KilledAt(disturbed, (long)(archived * share), later) ? 1 : 0;
        }
        output.WriteLine($"{hits} of {Kills} kills hit a running import");
        Assert.True(_seenUnderWay > 0, "The job row never told how far an import was.");
        Assert.True(hits >= Kills / 2, $"Only {hits} of {Kills} kills hit a running import: the test shows nothing.");

        using (var last = Start(disturbed)) Assert.Equal(0, Finish(last));
        Assert.Equal(State(calm), State(disturbed));
        Assert.Equal(Rollup(calm), Rollup(disturbed));
        Assert.Equal(Requests(disturbed), Rollup(disturbed));
    }

    /// <summary>True if the import was still under way when the process died.</summary>
    private bool KilledAt(string data, long archived, int laterMs)
    {
        var before = Newest(data)?.LastWriteTimeUtc;
        using var process = Start(data);
        while (!process.HasExited && !(Newest(data) is { } now && now.LastWriteTimeUtc != before && now.Length >= archived)) process.WaitForExit(2);
        if (!process.HasExited) process.WaitForExit(laterMs);
        process.Kill();
        process.WaitForExit();
        var done = process.ExitCode == 0;
        output.WriteLine($"Killed at {archived:N0} bytes + {laterMs} ms: {(done ? "it was done already" : "under way")}, lines done, requests stored: {Progress(data)}");
        var progress = Progress(data).Split(' ').Select(count => long.Parse(count, null)).ToArray();
        Assert.True(progress[0] <= progress[1], "The job row runs ahead of the facts.");
        if (progress is [> 0, _] && !done) _seenUnderWay++;
        return !done;
    }

    private Process Start(string data)
    {
        var host = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
        var start = new ProcessStartInfo(host, [typeof(ServeApp).Assembly.Location, "import", Log, "--data-dir", data, "--source", "gw"])
        {
            // Nobody reads what a killed process says; the log file's name and the state of the store tell all.
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += (_, line) => Errors.Append(line.Data).Append('\n');
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>What another process reads of an unfinished import.</summary>
    private static string Progress(string data) => Sums(data, "SELECT LinesDone, (SELECT COUNT(*) FROM usage) FROM import ORDER BY Id DESC LIMIT 1");

    private System.Text.StringBuilder Errors { get; } = new();

    private int Finish(Process process)
    {
        process.WaitForExit();
        if (process.ExitCode != 0) output.WriteLine(Errors.ToString());
        return process.ExitCode;
    }

    private string Data(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>The archive that is being written, or was written last.</summary>
    private static FileInfo? Newest(string data)
    {
        var archive = new DirectoryInfo(Path.Combine(data, "archive"));
        return archive.Exists ? archive.EnumerateFiles("*", SearchOption.AllDirectories).MaxBy(file => file.LastWriteTimeUtc) : null;
    }

    private static long Archived(string data) => Newest(data)!.Length;

    private static string State(string data)
    {
        using var database = new Database(data);
        using var spend = new SpendReports(database, new Company(data), new FixedClock(TestPlace.Now));
        string Ask(Measure measure, params Dimension[] by) => SpendCsv.Of(spend.QueryAsync(Viewer.Everything,
            new SpendQuery(new Period(new(2026, 9, 1), new(2026, 12, 1)), by, measure, Scope.All, []), CancellationToken.None).GetAwaiter().GetResult());
        return string.Join('\n', Ask(Measure.Metered, Dimension.Day, Dimension.Model, Dimension.Key), Ask(Measure.Attributed, Dimension.Day, Dimension.Payer, Dimension.Subject));
    }

    private static string Rollup(string data) => Sums(data, "SELECT day, SUM(requests), SUM(input), SUM(cache_read), SUM(output), SUM(cost) FROM day GROUP BY day ORDER BY day");

    /// <summary>The same from the single requests; days of OpenAI are UTC.</summary>
    private static string Requests(string data) => Sums(data,
        $"SELECT t / 86400000 + {DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber}, COUNT(*), SUM(input), SUM(cache_read), SUM(output), SUM(cost) FROM usage GROUP BY 1 ORDER BY 1");

    private static string Sums(string data, string sql)
    {
        using var database = new Database(data);
        using var connection = database.OpenRead();
        using var command = new SqliteCommand(sql, connection);
        using var rows = command.ExecuteReader();
        var lines = new List<string>();
        while (rows.Read()) lines.Add(string.Join(' ', Enumerable.Range(0, rows.FieldCount).Select(rows.GetValue)));
        return string.Join('\n', lines);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}

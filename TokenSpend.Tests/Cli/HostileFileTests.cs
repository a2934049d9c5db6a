using System.Diagnostics;
using System.Text;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Storage;
using TokenSpend.Web;
using Xunit.Abstractions;

namespace TokenSpend.Tests.Cli;

/// <summary>The real import in a process that may use half a gigabyte: whatever the file, it ends, in words, and takes nothing along.</summary>
public sealed class HostileFileTests(ITestOutputHelper output) : IDisposable
{
    private const string HeapLimit = "0x20000000";

    /// <summary>Past it, something hangs.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tokenspend-hostile-");

    /// <summary>One process for all files of an ending: starting it costs more than most of them.</summary>
    public static TheoryData<string> Endings => [.. HostileFiles.All.Keys.Select(name => Path.GetExtension(name)).Distinct()];

    private string Data => Path.Combine(_folder.FullName, "data");

    [Theory, MemberData(nameof(Endings))]
    public async Task Hostile_files_end_in_words_and_nothing_else_is_lost(string ending)
    {
        var hostile = HostileFiles.All.Where(file => Path.GetExtension(file.Key) == ending).ToList();
        var paths = hostile.Select(file => Path.Combine(_folder.FullName, file.Key)).ToList();
        foreach (var (file, path) in hostile.Zip(paths)) file.Value.Write(path);
        var good = Path.Combine(_folder.FullName, "good.ndjson");
        await File.WriteAllTextAsync(good, Operations.LogLines.Line("good", new DateTime(2026, 10, 6, 8, 0, 0, DateTimeKind.Utc), "openai", "gpt-5", 100, 0, 5) + "\n");

        var answer = await ImportAsync([.. paths, good]);
        output.WriteLine($"{hostile.Count} files: exit {answer.Exit} after {answer.Took.TotalSeconds:0.0} s, {answer.PeakMegabytes:N0} MB");
        output.WriteLine(answer.Text);
        Assert.DoesNotContain("Unhandled exception", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", answer.Text, StringComparison.Ordinal);

        using var database = new Database(Data);
        using var company = database.OpenRead();
        foreach (var (name, (_, end, says)) in hostile)
        {
            Assert.Contains(says, answer.Text, StringComparison.Ordinal);
            var expected = end switch { 1 => $"State = {(int)ImportState.Failed}", 3 => $"State = {(int)ImportState.Done} AND Rejected > 0", _ => $"State = {(int)ImportState.Done} AND Rejected = 0" };
            Assert.True(1 == Database.Scalar(company, $"SELECT COUNT(*) FROM import WHERE (File = '{name}' OR File LIKE '{name}/%') AND {expected}"), $"{name}: expected {expected}");
        }
        // The next file of the same call is imported, whatever became of those before.
        Assert.Equal(1, Database.Scalar(company, $"SELECT COUNT(*) FROM import WHERE File = 'good.ndjson' AND State = {(int)ImportState.Done} AND Accepted = 1"));
        Assert.Equal(0, Database.Scalar(company, $"SELECT COUNT(*) FROM import WHERE State IN ({(int)ImportState.Running}, {(int)ImportState.Queued})"));
        Assert.Equal(0, Database.Scalar(company, $"SELECT COUNT(*) FROM usage WHERE import IN (SELECT Id FROM import WHERE State = {(int)ImportState.Failed})"));
        Assert.Empty(Directory.EnumerateFiles(Data, "*.part", SearchOption.AllDirectories));
    }

    private async Task<(int Exit, string Text, TimeSpan Took, long PeakMegabytes)> ImportAsync(string[] paths)
    {
        var host = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
        var start = new ProcessStartInfo(host, [typeof(ServeApp).Assembly.Location, "import", .. paths, "--data-dir", Data])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
            Environment = { ["DOTNET_GCHeapHardLimit"] = HeapLimit },
        };
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var texts = new[] { process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync() };
        long peak = 0;
        while (!process.WaitForExit(20))
        {
            peak = Math.Max(peak, WorkingSet(process));
            if (watch.Elapsed <= Longest) continue;
            process.Kill();
            Assert.Fail($"It did not end within {Longest.TotalSeconds:0} s.");
        }
        return (process.ExitCode, new StringBuilder().AppendJoin('\n', await Task.WhenAll(texts)).ToString(), watch.Elapsed, peak >> 20);
    }

    private static long WorkingSet(Process process)
    {
        try
        {
            process.Refresh();
            return process.WorkingSet64;
        }
        catch (InvalidOperationException)
        {
            return 0;
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);
}

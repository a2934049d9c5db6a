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

    /// <summary>Past it, it hangs; most end within seconds.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tokenspend-hostile-");

    public static TheoryData<string> Files => [.. HostileFiles.All.Keys];

    private string Data => Path.Combine(_folder.FullName, "data");

    [Theory, MemberData(nameof(Files))]
    public async Task Hostile_file_ends_in_words_and_nothing_else_is_lost(string name)
    {
        var (write, exit, says) = HostileFiles.All[name];
        var path = Path.Combine(_folder.FullName, name);
        write(path);
        var good = Path.Combine(_folder.FullName, "good.ndjson");
        await File.WriteAllTextAsync(good, Operations.LogLines.Line("good", new DateTime(2026, 10, 6, 8, 0, 0, DateTimeKind.Utc), "openai", "gpt-5", 100, 0, 5) + "\n");

        var answer = await ImportAsync(path, good);
        output.WriteLine($"{new FileInfo(path).Length:N0} bytes: exit {answer.Exit} after {answer.Took.TotalSeconds:0.0} s, {answer.PeakMegabytes:N0} MB");
        output.WriteLine(answer.Text);
        Assert.DoesNotContain("Unhandled exception", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", answer.Text, StringComparison.Ordinal);
        Assert.Equal(exit, answer.Exit);
        Assert.Contains(says, answer.Text, StringComparison.Ordinal);

        // The next file of the same call is imported, whatever became of the first.
        using var database = new Database(Data);
        using var company = database.OpenRead();
        Assert.Equal(1, Database.Scalar(company, $"SELECT COUNT(*) FROM import WHERE File = 'good.ndjson' AND State = {(int)ImportState.Done} AND Accepted = 1"));
        Assert.Equal(0, Database.Scalar(company, $"SELECT COUNT(*) FROM import WHERE State IN ({(int)ImportState.Running}, {(int)ImportState.Queued})"));
        Assert.Equal(0, Database.Scalar(company, $"SELECT COUNT(*) FROM usage WHERE import IN (SELECT Id FROM import WHERE State = {(int)ImportState.Failed})"));
        Assert.Empty(Directory.EnumerateFiles(Data, "*.part", SearchOption.AllDirectories));
    }

    private async Task<(int Exit, string Text, TimeSpan Took, long PeakMegabytes)> ImportAsync(params string[] paths)
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

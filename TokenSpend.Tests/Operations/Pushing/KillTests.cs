using System.Diagnostics;
using System.Net;
using System.Text;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Operations.Importing;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Reporting;
using TokenSpend.Core.Spend;
using TokenSpend.Core.Storage;
using TokenSpend.Tests.Cli;
using TokenSpend.Web;
using Xunit.Abstractions;

namespace TokenSpend.Tests.Operations.Pushing;

/// <summary>A real site that is killed while gateways push: what it acknowledged is there, once.</summary>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private const int Kills = 4;
    private const int PushesARound = 40;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Terminal _terminal = new();
    private readonly List<Process> _sites = [];

    [Fact]
    public async Task Acknowledged_pushes_are_never_lost_and_never_doubled_when_the_site_is_killed()
    {
        var key = (await _terminal.RunAsync("keys", "add", "gateway", "--source", "gw")).Output.Trim();
        var log = _terminal.Write("gateway.ndjson", "");
        LogLines.Write(log, Kills * PushesARound * 20);
        var bodies = (await File.ReadAllLinesAsync(log)).Chunk(20).Select(lines => string.Join('\n', lines)).ToArray();

        List<string> acknowledged = [], unknown = [];
        var betweenSpoolAndImport = 0;
        for (var round = 0; round < Kills; round++)
        {
            var (site, address) = await StartAsync();
            using var http = Client(address, key);
            var sending = bodies.Skip(round * PushesARound).Take(PushesARound).ToArray();
            var answered = 0;
            var enough = Random.Shared.Next(PushesARound / 4, PushesARound * 3 / 4);
            await Parallel.ForEachAsync(sending, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (body, cancellation) =>
            {
                // Half of the gateways wait for the balance.
                var status = await PushAsync(http, body, isPatient: answered % 2 == 0);
                lock (acknowledged) (status is HttpStatusCode.OK or HttpStatusCode.Accepted ? acknowledged : unknown).Add(body);
                if (Interlocked.Increment(ref answered) == enough) site.Kill();
            });
            await site.WaitForExitAsync();
            var left = Directory.EnumerateFiles(Path.Combine(_terminal.DataDirectory, "spool", "push"), "*", SearchOption.AllDirectories).Count(file => !file.EndsWith(".part", StringComparison.Ordinal));
            betweenSpoolAndImport += left > 0 ? 1 : 0;
            output.WriteLine($"Killed after {enough} answers; {left} pushes lay in the spool");
        }
        Assert.True(betweenSpoolAndImport > 0, "No kill hit a push between spool and import: the test shows nothing.");

        var (_, last) = await StartAsync();
        using (var http = Client(last, key))
        {
            foreach (var body in acknowledged)
            {
                var report = await BalanceAsync(http, body);
                Assert.Equal((20, 0, 20), (report.Lines, report.Accepted, report.Duplicates));
            }
            // A gateway sends again what was not acknowledged.
            foreach (var body in unknown) await BalanceAsync(http, body);
        }
        using var calm = new TestPlace();
        await calm.ImportAsync(log, "gw");
        Assert.Equal(State(calm.Folder), State(_terminal.DataDirectory));
        using var disturbed = new Database(_terminal.DataDirectory);
        using var connection = disturbed.OpenRead();
        Assert.Equal(bodies.Length * 20L, Database.Scalar(connection, "SELECT COUNT(*) FROM usage u JOIN import i ON i.Id = u.import AND i.State = 2"));
        Assert.Equal(bodies.Length * 20L, Database.Scalar(connection, "SELECT SUM(requests) FROM day"));
        Assert.Equal(bodies.Length * 20L, Database.Scalar(connection, "SELECT SUM(Accepted) FROM import WHERE State = 2"));
    }

    private static HttpClient Client(Uri address, string key) => new() { BaseAddress = address, DefaultRequestHeaders = { { "Authorization", $"Bearer {key}" } }, Timeout = Patience };

    private static async Task<HttpStatusCode?> PushAsync(HttpClient http, string body, bool isPatient)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/usage") { Content = new StringContent(body, Encoding.UTF8, "application/x-ndjson") };
        if (!isPatient) request.Headers.Add("Prefer", "respond-async");
        try
        {
            using var response = await http.SendAsync(request);
            return response.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static async Task<ImportReport> BalanceAsync(HttpClient http, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/x-ndjson");
        using var response = await http.PostAsync(new Uri("/api/usage", UriKind.Relative), content);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{response.StatusCode}: {text}");
        return ImportReport.Parse(text)!;
    }

    private async Task<(Process Site, Uri Address)> StartAsync()
    {
        var host = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
        var process = Process.Start(new ProcessStartInfo(host, [typeof(ServeApp).Assembly.Location, "serve", "--data-dir", _terminal.DataDirectory, "--urls", "http://127.0.0.1:0", "--zone", "Etc/UTC"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        _sites.Add(process);
        var address = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data?.StartsWith("TokenSpend is at ", StringComparison.Ordinal) == true) address.TrySetResult(new Uri(line.Data["TokenSpend is at ".Length..]));
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return (process, await address.Task.WaitAsync(Patience));
    }

    private static string State(string data)
    {
        using var database = new Database(data);
        using var spend = new SpendReports(database, new Company(data), new FixedClock(TestPlace.Now));
        return SpendCsv.Of(spend.QueryAsync(Viewer.Everything,
            new SpendQuery(new Period(new(2026, 9, 1), new(2026, 12, 1)), [Dimension.Day, Dimension.Model, Dimension.Key], Measure.Metered, Scope.All, []), CancellationToken.None).GetAwaiter().GetResult());
    }

    public void Dispose()
    {
        foreach (var site in _sites)
        {
            if (!site.HasExited) site.Kill();
            site.WaitForExit();
            site.Dispose();
        }
        _terminal.Dispose();
    }
}

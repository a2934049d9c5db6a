using System.Globalization;
using System.Text;
using TokenSpend.Core.Ingestion;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Operations.Importing;
using TokenSpend.Core.Storage;
using TokenSpend.Tests.Ingestion;
using Xunit.Abstractions;

namespace TokenSpend.Tests.Operations;

/// <summary>Whatever bytes a file holds, the way from packing through detection and format to the tally ends in a report or in words; nothing crashes, hangs or loses a line.</summary>
public sealed class WholePathFuzzTests(ITestOutputHelper output) : IDisposable
{
    private const int Cases = 10_000;
    private const int MostFailures = 5;

    /// <summary>So many of them are imported, not only tried.</summary>
    private const int EachStored = 50;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private readonly TestPlace _place = new();

    [Fact]
    public async Task Damaged_bytes_give_a_report_whose_lines_add_up_or_a_refusal_in_words()
    {
        var seed = Chosen("FUZZ_SEED") ?? Random.Shared.Next();
        var files = new FuzzedFiles(seed);
        var (read, refused) = (0, 0);
        var failures = new List<string>();
        var only = Chosen("FUZZ_CASE");
        for (var number = only ?? 0; number < (only + 1 ?? Cases); number++)
        {
            var (name, bytes) = files.Make(number);
            var path = Path.Combine(_place.Folder, "fuzzed");
            await File.WriteAllBytesAsync(path, bytes);
            var isStored = number % EachStored == 0;
            var run = Task.Run(() => RunAsync(path, isStored));
            try
            {
                if (await run.WaitAsync(Longest)) read++;
                else refused++;
            }
            catch (Exception error)
            {
                failures.Add(string.Create(CultureInfo.InvariantCulture, $"Repeat with FUZZ_SEED={seed} FUZZ_CASE={number}: {name}, {bytes.Length} bytes{(isStored ? ", stored" : "")}.\n{error}"));
                if (failures.Count == MostFailures) break;
            }
        }
        Assert.True(failures.Count == 0, string.Join("\n\n", failures));
        output.WriteLine($"FUZZ_SEED={seed}: {read} read, {refused} refused");
        // Else the damage would be so great that nothing behind detection is tried.
        if (only is null) Assert.True(read > Cases / 4, $"Only {read} of {Cases} files were read.");
    }

    /// <summary>True where it was read, false where it was refused in words.</summary>
    private async Task<bool> RunAsync(string path, bool isStored)
    {
        try
        {
            var isRead = false;
            foreach (var request in new ImportRequest(path, "fuzzed").Each())
            {
                var report = _place.Imports.DryRun(request, CancellationToken.None);
                Assert.Equal(report.Lines, report.Accepted + report.Duplicates + report.Replaced + report.Ignored + report.Rejected + report.Blank);
                if (ShippedFormats.Known.Find(report.Format) is ILineFormat) Assert.Equal(LinesOf(request), report.Lines);
                if (isStored) await StoreAsync(request, report);
                isRead = true;
            }
            return isRead;
        }
        catch (ImportFailedException refused)
        {
            Assert.Contains(refused.Problem.Code, ImportProblem.Codes);
            Assert.NotEqual("", refused.Problem.Message);
            return false;
        }
    }

    /// <summary>What the writer made of the lines adds up with what was tried; undone, it is as if it had not been.</summary>
    private async Task StoreAsync(ImportRequest request, ImportReport tried)
    {
        var id = await _place.Imports.EnqueueAsync(request, CancellationToken.None);
        var report = (await _place.Imports.RunAsync(id, CancellationToken.None))!;
        Assert.Equal((tried.Lines, tried.Rejected, tried.Blank, tried.Records, tried.Charges), (report.Lines, report.Rejected, report.Blank, report.Records, report.Charges));
        if (report.Records + report.Charges == tried.Accepted)
            Assert.Equal(report.Lines, report.Accepted + report.Duplicates + report.Replaced + report.Ignored + report.Rejected + report.Blank);
        await _place.UndoAsync(id);
        using var connection = _place.Database.OpenRead();
        Assert.Equal(0, Database.Scalar(connection, "SELECT (SELECT COUNT(*) FROM usage) + (SELECT COUNT(*) FROM bucket) + (SELECT COUNT(*) FROM charge) + (SELECT COUNT(*) FROM day)"));
    }

    /// <summary>Lines as an editor counts them: the last need not end.</summary>
    private static long LinesOf(ImportRequest request)
    {
        using var source = SourceFile.Open(request.Path, request.Entry);
        using var text = new MemoryStream();
        source.Utf8.CopyTo(text);
        var utf8 = text.ToArray();
        return utf8.AsSpan().Count((byte)'\n') + (utf8.Length > 0 && utf8[^1] != '\n' ? 1 : 0);
    }

    private static int? Chosen(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    public void Dispose() => _place.Dispose();
}

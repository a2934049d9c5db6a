using Hangfire;
using Hangfire.InMemory;
using Microsoft.Extensions.Logging.Abstractions;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Storage;
using TokenSpend.Web.Jobs;

namespace TokenSpend.Tests.Operations;

/// <summary>The watch folder takes whole files, each once, whoever is killed meanwhile.</summary>
public sealed class InboxTests : IDisposable
{
    private readonly TestPlace _place = new();
    private readonly InMemoryStorage _jobs = new();

    public InboxTests() => Directory.CreateDirectory(_place.Company.Inbox);

    private Inbox Start() => new(_place.Company, _place.Imports, new ImportQueue(_place.Imports, new BackgroundJobClient(_jobs)), TimeProvider.System, NullLogger<Inbox>.Instance);

    private static string Line(int number) => LogLines.Line($"r{number}", new DateTime(2026, 10, 5, 9, 0, 0, DateTimeKind.Utc).AddMinutes(number), "openai", "gpt-5", 100, 0, 5) + "\n";

    private string Put(string name, params string[] lines)
    {
        var path = Path.Combine(_place.Company.Inbox, name);
        File.AppendAllText(path, string.Concat(lines));
        return path;
    }

    private async Task<IReadOnlyList<ImportView>> ImportsAsync() => await _place.Imports.ListAsync(Viewer.Everything, CancellationToken.None);

    [Fact]
    public async Task A_file_that_is_still_being_written_waits_until_it_is_whole()
    {
        var inbox = Start();
        var path = Put("log.ndjson", Line(1));
        await inbox.ScanAsync(CancellationToken.None);
        Put("log.ndjson", Line(2));
        await inbox.ScanAsync(CancellationToken.None);
        Assert.Empty(await ImportsAsync());
        await inbox.ScanAsync(CancellationToken.None);
        Assert.False(File.Exists(path));
        var queued = Assert.Single(await ImportsAsync());
        var report = await _place.Imports.RunAsync(queued.Id, CancellationToken.None);
        Assert.Equal(("log.ndjson", 2), (report!.File, report.Accepted));
    }

    [Fact]
    public async Task A_hidden_file_is_left_alone()
    {
        var inbox = Start();
        Put(".log.ndjson.part", Line(1));
        await inbox.ScanAsync(CancellationToken.None);
        await inbox.ScanAsync(CancellationToken.None);
        Assert.Empty(await ImportsAsync());
    }

    [Fact]
    public async Task A_file_that_a_killed_process_had_taken_is_imported_under_its_name_and_once()
    {
        // Killed between the move and the row of the import.
        Start().Take(new FileInfo(Put("october.ndjson", Line(1))));
        await Start().TakeUpAsync(CancellationToken.None);
        var queued = Assert.Single(await ImportsAsync());
        Assert.Equal(("october.ndjson", ImportState.Queued), (queued.File, queued.State));
        // Killed once more before it ran: the row is taken up, not the file.
        await Start().TakeUpAsync(CancellationToken.None);
        Assert.Single(await ImportsAsync());
        await _place.Imports.RunAsync(queued.Id, CancellationToken.None);
        await Start().TakeUpAsync(CancellationToken.None);
        Assert.Single(await ImportsAsync());
        Assert.Empty(Directory.EnumerateDirectories(Path.Combine(_place.Folder, "spool", "inbox")));
    }

    public void Dispose()
    {
        _jobs.Dispose();
        _place.Dispose();
    }
}

using TokenSpend.Core.Operations;

namespace TokenSpend.Web.Jobs;

/// <summary>The watch folder data/inbox: a file that has stopped growing is imported; the archive keeps it afterwards.</summary>
/// <remarks>A file is moved into a folder of its own before its import is queued, so that a later one of the same name is another file. Killed in between, it is taken up at the next start.</remarks>
public sealed class Inbox(Company company, Imports imports, ImportQueue queue, TimeProvider clock, ILogger<Inbox> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private readonly Dictionary<string, (long Length, DateTime Written)> _seen = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Directory.CreateDirectory(company.Inbox);
        await TakeUpAsync(stoppingToken);
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await ScanAsync(stoppingToken);
            }
            catch (IOException error)
            {
                log.LogWarning(error, "The inbox cannot be read; trying again");
            }
        }
    }

    /// <summary>Takes the files whose size and time stayed the same since the last scan.</summary>
    internal async Task ScanAsync(CancellationToken cancellation)
    {
        foreach (var file in new DirectoryInfo(company.Inbox).EnumerateFiles().Where(file => !file.Name.StartsWith('.')).OrderBy(file => file.Name, StringComparer.Ordinal).ToList())
        {
            var now = (file.Length, file.LastWriteTimeUtc);
            if (!_seen.TryGetValue(file.FullName, out var before) || before != now)
            {
                _seen[file.FullName] = now;
                continue;
            }
            _seen.Remove(file.FullName);
            await queue.EnqueueAsync(new ImportRequest(Take(file), file.Name, OwnsPath: true), cancellation);
        }
    }

    /// <summary>Queues files that a killed process had moved, but not queued; takes away the folders of those that are done.</summary>
    internal async Task TakeUpAsync(CancellationToken cancellation)
    {
        foreach (var folder in Directory.CreateDirectory(Taken).EnumerateDirectories())
        {
            if (folder.EnumerateFiles().FirstOrDefault() is not { } file) folder.Delete();
            else if (!await imports.KnowsAsync(file.FullName, cancellation)) await queue.EnqueueAsync(new ImportRequest(file.FullName, file.Name, OwnsPath: true), cancellation);
        }
    }

    private string Taken => Path.Combine(company.DataDirectory, "spool", "inbox");

    /// <returns>Where the file lies now.</returns>
    internal string Take(FileInfo file)
    {
        var taken = Path.Combine(Directory.CreateDirectory(Path.Combine(Taken, Guid.NewGuid().ToString("N"))).FullName, file.Name);
        File.Move(file.FullName, taken);
        return taken;
    }
}

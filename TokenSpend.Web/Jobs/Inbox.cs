using TokenSpend.Core.Operations;

namespace TokenSpend.Web.Jobs;

/// <summary>The watch folder data/inbox: a file that has stopped growing is imported; the archive keeps it afterwards.</summary>
public sealed class Inbox(Company company, ImportQueue queue, TimeProvider clock, ILogger<Inbox> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private readonly Dictionary<string, (long Length, DateTime Written)> _seen = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Directory.CreateDirectory(company.Inbox);
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
            var name = file.Name;
            var spooled = company.NewSpoolFile();
            file.MoveTo(spooled);
            await queue.EnqueueAsync(new ImportRequest(spooled, name, OwnsPath: true), cancellation);
        }
    }
}

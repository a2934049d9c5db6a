using TokenSpend.Core.Operations.Pushing;

namespace TokenSpend.Web.Jobs;

/// <summary>Imports what gateways push, as soon as nothing else is imported.</summary>
public sealed class PushWorker(PushSpool spool, ILogger<PushWorker> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken) =>
        await spool.ImportAsync(error => log.LogError(error, "Pushes could not be imported"), Pause, stoppingToken);
}

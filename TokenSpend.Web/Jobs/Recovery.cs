using TokenSpend.Core.Operations;
using TokenSpend.Core.Storage;
using TokenSpend.Web.Api;

namespace TokenSpend.Web.Jobs;

/// <summary>At the start, takes up the imports that a killed process left; later, what failed imports left on a disk that had no room and uploads that never went on.</summary>
public sealed class Recovery(Imports imports, ImportQueue queue, UploadParts parts, TimeProvider clock, ILogger<Recovery> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        var isTakenUp = false;
        do
        {
            try
            {
                if (isTakenUp) await Task.Run(imports.Settle, stoppingToken);
                else await TakeUpAsync(stoppingToken);
                isTakenUp = true;
                parts.DropForgotten();
            }
            catch (Exception error) when (error is RefusedException || DiskFull.Is(error))
            {
                log.LogWarning("What interrupted imports left cannot be taken up yet: {Reason}", error.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task TakeUpAsync(CancellationToken cancellation)
    {
        foreach (var id in await imports.RecoverAsync(cancellation))
        {
            log.LogWarning("Taking up import {Import}, which was interrupted", id);
            queue.Start(id);
        }
    }
}

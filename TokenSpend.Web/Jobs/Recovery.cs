using TokenSpend.Core.Operations;

namespace TokenSpend.Web.Jobs;

/// <summary>At the start, takes up the imports that a killed process left.</summary>
public sealed class Recovery(Imports imports, ImportQueue queue, ILogger<Recovery> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var id in await imports.RecoverAsync(stoppingToken))
        {
            log.LogWarning("Taking up import {Import}, which was interrupted", id);
            queue.Start(id);
        }
    }
}

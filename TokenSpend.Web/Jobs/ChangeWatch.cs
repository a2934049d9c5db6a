using TokenSpend.Core.Operations;

namespace TokenSpend.Web.Jobs;

/// <summary>Tells open pages when another process, or a rule file, changed the figures.</summary>
public sealed class ChangeWatch(SpendReports spend, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            // While a demo is made each file would renew the cube; the page shows the progress instead.
            if (spend.Demo is null) spend.TellIfChanged();
        }
    }
}

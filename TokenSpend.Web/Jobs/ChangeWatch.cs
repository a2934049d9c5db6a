using TokenSpend.Core.Operations;

namespace TokenSpend.Web.Jobs;

/// <summary>Tells open pages when another process, or a rule file, changed the figures.</summary>
public sealed class ChangeWatch(SpendReports spend, Imports imports, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        imports.Changed += spend.TellIfChanged;
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken)) spend.TellIfChanged();
        imports.Changed -= spend.TellIfChanged;
    }
}

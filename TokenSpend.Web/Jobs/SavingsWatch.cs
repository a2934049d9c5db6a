using TokenSpend.Core.Operations;

namespace TokenSpend.Web.Jobs;

/// <summary>Runs the hints on savings when requests, prices or rules changed, by this process or another, at the start and daily.</summary>
/// <remarks>Never beside an import: many in a row, or a whole demo, are one run at their end. A run that is killed goes on at the next start.</remarks>
public sealed class SavingsWatch(SpendReports spend, Imports imports, SavingsReports savings, TimeProvider clock, ILogger<SavingsWatch> log) : BackgroundService
{
    private static readonly TimeSpan Daily = TimeSpan.FromDays(1);

    private readonly SettledNews _news = new(async cancellation => spend.Demo is not null || await imports.AnyOpenAsync(cancellation), longestWait: null, clock);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        spend.Changed += _news.Tell;
        try
        {
            // The window moves with the day.
            using var daily = clock.CreateTimer(_ => _news.Tell(), null, TimeSpan.Zero, Daily);
            await _news.FollowAsync(savings.RefreshAsync, error => log.LogError(error, "The savings could not be looked for"), stoppingToken);
        }
        finally
        {
            spend.Changed -= _news.Tell;
        }
    }
}

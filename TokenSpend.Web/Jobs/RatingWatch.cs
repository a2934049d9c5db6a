using TokenSpend.Core.Operations;

namespace TokenSpend.Web.Jobs;

/// <summary>Rates stored usage anew when the price book in force is not the one it was rated with: after an edit by hand, or a run that was killed.</summary>
/// <remarks>Never beside an import: it would write costs of the old book behind our back.</remarks>
public sealed class RatingWatch(SpendReports spend, Imports imports, ReRating rating, TimeProvider clock, ILogger<RatingWatch> log) : BackgroundService
{
    private readonly SettledNews _news = new(async cancellation => spend.Demo is not null || await imports.AnyOpenAsync(cancellation), longestWait: null, clock);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        spend.Changed += _news.Tell;
        try
        {
            _news.Tell();
            await _news.FollowAsync(rating.CatchUpAsync, error => log.LogError(error, "Stored usage could not be rated with the price book in force"), stoppingToken);
        }
        finally
        {
            spend.Changed -= _news.Tell;
        }
    }
}

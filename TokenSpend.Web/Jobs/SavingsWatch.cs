using System.Threading.Channels;
using TokenSpend.Core.Operations;

namespace TokenSpend.Web.Jobs;

/// <summary>Runs the hints on savings when requests, prices or rules changed, by this process or another, at the start and daily.</summary>
/// <remarks>Never beside an import: many in a row, or a whole demo, are one run at their end. A run that is killed goes on at the next start.</remarks>
public sealed class SavingsWatch(SpendReports spend, Imports imports, SavingsReports savings, TimeProvider clock, ILogger<SavingsWatch> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Daily = TimeSpan.FromDays(1);

    // News that comes while one is waiting is told by the same run.
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private void Tell() => _news.Writer.TryWrite(true);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        spend.Changed += Tell;
        try
        {
            // The window moves with the day.
            using var daily = clock.CreateTimer(_ => Tell(), null, TimeSpan.Zero, Daily);
            await foreach (var _ in _news.Reader.ReadAllAsync(stoppingToken))
            {
                do await Task.Delay(Pause, clock, stoppingToken);
                while (spend.Demo is not null || await imports.AnyOpenAsync(stoppingToken));
                await RefreshAsync(stoppingToken);
            }
        }
        finally
        {
            spend.Changed -= Tell;
        }
    }

    /// <summary>A failure is told and does not end the watch: the next change or day tries again.</summary>
    private async Task RefreshAsync(CancellationToken cancellation)
    {
        try
        {
            await savings.RefreshAsync(cancellation);
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested)
        {
            log.LogError(error, "The savings could not be looked for");
        }
    }
}

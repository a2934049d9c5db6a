using System.Threading.Channels;
using Hangfire;
using TokenSpend.Core.Operations;

namespace TokenSpend.Web.Jobs;

/// <summary>Evaluates the alerts when figures, rules, budgets or settings changed, by this process or another, and every morning.</summary>
/// <remarks>Many imports in a row are one evaluation at their end: between them figures are half there.</remarks>
public sealed class AlertWatch(
    SpendReports spend, BudgetBook budgets, AlertBook book, Imports imports, AlertEvaluation evaluation, IRecurringJobManager jobs, TimeProvider clock, ILogger<AlertWatch> log) : BackgroundService
{
    private const string EveryMorning = "0 7 * * *";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    // News that comes while one is waiting is told by the same evaluation.
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private void Tell() => _news.Writer.TryWrite(true);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        spend.Changed += Tell;
        budgets.Changed += Tell;
        book.SettingsChanged += Tell;
        try
        {
            // The storage of jobs forgets everything when the process ends: it is told anew at each start.
            var zone = (await spend.StatusAsync(Viewer.Everything, stoppingToken)).Zone;
            jobs.AddOrUpdate<AlertMorning>("alerts", morning => morning.RunAsync(CancellationToken.None), EveryMorning, new RecurringJobOptions { TimeZone = TimeZoneInfo.FindSystemTimeZoneById(zone) });
            Tell();
            await foreach (var _ in _news.Reader.ReadAllAsync(stoppingToken))
            {
                await SettleAsync(stoppingToken);
                if (spend.Demo is null) await EvaluateAsync(stoppingToken);
            }
        }
        finally
        {
            spend.Changed -= Tell;
            budgets.Changed -= Tell;
            book.SettingsChanged -= Tell;
        }
    }

    private async Task SettleAsync(CancellationToken cancellation)
    {
        var began = clock.GetTimestamp();
        do await Task.Delay(Pause, clock, cancellation);
        while (await imports.AnyOpenAsync(cancellation) && clock.GetElapsedTime(began) < LongestWait);
    }

    /// <summary>A failure is told and does not end the watch: the next change or morning tries again.</summary>
    private async Task EvaluateAsync(CancellationToken cancellation)
    {
        try
        {
            await evaluation.EvaluateAsync(cancellation);
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested)
        {
            log.LogError(error, "The alerts could not be evaluated");
        }
    }
}

/// <summary>The daily evaluation: a run rate moves and a file becomes late without any import.</summary>
public sealed class AlertMorning(SpendReports spend, AlertEvaluation evaluation)
{
    [AutomaticRetry(Attempts = 0)]
    public Task RunAsync(CancellationToken cancellation) => spend.Demo is null ? evaluation.EvaluateAsync(cancellation) : Task.CompletedTask;
}

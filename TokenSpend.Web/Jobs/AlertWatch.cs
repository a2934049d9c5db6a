using Hangfire;
using TokenSpend.Core.Operations;

namespace TokenSpend.Web.Jobs;

/// <summary>Evaluates the alerts when figures, rules, budgets or settings changed, by this process or another, and every morning.</summary>
/// <remarks>Many imports in a row are one evaluation at their end: between them figures are half there.</remarks>
public sealed class AlertWatch(
    SpendReports spend, BudgetBook budgets, AlertBook book, Imports imports, AlertEvaluation evaluation, IRecurringJobManager jobs, TimeProvider clock, ILogger<AlertWatch> log) : BackgroundService
{
    private const string EveryMorning = "0 7 * * *";
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    private readonly SettledNews _news = new(imports.AnyOpenAsync, LongestWait, clock);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        spend.Changed += _news.Tell;
        budgets.Changed += _news.Tell;
        book.SettingsChanged += _news.Tell;
        try
        {
            // The storage of jobs forgets everything when the process ends: it is told anew at each start.
            jobs.AddOrUpdate<AlertMorning>("alerts", morning => morning.RunAsync(CancellationToken.None), EveryMorning, new RecurringJobOptions { TimeZone = spend.Zone });
            _news.Tell();
            await _news.FollowAsync(
                cancellation => spend.Demo is null ? evaluation.EvaluateAsync(cancellation) : Task.CompletedTask,
                error => log.LogError(error, "The alerts could not be evaluated"), stoppingToken);
        }
        finally
        {
            spend.Changed -= _news.Tell;
            budgets.Changed -= _news.Tell;
            book.SettingsChanged -= _news.Tell;
        }
    }
}

/// <summary>The daily evaluation: a run rate moves and a file becomes late without any import.</summary>
public sealed class AlertMorning(SpendReports spend, AlertEvaluation evaluation)
{
    [AutomaticRetry(Attempts = 0)]
    public Task RunAsync(CancellationToken cancellation) => spend.Demo is null ? evaluation.EvaluateAsync(cancellation) : Task.CompletedTask;
}

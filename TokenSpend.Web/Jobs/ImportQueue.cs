using Hangfire;
using TokenSpend.Core.Operations;

namespace TokenSpend.Web.Jobs;

/// <summary>Queues imports as Hangfire jobs. The durable row is the truth; Hangfire only gives it a worker.</summary>
public sealed class ImportQueue(Imports imports, IBackgroundJobClient jobs)
{
    /// <returns>One id, or several for a zip with several files.</returns>
    public async Task<IReadOnlyList<long>> EnqueueAsync(ImportRequest request, CancellationToken cancellation)
    {
        List<long> ids = [];
        foreach (var one in request.Each()) ids.Add(await imports.EnqueueAsync(one, cancellation));
        ids.ForEach(Start);
        return ids;
    }

    public void Start(long id) => jobs.Enqueue<ImportWorker>(worker => worker.RunAsync(id, CancellationToken.None));
}

/// <summary>Runs one import. Hangfire's own retries are off: a failed file fails again, a killed process is taken up at the next start.</summary>
public sealed class ImportWorker(Imports imports, ILogger<ImportWorker> log)
{
    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(long id, CancellationToken cancellation)
    {
        try
        {
            await imports.RunAsync(id, cancellation);
        }
        catch (ImportFailedException failure)
        {
            // The row says it to the user; Hangfire has nothing to retry.
            log.LogWarning("Import {Import} failed: {Reason}", id, failure.Message);
        }
        catch (OperationCanceledException)
        {
            log.LogInformation("Import {Import} was stopped", id);
        }
    }
}

using TokenSpend.Core.Operations;

namespace TokenSpend.Web.Mail;

/// <summary>Sends in the background, woken by news and every few seconds. Of several processes on one data directory one sends.</summary>
public sealed class OutboxWorker(OutboxSender sender, Outbox outbox, AlertBook alerts, Company company, ILogger<OutboxWorker> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _news = new(0);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        FileStream? turn = null;
        outbox.Changed += Wake;
        alerts.Changed += Wake;
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                turn ??= await TakeTurnAsync(stoppingToken);
                if (turn is not null) await RoundAsync(stoppingToken);
                await _news.WaitAsync(Interval, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The site stops; what is open is in the outbox.
        }
        finally
        {
            outbox.Changed -= Wake;
            alerts.Changed -= Wake;
            if (turn is not null) await turn.DisposeAsync();
        }
    }

    private async Task RoundAsync(CancellationToken cancellation)
    {
        // One round answers all news so far; its own marks are news too and start one more, which finds nothing.
        while (_news.Wait(0, cancellation)) { }
        try
        {
            await sender.SendDueAsync(cancellation);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            log.LogError(error, "The outbox could not be worked through; trying again");
        }
    }

    /// <summary>The system takes the lock away from a dead process; what that one left half done is due again.</summary>
    private async Task<FileStream?> TakeTurnAsync(CancellationToken cancellation)
    {
        try
        {
            var turn = new FileStream(Path.Combine(company.DataDirectory, "outbox.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            await outbox.RecoverAsync(cancellation);
            return turn;
        }
        catch (IOException)
        {
            // Another process sends.
            return null;
        }
    }

    private void Wake() => _news.Release();

    public override void Dispose()
    {
        _news.Dispose();
        base.Dispose();
    }
}

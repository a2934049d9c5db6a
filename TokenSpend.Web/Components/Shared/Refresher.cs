using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Shared;

/// <summary>Follows news from jobs: at most one reload at a time and one a pause, never one lost.</summary>
/// <param name="onCircuit">The component's InvokeAsync.</param>
/// <param name="reload">Runs on the circuit, in the reader's language.</param>
public sealed class Refresher(Func<Func<Task>, Task> onCircuit, Writing writing, Func<Task> reload) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);

    private readonly CancellationTokenSource _gone = new();
    private int _wanted;

    /// <summary>Callable from any thread, as often as it likes.</summary>
    public void Request()
    {
        // The one that finds 0 runs; who comes meanwhile leaves a mark and the runner goes round once more.
        if (Interlocked.Exchange(ref _wanted, 2) == 0) _ = RunAsync();
    }

    private async Task RunAsync()
    {
        try
        {
            do
            {
                Interlocked.Exchange(ref _wanted, 1);
                await onCircuit(async () =>
                {
                    if (_gone.IsCancellationRequested) return;
                    writing.Enter();
                    await reload();
                });
                await Task.Delay(Pause, _gone.Token);
            }
            while (Interlocked.CompareExchange(ref _wanted, 0, 1) != 1);
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // The reader left; nobody waits for the figures.
        }
        finally
        {
            // A failed reload must not be the last one.
            Interlocked.Exchange(ref _wanted, 0);
        }
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }
}

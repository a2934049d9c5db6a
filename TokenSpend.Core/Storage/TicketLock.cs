namespace TokenSpend.Core.Storage;

/// <summary>A fair lock: first come, first served, so that a click never waits for more than the batch in hand.</summary>
/// <remarks><see cref="SemaphoreSlim"/> is not fair: a write beside a running import waited ten seconds.</remarks>
public sealed class TicketLock
{
    private readonly Lock _gate = new();
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private bool _taken;

    /// <summary>Waits for its turn; dispose the answer to let the next one in.</summary>
    public async ValueTask<IDisposable> EnterAsync(CancellationToken cancellation)
    {
        TaskCompletionSource? ticket = null;
        lock (_gate)
        {
            if (!_taken) _taken = true;
            else _waiting.Enqueue(ticket = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }
        if (ticket is not null)
        {
            await using var _ = cancellation.UnsafeRegister(static t => ((TaskCompletionSource)t!).TrySetCanceled(), ticket);
            await ticket.Task.ConfigureAwait(false);
        }
        return new Turn(this);
    }

    /// <summary>The same for a thread that may block, such as the importer's writer.</summary>
    public IDisposable Enter(CancellationToken cancellation) => EnterAsync(cancellation).AsTask().GetAwaiter().GetResult();

    private void Leave()
    {
        lock (_gate)
        {
            while (_waiting.TryDequeue(out var next))
                if (next.TrySetResult()) return;
            _taken = false;
        }
    }

    private sealed class Turn(TicketLock owner) : IDisposable
    {
        private TicketLock? _owner = owner;

        public void Dispose() => Interlocked.Exchange(ref _owner, null)?.Leave();
    }
}

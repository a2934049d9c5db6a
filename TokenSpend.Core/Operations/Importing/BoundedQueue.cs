namespace TokenSpend.Core.Operations.Importing;

/// <summary>A queue between two threads that holds only so much: the faster one sleeps.</summary>
/// <remarks>The framework's blocking collections spin before they sleep; on two busy cores that took a fifth of an import.</remarks>
internal sealed class BoundedQueue<T>(int capacity)
{
    private readonly object _gate = new();
    private readonly Queue<T> _items = new(capacity);
    private bool _complete;
    private bool _stopped;

    /// <exception cref="OperationCanceledException">The queue was stopped.</exception>
    public void Add(T item)
    {
        lock (_gate)
        {
            while (_items.Count >= capacity && !_stopped) Monitor.Wait(_gate);
            if (_stopped) throw new OperationCanceledException();
            _items.Enqueue(item);
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>No more will be added.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            _complete = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Wakes both sides: the work is given up.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _stopped = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>False when all was taken and no more will come.</summary>
    /// <exception cref="OperationCanceledException">The queue was stopped.</exception>
    public bool TryTake(out T item)
    {
        lock (_gate)
        {
            while (_items.Count == 0 && !_complete && !_stopped) Monitor.Wait(_gate);
            if (_stopped) throw new OperationCanceledException();
            Monitor.PulseAll(_gate);
            return _items.TryDequeue(out item!);
        }
    }
}

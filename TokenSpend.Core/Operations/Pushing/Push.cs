namespace TokenSpend.Core.Operations.Pushing;

/// <summary>A push that was spooled and acknowledged, and waits to be imported.</summary>
public sealed class Push
{
    private const int Awaited = 0;
    private const int Left = 1;
    private const int Taken = 2;

    private readonly TaskCompletionSource<string> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _sender;

    /// <param name="isAwaited">Whether its sender is there: not after a start.</param>
    internal Push(string id, string format, string source, long bytes, bool isAwaited)
    {
        (Id, Format, Source, Bytes) = (id, format, source, bytes);
        _sender = isAwaited ? Awaited : Left;
    }

    public string Id { get; }
    public string Format { get; }
    public string Source { get; }

    /// <summary>As it lies in the spool.</summary>
    public long Bytes { get; }

    /// <summary>The line balance as JSON; null: it takes longer, and the answer will be kept.</summary>
    /// <exception cref="FormatException">It could not be imported; its body lies in the folder failed.</exception>
    public async Task<string?> AnswerAsync(TimeSpan patience, CancellationToken cancellation)
    {
        try
        {
            return await _answer.Task.WaitAsync(patience, cancellation);
        }
        catch (Exception left) when (left is TimeoutException or OperationCanceledException)
        {
            // Once it is taken for awaited, the answer is not kept but comes at once.
            return Interlocked.CompareExchange(ref _sender, Left, Awaited) == Taken ? await _answer.Task : null;
        }
    }

    /// <summary>Whether the answer goes to the sender; it waits for it from now on.</summary>
    internal bool IsAwaited() => Interlocked.CompareExchange(ref _sender, Taken, Awaited) != Left;

    internal void Answer(string json) => _answer.TrySetResult(json);

    internal void Fail(FormatException why)
    {
        _answer.TrySetException(why);
        // Nobody may be there to see it.
        _ = _answer.Task.Exception;
    }
}

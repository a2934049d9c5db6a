namespace TokenSpend.Core.Operations;

/// <summary>Lets as many queries run at once as there are cores; the others wait in line, first come, first served.</summary>
/// <remarks>A query only computes: more of them at once share the cores and the caches, and every one ends late.</remarks>
public sealed class QueryTurns : IDisposable
{
    private readonly SemaphoreSlim _turns = new(Environment.ProcessorCount);

    public async Task<T> RunAsync<T>(Func<T> query, CancellationToken cancellation)
    {
        await _turns.WaitAsync(cancellation);
        try
        {
            // A thread of the pool, whoever asked: a page's circuit stays free.
            return await Task.Run(query, cancellation);
        }
        finally
        {
            _turns.Release();
        }
    }

    public void Dispose() => _turns.Dispose();
}

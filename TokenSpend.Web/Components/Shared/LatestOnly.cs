namespace TokenSpend.Web.Components.Shared;

/// <summary>A new load cancels the one before, so that no old answer passes for the new one.</summary>
public sealed class LatestOnly : IDisposable
{
    private CancellationTokenSource? _current;

    public CancellationToken Next()
    {
        Dispose();
        _current = new CancellationTokenSource();
        return _current.Token;
    }

    public void Dispose()
    {
        _current?.Cancel();
        _current?.Dispose();
        _current = null;
    }
}

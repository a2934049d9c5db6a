using Microsoft.AspNetCore.Components;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Shared;

/// <summary>A page or part that shows what jobs change: it loads again at their news, and stops when the reader leaves.</summary>
public abstract class FollowingPart : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private Refresher? _refresher;

    [Inject] protected Writing Writing { get; set; } = null!;

    /// <summary>Cancelled when the reader has left.</summary>
    protected CancellationToken Gone => _gone.Token;

    /// <summary>Asks for all figures and shows them.</summary>
    protected abstract Task LoadAsync();

    /// <summary>Adds <paramref name="news"/> to the events that this part follows.</summary>
    protected abstract void Follow(Action news);

    /// <summary>Takes it away from each of them.</summary>
    protected abstract void Unfollow(Action news);

    protected override void OnInitialized()
    {
        _refresher = new Refresher(InvokeAsync, Writing, LoadAsync);
        Follow(_refresher.Request);
    }

    public void Dispose()
    {
        if (_refresher is not null)
        {
            Unfollow(_refresher.Request);
            _refresher.Dispose();
        }
        _gone.Cancel();
        _gone.Dispose();
        GC.SuppressFinalize(this);
    }
}

using System.Threading.Channels;

namespace TokenSpend.Web.Jobs;

/// <summary>News of changes, acted on once they have settled: many in a row are one.</summary>
/// <param name="busy">Whether more is to come: figures are half there.</param>
/// <param name="longestWait">After so long it is acted on, busy or not; null: never while busy.</param>
internal sealed class SettledNews(Func<CancellationToken, Task<bool>> busy, TimeSpan? longestWait, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // News that comes while one is waiting is told by the same act.
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Callable from any thread, as often as it likes.</summary>
    public void Tell() => _news.Writer.TryWrite(true);

    /// <summary>Acts until it is cancelled.</summary>
    /// <param name="failed">A failure is told and ends nothing: the next news tries again.</param>
    public async Task FollowAsync(Func<CancellationToken, Task> act, Action<Exception> failed, CancellationToken cancellation)
    {
        await foreach (var _ in _news.Reader.ReadAllAsync(cancellation))
        {
            var began = clock.GetTimestamp();
            do await Task.Delay(Pause, clock, cancellation);
            while (await busy(cancellation) && (longestWait is null || clock.GetElapsedTime(began) < longestWait));
            try
            {
                await act(cancellation);
            }
            catch (Exception error) when (!cancellation.IsCancellationRequested)
            {
                failed(error);
            }
        }
    }
}

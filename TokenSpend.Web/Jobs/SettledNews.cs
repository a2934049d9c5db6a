using System.Threading.Channels;

namespace TokenSpend.Web.Jobs;

/// <summary>News of changes, acted on once they have settled: many in a row are one.</summary>
/// <remarks>Of news without end, such as gateways push, it acts on the latest and rests between: nine times as long as it took, half a minute at most.</remarks>
/// <param name="busy">Whether more is to come: figures are half there.</param>
/// <param name="longestWait">After so long it is acted on, busy or not; null: never while busy.</param>
internal sealed class SettledNews(Func<CancellationToken, Task<bool>> busy, TimeSpan? longestWait, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(30);
    private const int RestsTimes = 9;

    // News that comes while one is waiting is told by the same act.
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Callable from any thread, as often as it likes.</summary>
    public void Tell() => _news.Writer.TryWrite(true);

    /// <summary>Acts until it is cancelled.</summary>
    /// <param name="failed">A failure is told and ends nothing: the next news tries again.</param>
    public async Task FollowAsync(Func<CancellationToken, Task> act, Action<Exception> failed, CancellationToken cancellation)
    {
        var (ended, rest) = (clock.GetTimestamp(), TimeSpan.Zero);
        await foreach (var _ in _news.Reader.ReadAllAsync(cancellation))
        {
            var began = clock.GetTimestamp();
            var wait = rest - clock.GetElapsedTime(ended);
            await Task.Delay(wait > Pause ? wait : Pause, clock, cancellation);
            while (await busy(cancellation) && (longestWait is null || clock.GetElapsedTime(began) < longestWait)) await Task.Delay(Pause, clock, cancellation);
            var acted = clock.GetTimestamp();
            try
            {
                await act(cancellation);
            }
            catch (Exception error) when (!cancellation.IsCancellationRequested)
            {
                failed(error);
            }
            ended = clock.GetTimestamp();
            rest = TimeSpan.FromTicks(Math.Min(clock.GetElapsedTime(acted, ended).Ticks * RestsTimes, LongestRest.Ticks));
        }
    }
}

using TokenSpend.Core.Spend;
using TokenSpend.Core.Storage;

namespace TokenSpend.Core.Operations;

/// <content>Single requests behind an answer.</content>
public sealed partial class SpendReports
{
    /// <summary>Requests on a page.</summary>
    public const int PageRows = 100;

    /// <summary>The requests behind a question, the newest first; grouping and measure say nothing here.</summary>
    /// <param name="before">Only older ones than this; null: from the newest on.</param>
    /// <exception cref="QueryRefusedException">The period is too long: single requests are read one by one.</exception>
    public Task<RequestPage> RequestsAsync(Viewer viewer, SpendQuery query, RequestKey? before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(query);
        if (query.Days.Days > MostHourDays) throw new QueryRefusedException($"Single requests are listed for at most {MostHourDays} days; {query.Days.Days} were asked for. Choose a shorter period.");
        return _turns.RunAsync(() => _store.Requests(query, Zone, before, PageRows, cancellation), cancellation);
    }

    /// <summary>Whether a log tells of single requests in the days of a question.</summary>
    public Task<bool> HasRequestsAsync(Viewer viewer, SpendQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(query);
        var (from, to) = RequestSearch.Window(query.Days);
        return Task.Run(() =>
        {
            using var connection = _database.OpenRead();
            return StoredRequests.Any(connection, from, to);
        }, cancellation);
    }
}

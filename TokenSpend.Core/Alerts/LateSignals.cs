namespace TokenSpend.Core.Alerts;

/// <summary>Bills and reports of one payer and format family.</summary>
/// <param name="IsBill">Else a provider's report.</param>
public sealed record BillSeries(string Issuer, string? Account, string Family, bool IsBill, IReadOnlyList<Arrival> Arrivals);

/// <summary>The log of one gateway.</summary>
/// <param name="Requests">By day, of its last weeks.</param>
public sealed record LogSeries(string Source, IReadOnlyList<Arrival> Arrivals, IReadOnlyDictionary<DateOnly, long> Requests);

/// <summary>Files that should be here by now.</summary>
public static class LateSignals
{
    /// <summary>Logs are brought by hand at first: only a habit is one to be missed.</summary>
    private const int LeastLogComings = 3;

    /// <param name="grace">Days to wait after the expected one.</param>
    public static IEnumerable<AlertSignal> Bills(IEnumerable<BillSeries> series, DateOnly today, int grace, IReadOnlyList<string> recipients)
    {
        ArgumentNullException.ThrowIfNull(series);
        foreach (var bills in series)
        {
            if (Expectation.Of(bills.Arrivals, leastComings: 1) is not { } next || !next.IsLate(today, grace)) continue;
            var figures = Figures(next);
            (figures[AlertFigures.Issuer], figures[AlertFigures.What]) = (bills.Issuer, bills.IsBill ? "bill" : "report");
            if (bills.Account is { } account) figures[AlertFigures.Account] = account;
            yield return new AlertSignal($"late-bill:{AlertFigures.Of(next.Last)}:{bills.Family}:{bills.Issuer}:{bills.Account}", AlertKind.LateBill, new AlertSnapshot(figures, [], null), recipients);
        }
    }

    /// <param name="grace">Days on which it usually has requests to wait after the expected one.</param>
    public static IEnumerable<AlertSignal> Logs(IEnumerable<LogSeries> series, DateOnly today, int grace, IReadOnlyList<string> recipients)
    {
        ArgumentNullException.ThrowIfNull(series);
        foreach (var log in series.Where(log => log.Arrivals.Count > 0))
        {
            var busy = new BusyDays(log.Requests, log.Arrivals.Max(arrival => arrival.End));
            if (Expectation.Of(log.Arrivals, LeastLogComings, busy.Contains) is not { } next || !next.IsLate(today, grace, busy.Contains)) continue;
            var figures = Figures(next);
            figures[AlertFigures.Source] = log.Source;
            yield return new AlertSignal($"late-log:{AlertFigures.Of(next.Last)}:{log.Source}", AlertKind.LateLog, new AlertSnapshot(figures, [], null), recipients);
        }
    }

    private static Dictionary<string, string> Figures(Expectation next) => new()
    {
        [AlertFigures.Expected] = AlertFigures.Of(next.Expected), [AlertFigures.Last] = AlertFigures.Of(next.Last.AddDays(-1)),
    };
}

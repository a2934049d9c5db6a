namespace TokenSpend.Core.Alerts;

/// <summary>Bills and reports of one payer and format family.</summary>
/// <param name="IsBill">Else a provider's report.</param>
/// <param name="Rule">What somebody expects; null: as learned.</param>
public sealed record BillSeries(string Issuer, string? Account, string Family, bool IsBill, IReadOnlyList<Arrival> Arrivals, ArrivalRule? Rule = null)
{
    /// <summary>Null: none is expected, or too little is known.</summary>
    public Expectation? Next => Rule is { } rule ? rule.Next(Arrivals) : Expectation.Of(Arrivals, leastComings: 1);

    /// <param name="grace">Days to wait after the expected one.</param>
    public bool IsLate(DateOnly today, int grace) => Next?.IsLate(today, grace) ?? false;
}

/// <summary>The log of one gateway.</summary>
/// <param name="Requests">By day, of its last weeks.</param>
/// <param name="Rule">What somebody expects; null: as learned.</param>
public sealed record LogSeries(string Source, IReadOnlyList<Arrival> Arrivals, IReadOnlyDictionary<DateOnly, long> Requests, ArrivalRule? Rule = null)
{
    /// <summary>Logs are brought by hand at first: only a habit is one to be missed.</summary>
    private const int LeastComings = 3;

    /// <summary>Null: none is expected, or too little is known.</summary>
    public Expectation? Next => Rule is { } rule ? rule.Next(Arrivals) : Arrivals.Count == 0 ? null : Expectation.Of(Arrivals, LeastComings, Busy.Contains);

    /// <param name="grace">Days on which it usually has requests to wait after the expected one; every day counts where somebody set the day.</param>
    public bool IsLate(DateOnly today, int grace) => Next?.IsLate(today, grace, Rule is null ? Busy.Contains : null) ?? false;

    private BusyDays Busy => new(Requests, Arrivals.Max(arrival => arrival.End));
}

/// <summary>Files that should be here by now.</summary>
public static class LateSignals
{
    /// <param name="grace">Days to wait after the expected one.</param>
    public static IEnumerable<AlertSignal> Bills(IEnumerable<BillSeries> series, DateOnly today, int grace, IReadOnlyList<string> recipients)
    {
        ArgumentNullException.ThrowIfNull(series);
        foreach (var bills in series)
        {
            if (bills.Next is not { } next || !bills.IsLate(today, grace)) continue;
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
        foreach (var log in series)
        {
            if (log.Next is not { } next || !log.IsLate(today, grace)) continue;
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

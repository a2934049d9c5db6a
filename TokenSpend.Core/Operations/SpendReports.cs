using System.Globalization;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;
using TokenSpend.Core.Storage;

namespace TokenSpend.Core.Operations;

/// <summary>Answers questions about spend: pages, the verb, the API and exports all ask here.</summary>
public sealed partial class SpendReports : IDisposable
{
    /// <summary>Longest hour view: it reads single requests.</summary>
    public const int MostHourDays = 31;

    private readonly Database _database;
    private readonly SpendStore _store;
    private readonly TimeProvider _clock;
    private readonly QueryTurns _turns = new();

    public SpendReports(Database database, Company company, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(database);
        (_database, _clock) = (database, clock);
        _store = new SpendStore(database, company);
    }

    /// <summary>The demo's maker tells its progress here; null when there is none.</summary>
    public DemoProgress? Demo { get; private set; }

    /// <summary>Figures, rules or the demo's progress changed.</summary>
    public event Action? Changed;

    public void Tell(DemoProgress? demo)
    {
        Demo = demo;
        Changed?.Invoke();
    }

    /// <summary>Brings the cube up to date and tells listeners if the figures or the rules changed.</summary>
    public void TellIfChanged()
    {
        if (_store.Renewed()) Changed?.Invoke();
    }

    /// <exception cref="QueryRefusedException">The question cannot be answered; the message says why.</exception>
    public Task<SpendResult> QueryAsync(Viewer viewer, SpendQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(query);
        return _turns.RunAsync(() => Query(query), cancellation);
    }

    /// <summary>Several questions to the figures of one moment, in one turn. Whoever asks lets the viewer see no more than it may.</summary>
    internal Task<T> ReadAsync<T>(Viewer viewer, Func<SpendAnswers, T> read, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return _turns.RunAsync(() =>
        {
            var (cube, rules, gaps) = _store.Current();
            return read(new SpendAnswers(query => Query(query, cube, rules, gaps), currency => Convert(rules, currency)));
        }, cancellation);
    }

    public Task<DataStatus> StatusAsync(Viewer viewer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return Task.Run(() =>
        {
            var (cube, _, _) = _store.Current();
            var currencies = cube.Query(new SpendQuery(new Period(DateOnly.MinValue, DateOnly.MaxValue), [], Measure.Attributed, Scope.All, [])).Totals;
            return new DataStatus(cube.Segments.Count == 0, cube.Freshness, Today, Zone.Id, Demo, [.. currencies.Select(total => total.Currency).Where(code => code.Length > 0)]);
        }, cancellation);
    }

    /// <summary>Values of a dimension in a period, greatest cost first; null is left out.</summary>
    public async Task<IReadOnlyList<string>> ValuesAsync(Viewer viewer, Dimension dimension, Period days, CancellationToken cancellation)
    {
        var result = await QueryAsync(viewer, new SpendQuery(days, [dimension], Measure.Attributed, Scope.All, []), cancellation);
        return [.. result.Rows.Select(row => row.Keys[0]).OfType<string>().Distinct()];
    }

    /// <summary>Today in the organisation's zone.</summary>
    public DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(_clock.GetUtcNow(), Zone).DateTime);

    /// <summary>The organisation's.</summary>
    public TimeZoneInfo Zone => OrganisationZone.Of(_database);

    private SpendResult Query(SpendQuery query)
    {
        var (cube, rules, gaps) = _store.Current();
        if (query.By.Contains(Dimension.Hour) || query.Where.Any(filter => filter.Dimension == Dimension.Hour))
        {
            if (query.Days.Days > MostHourDays) throw new QueryRefusedException($"An hour view covers at most {MostHourDays} days; {query.Days.Days} were asked for. Choose a shorter period.");
            cube = _store.Hours(query.Days, Zone);
        }
        return Query(query, cube, rules, gaps);
    }

    private static SpendResult Query(SpendQuery query, SpendCube cube, CompanyRules rules, IReadOnlyList<LogGap> gaps)
    {
        var result = cube.Query(query, Convert(rules, query.Currency));
        var missing = gaps.Where(gap => query.Days.Contains(gap.Day))
            .Select(gap => new Caveat("missing-log", [gap.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), gap.Source])).ToList();
        return missing.Count == 0 ? result : result with { Caveats = [.. result.Caveats, .. missing] };
    }

    private static ConvertMoney? Convert(CompanyRules rules, string? currency) => currency is null ? null
        : (amount, day) => rules.Rates?.Convert(amount, day, currency);

    public void Dispose()
    {
        _store.Dispose();
        _turns.Dispose();
    }
}

/// <summary>A question that cannot be answered as asked.</summary>
public sealed class QueryRefusedException(string message) : Exception(message);

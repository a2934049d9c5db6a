using TokenSpend.Core.Ledger;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;
using TokenSpend.Core.Storage;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Operations;

/// <summary>Holds the cube of this process and keeps it up with the database and the rules, whoever changes them.</summary>
/// <remarks>
/// A month is read again when its version row changes. Payer rules, AI rules and known accounts are part of a segment and
/// change all of them; owners and names are look-ups and change none.
/// </remarks>
internal sealed class SpendStore(Database database, Company company) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly DataVersion _changes = new(database);
    private State? _state;
    private SpendCube? _told;

    private sealed record State(
        SpendCube Cube, IReadOnlyList<MonthSegment> Months, CompanyRules Rules, Dictionary<Month, long> Versions, IReadOnlySet<(string, string)> Accounts, IReadOnlyList<LogGap> Gaps, long DataVersion);

    /// <summary>The cube as of now, and the gaps in its logs.</summary>
    public (SpendCube Cube, CompanyRules Rules, IReadOnlyList<LogGap> Gaps) Current()
    {
        lock (_gate)
        {
            var version = _changes.Read();
            var rules = company.Rules;
            if (_state is null || _state.DataVersion != version || !ReferenceEquals(_state.Rules, rules)) _state = Refresh(_state, rules, version);
            return (_state.Cube, _state.Rules, _state.Gaps);
        }
    }

    /// <summary>True once after each change of figures or rules.</summary>
    public bool Renewed()
    {
        var before = _told;
        _told = Current().Cube;
        return before is not null && !ReferenceEquals(before, _told);
    }

    /// <summary>A cube of single hours for a few days, read from the requests.</summary>
    public SpendCube Hours(Period days, TimeZoneInfo zone)
    {
        var rules = company.Rules;
        using var reader = new SegmentReader(database);
        var lookups = Lookups(reader, rules, reader.StatedAccounts());
        var coverage = reader.Coverage();
        var segments = Month.In(days).Select(month =>
        {
            var part = month.Days.Intersect(days)!.Value;
            var reports = reader.Days(part).Where(row => lookups.Subject(row.Subject).Level == SourceLevel.UsageReport);
            List<UsageDay> rows = [.. reader.Hours(part, zone, rules.Calendar), .. reports];
            return MonthSegment.Open(MonthLedger.Of(month, rows, reader.Charges(month.Days), coverage, lookups));
        });
        return new SpendCube([.. segments], lookups, zone.Id, reader.Freshest());
    }

    /// <summary>Single requests, out of one moment.</summary>
    public RequestPage Requests(SpendQuery query, TimeZoneInfo zone, RequestKey? before, int most, CancellationToken cancellation)
    {
        var rules = company.Rules;
        using var reader = new SegmentReader(database);
        return new RequestSearch(reader, Lookups(reader, rules, reader.StatedAccounts()), rules.Calendar, query, zone).Find(before, most, cancellation);
    }

    /// <summary>Which source is the money of each payer and day.</summary>
    public CoverageCalendar Coverage(Period days, DateOnly today)
    {
        var (_, rules, gaps) = Current();
        using var reader = new SegmentReader(database);
        var lookups = Lookups(reader, rules, reader.StatedAccounts());
        var declared = reader.Coverage();
        // A log that lacks the whole month is known from the ones around it.
        var around = new Period(Month.Containing(days.From).Add(-1).First, Month.Containing(days.To.AddDays(-1)).Add(2).First);
        var months = Month.In(around).Select(month => MonthSources.Of(month, reader.Tellers(month.Days), reader.Charges(month.Days), declared, lookups)).ToList();
        var logs = reader.LogDays(around.From.DayNumber).ToDictionary(log => log.Key, log => (DateOnly.FromDayNumber(log.Value.Keys.Min()), DateOnly.FromDayNumber(log.Value.Keys.Max())));
        return CoverageCalendar.Of(days, today, months, declared.Select(cover => (lookups.PayerOf(cover.Issuer, cover.Account), cover.Days)), logs, gaps);
    }

    private State Refresh(State? before, CompanyRules rules, long dataVersion)
    {
        using var reader = new SegmentReader(database);
        var versions = reader.Versions();
        var accounts = reader.StatedAccounts();
        var sameRules = before is not null && ReferenceEquals(before.Rules.Payers, rules.Payers) && ReferenceEquals(before.Rules.AiServices, rules.AiServices)
            && ReferenceEquals(before.Rules.Prices, rules.Prices) && accounts.SetEquals(before.Accounts);
        if (sameRules && ReferenceEquals(before!.Rules, rules) && Same(before.Versions, versions)) return before with { DataVersion = dataVersion };

        var lookups = Lookups(reader, rules, accounts);
        var coverage = reader.Coverage();
        var kept = sameRules ? before!.Months.ToLookup(segment => segment.Month) : null;
        List<MonthSegment> segments = [];
        foreach (var (month, (version, closed)) in versions)
        {
            if (kept?[month].SingleOrDefault() is { } same && same.Version == version) segments.Add(same);
            else segments.Add(closed
                ? reader.Closed(month, version)
                : MonthSegment.Open(MonthLedger.Of(month, reader.Days(month.Days), reader.Charges(month.Days), coverage, lookups), version));
        }
        IReadOnlyList<MonthSegment> settled = SettledMonths.Of(segments, rules.Settlement, nobody: reader.Subjects().Length);
        var cube = new SpendCube([.. segments, .. settled], lookups, OrganisationZone.Of(database).Id, reader.Freshest());
        return new State(cube, segments, rules, versions.ToDictionary(entry => entry.Key, entry => entry.Value.Version), accounts, LogGap.Find(reader), dataVersion);
    }

    private static bool Same(Dictionary<Month, long> before, Dictionary<Month, (long Version, bool Closed)> now) =>
        before.Count == now.Count && now.All(entry => before.TryGetValue(entry.Key, out var version) && version == entry.Value.Version);

    private static readonly Subject Nobody = new() { Source = "settlement" };

    private static SpendLookups Lookups(SegmentReader reader, CompanyRules rules, IReadOnlySet<(string Issuer, string Account)> accounts)
    {
        var (subjects, models) = (reader.Subjects(), reader.Models());
        var payers = rules.Payers.Knowing(accounts.Select(account => new Payer(account.Issuer, account.Account)));
        return new SpendLookups(
            // One more than there are: nobody, to whom a minimum without usage falls.
            id => id == subjects.Length ? Nobody : subjects[id],
            id => models[id],
            rules.Canonical,
            payers.Of,
            payers.OfStated,
            rules.AiServices.IsAi,
            rules.Owners.Of,
            subject => [.. rules.Owners.RangesOf(subject).Skip(1).Select(range => range.From)]);
    }

    public void Dispose() => _changes.Dispose();
}

using System.Globalization;
using System.Runtime.InteropServices;
using TokenSpend.Core.Ledger;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;
using TokenSpend.Core.Storage;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Operations;

/// <summary>Finds single requests by the filters of a question: what Explore counts, one by one.</summary>
/// <param name="zone">Of hours: the organisation's.</param>
internal sealed class RequestSearch(SegmentReader reader, SpendLookups lookups, PayerCalendar calendar, SpendQuery query, TimeZoneInfo zone)
{
    private readonly HashSet<long> _hidden = Publication.Hidden(reader.Connection, except: 0);
    private readonly Dictionary<(int Subject, int Model, int Currency, int Day), bool> _fits = [];
    private readonly Filter? _hours = query.Where.FirstOrDefault(filter => filter.Dimension == Dimension.Hour);

    public RequestPage Find(RequestKey? before, int most, CancellationToken cancellation)
    {
        if (FittingDays() is not { } days) return new RequestPage([], null);
        var (from, to) = Window(days);
        // One more than a page tells whether there is a next one.
        var keys = StoredRequests.Newest(reader.Connection, from, to, before, most + 1, IsWanted, cancellation);
        return new RequestPage([.. keys.Take(most).Select(View)], keys.Count > most ? keys[most - 1] : null);
    }

    /// <summary>Instants that may belong to the days, whatever the payer's calendar.</summary>
    public static (long FromMs, long ToMs) Window(Period days) => (
        PayerCalendar.StartMs(days.From.DayNumber) - PayerCalendar.WidestOffsetMs, PayerCalendar.StartMs(days.To.DayNumber) + PayerCalendar.WidestOffsetMs);

    /// <summary>From the first to the last day on which the rollup has what is asked for: requests are many, a rare key is in few days.</summary>
    private Period? FittingDays()
    {
        if (query.Where.Count == 0) return query.Days;
        var days = reader.Tellers(query.Days).Where(row => Fits(row.Subject, row.Model, null, DateOnly.FromDayNumber(row.Day))).Select(row => row.Day).Distinct().ToList();
        return days.Count == 0 ? null : new Period(DateOnly.FromDayNumber(days.Min()), DateOnly.FromDayNumber(days.Max() + 1));
    }

    private bool IsWanted(RequestMark mark)
    {
        if (_hidden.Count > 0 && _hidden.Contains(mark.Import)) return false;
        var day = DayOf(mark.Key.AtMs, mark.Model);
        if (day < query.Days.From.DayNumber || day >= query.Days.To.DayNumber) return false;
        ref var fits = ref CollectionsMarshal.GetValueRefOrAddDefault(_fits, (mark.Subject, mark.Model, mark.Currency, day), out var known);
        if (!known) fits = Fits(mark.Subject, mark.Model, reader.Currencies[mark.Currency], DateOnly.FromDayNumber(day));
        return fits && (_hours is null || _hours.Values.Contains(Hour(mark.Key.AtMs)));
    }

    /// <param name="currency">Null: whatever it is.</param>
    private bool Fits(int subjectId, int modelId, string? currency, DateOnly day)
    {
        var (subject, name) = (lookups.Subject(subjectId), lookups.Model(modelId));
        return query.Where.All(filter => filter.Dimension == Dimension.Hour || (filter.Dimension == Dimension.Currency && currency is null) || filter.Values.Contains(filter.Dimension switch
        {
            Dimension.Department => lookups.Owner(subject, day).Department,
            Dimension.Application => lookups.Owner(subject, day).Application,
            Dimension.Function => lookups.Owner(subject, day).Function,
            Dimension.Provider => name.Provider,
            Dimension.Publisher => lookups.Canonical(name.Provider, name.Model).Publisher,
            Dimension.Model => lookups.Canonical(name.Provider, name.Model).Model,
            Dimension.Issuer => lookups.Payer(subject, name.Provider).Issuer,
            Dimension.Payer => lookups.Payer(subject, name.Provider).Label,
            Dimension.Subject => subject.Label,
            Dimension.Key => subject.Key,
            Dimension.User => subject.User,
            Dimension.Currency => currency,
            Dimension.Month => day.ToString("yyyy-MM", CultureInfo.InvariantCulture),
            _ => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        }, StringComparer.Ordinal));
    }

    private RequestView View(RequestKey key)
    {
        var stored = StoredRequests.Read(reader.Connection, key) ?? throw new InvalidOperationException("A request was found and is not there: both come from one moment.");
        var (subject, name) = (lookups.Subject(stored.Subject), lookups.Model(stored.Model));
        var day = DateOnly.FromDayNumber(DayOf(key.AtMs, stored.Model));
        return new RequestView(key, DateTime.UnixEpoch.AddMilliseconds(key.AtMs), name.Provider, name.Model, subject.Label, lookups.Owner(subject, day), stored.Status, stored.Tokens,
            stored.Cost, reader.Currencies[stored.Currency], stored.Unpriced, subject.Source, subject.Level == SourceLevel.Detail, stored.Import, stored.Position);
    }

    private int DayOf(long atMs, int model) => PayerCalendar.DayOf(atMs, calendar.ZoneOf(lookups.Model(model).Provider));

    private string Hour(long atMs) => TimeZoneInfo.ConvertTimeFromUtc(DateTime.UnixEpoch.AddMilliseconds(atMs), zone).Hour.ToString("D2", CultureInfo.InvariantCulture);
}

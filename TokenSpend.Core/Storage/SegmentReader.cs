using Microsoft.Data.Sqlite;
using TokenSpend.Core.Ledger;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Storage;

/// <summary>Reads what the spend store is made of. Everything of one answer comes from one read transaction.</summary>
public sealed class SegmentReader : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _transaction;
    private readonly string[] _currencies;
    private Subject[]? _subjects;
    private ModelName[]? _models;

    public SegmentReader(Database database)
    {
        ArgumentNullException.ThrowIfNull(database);
        _connection = database.OpenRead();
        _transaction = _connection.BeginTransaction(deferred: true);
        _currencies = Table("SELECT id, CAST(code AS TEXT) FROM currency", row => row.Text(1) ?? "");
    }

    /// <summary>For what else belongs to the same answer.</summary>
    internal SqliteConnection Connection => _connection;

    /// <summary>Version of each month that holds facts; a changed version means: read it again.</summary>
    public Dictionary<Month, (long Version, bool Closed)> Versions()
    {
        var versions = new Dictionary<Month, (long, bool)>();
        using var rows = new RawStatement(_connection, "SELECT month, version, closed FROM segment");
        while (rows.Step()) versions[new Month((int)rows.Long(0))] = (rows.Long(1), rows.Long(2) == 1);
        return versions;
    }

    /// <summary>Subjects by id; ids without a row are empty.</summary>
    public Subject[] Subjects() => _subjects ??= Table("SELECT id, canonical FROM subject", row => Subject.Parse(row.Blob(1)));

    /// <summary>Codes by id; "" where nothing is priced.</summary>
    internal string[] Currencies => _currencies;

    /// <summary>Provider and model names by id.</summary>
    public ModelName[] Models() => _models ??= Table("SELECT id, name FROM model", row => ModelName.Parse(row.Blob(1)));

    /// <summary>Rollup rows of the days.</summary>
    public List<UsageDay> Days(Period days)
    {
        List<UsageDay> result = [];
        using var rows = new RawStatement(_connection,
            $"SELECT day, subject, model, tier, currency, requests, cost, unpriced, {FactSchema.Tokens} FROM day WHERE day >= ?1 AND day < ?2");
        rows.Bind(1, (long)days.From.DayNumber);
        rows.Bind(2, (long)days.To.DayNumber);
        while (rows.Step())
            result.Add(new UsageDay(
                (int)rows.Long(0), -1, (int)rows.Long(1), (int)rows.Long(2), (ServiceTier)rows.Long(3), _currencies[rows.Long(4)],
                rows.Long(5), Columns.Tokens(rows, 8), rows.Long(6), rows.Long(7)));
        return result;
    }

    /// <summary>Which subjects and models tell of which days: rollup rows without their figures.</summary>
    public List<UsageDay> Tellers(Period days)
    {
        List<UsageDay> result = [];
        using var rows = new RawStatement(_connection, "SELECT DISTINCT day, subject, model FROM day WHERE day >= ?1 AND day < ?2");
        rows.Bind(1, (long)days.From.DayNumber);
        rows.Bind(2, (long)days.To.DayNumber);
        while (rows.Step()) result.Add(new UsageDay((int)rows.Long(0), -1, (int)rows.Long(1), (int)rows.Long(2), default, "", 0, default, 0, 0));
        return result;
    }

    /// <summary>Live charges whose days or billing period touch the days.</summary>
    public List<ChargeFact> Charges(Period days)
    {
        List<ChargeFact> result = [];
        var subjects = Subjects();
        using var rows = new RawStatement(_connection, """
            SELECT id, format, level, issuer, account, provider, publisher, model, model_name, service, item, from_day, to_day,
            billing_from, billing_to, category, billed, effective, currency, subject, dimensions
            FROM charge WHERE live = 1 AND ((from_day < ?2 AND to_day > ?1) OR (billing_from < ?2 AND billing_to > ?1))
            """);
        rows.Bind(1, (long)days.From.DayNumber);
        rows.Bind(2, (long)days.To.DayNumber);
        while (rows.Step())
        {
            var subject = (int)rows.Long(19);
            result.Add(new ChargeFact(rows.Long(0), rows.Text(1)!, (SourceLevel)rows.Long(2), new Charge
            {
                Issuer = rows.Text(3)!, Account = rows.Text(4), Provider = rows.Text(5)!, Publisher = rows.Text(6), Model = rows.Text(8),
                Service = rows.Text(9)!, Item = rows.Text(10), Days = Days(rows, 11), BillingPeriod = Days(rows, 13),
                Category = (ChargeCategory)rows.Long(15), Billed = rows.Long(16), Effective = rows.Long(17), Currency = rows.Text(18)!,
                Subject = subjects[subject], Dimensions = rows.Text(20)!,
            }, subject, (int?)rows.NullableLong(7)));
        }
        return result;
    }

    /// <summary>Coverage that visible imports declare.</summary>
    public List<Coverage> Coverage()
    {
        List<Coverage> result = [];
        var visible = Publication.Visible(_connection);
        using var rows = new RawStatement(_connection, "SELECT import, format, level, issuer, account, from_day, to_day, final FROM coverage");
        while (rows.Step())
            if (visible.Contains(rows.Long(0)))
                result.Add(new Coverage(rows.Text(1)!, (SourceLevel)rows.Long(2), rows.Text(3)!, rows.Text(4), Days(rows, 5), rows.Long(7) == 1));
        return result;
    }

    /// <summary>Issuers and billing accounts that live charges and buckets state.</summary>
    public HashSet<(string Issuer, string Account)> StatedAccounts()
    {
        var stated = new HashSet<(string, string)>();
        using var charges = new RawStatement(_connection, "SELECT DISTINCT issuer, account FROM charge WHERE live = 1 AND account IS NOT NULL");
        while (charges.Step()) stated.Add((charges.Text(0)!, charges.Text(1)!));
        return stated;
    }

    /// <summary>Requests of each gateway source by day number.</summary>
    /// <param name="from">Day number of the first day wanted.</param>
    public Dictionary<string, Dictionary<int, long>> LogDays(int from = 0)
    {
        var sources = new Dictionary<string, Dictionary<int, long>>(StringComparer.Ordinal);
        var subjects = Subjects();
        using var rows = new RawStatement(_connection, "SELECT day, subject, SUM(requests) FROM day WHERE day >= ?1 GROUP BY day, subject");
        rows.Bind(1, (long)from);
        while (rows.Step())
        {
            var subject = subjects[rows.Long(1)];
            if (subject.Level != SourceLevel.PrimaryLog) continue;
            if (!sources.TryGetValue(subject.Source, out var days)) sources[subject.Source] = days = [];
            days[(int)rows.Long(0)] = days.GetValueOrDefault((int)rows.Long(0)) + rows.Long(2);
        }
        return sources;
    }

    /// <summary>A closed month as it was frozen.</summary>
    public MonthSegment Closed(Month month, long version) => ClosedMonth.Read(_connection, month, version);

    /// <summary>Newest day that has facts.</summary>
    public DateTime? Freshest()
    {
        using var newest = new RawStatement(_connection, "SELECT MAX(t) FROM usage");
        newest.Step();
        var usage = newest.NullableLong(0) is { } ms ? DateTime.UnixEpoch.AddMilliseconds(ms) : (DateTime?)null;
        using var charged = new RawStatement(_connection, "SELECT MAX(to_day) FROM coverage");
        charged.Step();
        var covered = charged.NullableLong(0) is { } day ? DateOnly.FromDayNumber((int)day).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) : (DateTime?)null;
        return usage is null ? covered : covered is null ? usage : usage > covered ? usage : covered;
    }

    /// <summary>Requests of some days as hourly rows in a zone, for hour views: read from the raw rows.</summary>
    public List<UsageDay> Hours(Period days, TimeZoneInfo zone, PayerCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        var models = Models();
        var sums = new Dictionary<(DayKey Key, sbyte Hour), DayDelta>();
        var hidden = Publication.Hidden(_connection, except: 0);
        using var rows = new RawStatement(_connection,
            $"SELECT t, subject, model, tier, currency, import, cost, unpriced, {FactSchema.Tokens} FROM usage WHERE t >= ?1 AND t < ?2");
        rows.Bind(1, PayerCalendar.StartMs(days.From.DayNumber) - PayerCalendar.WidestOffsetMs);
        rows.Bind(2, PayerCalendar.StartMs(days.To.DayNumber) + PayerCalendar.WidestOffsetMs);
        while (rows.Step())
        {
            var (at, model) = (rows.Long(0), (int)rows.Long(2));
            var day = PayerCalendar.DayOf(at, calendar.ZoneOf(models[model].Provider));
            if (day < days.From.DayNumber || day >= days.To.DayNumber || hidden.Contains(rows.Long(5))) continue;
            var hour = (sbyte)TimeZoneInfo.ConvertTimeFromUtc(DateTime.UnixEpoch.AddMilliseconds(at), zone).Hour;
            var key = (new DayKey(day, (int)rows.Long(1), model, (ServiceTier)rows.Long(3), (int)rows.Long(4)), hour);
            System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(sums, key, out _)
                .Add(Columns.Tokens(rows, 8), 1, rows.NullableLong(6), rows.Long(7));
        }
        return [.. sums.Select(sum => new UsageDay(
            sum.Key.Key.Day, sum.Key.Hour, sum.Key.Key.Subject, sum.Key.Key.Model, sum.Key.Key.Tier, _currencies[sum.Key.Key.Currency],
            sum.Value.Requests, sum.Value.Tokens, sum.Value.Cost, sum.Value.Unpriced))];
    }

    private static Period Days(RawStatement row, int column) =>
        new(DateOnly.FromDayNumber((int)row.Long(column)), DateOnly.FromDayNumber((int)row.Long(column + 1)));

    private T[] Table<T>(string sql, Func<RawStatement, T> read)
    {
        var found = new List<(int Id, T Value)>();
        using (var rows = new RawStatement(_connection, sql))
            while (rows.Step()) found.Add(((int)rows.Long(0), read(rows)));
        var table = new T[found.Count == 0 ? 0 : found.Max(entry => entry.Id) + 1];
        foreach (var (id, value) in found) table[id] = value;
        return table;
    }

    public void Dispose()
    {
        _transaction.Dispose();
        _connection.Dispose();
    }
}

using Microsoft.Data.Sqlite;
using TokenSpend.Core.Savings;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Storage;

/// <summary>Takes one request of a sweep.</summary>
internal delegate void RequestSink(in LoggedRequest request);

/// <summary>Reads the requests of primary logs in order of time, out of one read transaction.</summary>
internal sealed class RequestSweep : IDisposable
{
    private const int FirstToken = 9;

    private readonly SegmentReader _names;
    private readonly SqliteConnection _connection;
    private bool[]? _isPrimary;
    private readonly HashSet<long> _hidden;

    public RequestSweep(Database database)
    {
        _names = new SegmentReader(database);
        _connection = _names.Connection;
        _hidden = Publication.Hidden(_connection, except: 0);
    }

    public SqliteConnection Connection => _connection;

    /// <summary>By id.</summary>
    public Subject[] Subjects => _names.Subjects();

    /// <summary>By id.</summary>
    public ModelName[] Models => _names.Models();

    /// <summary>By id.</summary>
    public string[] Currencies => _names.Currencies;

    /// <summary>Oldest and newest request, milliseconds since 1970, UTC; null: there is none.</summary>
    public (long First, long Last)? Ends()
    {
        using var ends = new RawStatement(_connection, "SELECT (SELECT MIN(t) FROM usage), (SELECT MAX(t) FROM usage)");
        ends.Step();
        return ends.NullableLong(0) is { } first && ends.NullableLong(1) is { } last ? (first, last) : null;
    }

    /// <param name="fromMs">Milliseconds since 1970, UTC.</param>
    /// <param name="toMs">Not included.</param>
    public void Read(long fromMs, long toMs, RequestSink sink, CancellationToken cancellation)
    {
        // Only here: a day that needs no reading costs no names.
        _isPrimary ??= [.. _names.Subjects().Select(subject => subject?.Level == SourceLevel.PrimaryLog)];
        var currencies = Currencies;
        using var rows = new RawStatement(_connection,
            $"SELECT t, f, subject, model, tier, status, cost, currency, import, {FactSchema.Tokens}, unpriced FROM usage WHERE t >= ?1 AND t < ?2 ORDER BY t, f");
        rows.Bind(1, fromMs);
        rows.Bind(2, toMs);
        var request = new LoggedRequest();
        for (var row = 0; rows.Step(); row++)
        {
            if ((row & 0xFFF) == 0) cancellation.ThrowIfCancellationRequested();
            request.Subject = (int)rows.Long(2);
            if (!_isPrimary[request.Subject] || (_hidden.Count > 0 && _hidden.Contains(rows.Long(8)))) continue;
            request.AtMs = rows.Long(0);
            request.Fact = rows.Long(1);
            request.Model = (int)rows.Long(3);
            request.Tier = (ServiceTier)rows.Long(4);
            request.Status = (RequestStatus)rows.Long(5);
            request.Cost = rows.Long(FirstToken + TokenKindInfo.Count) == 0 ? rows.NullableLong(6) : null;
            request.Currency = currencies[rows.Long(7)];
            request.Tokens = Columns.Tokens(rows, FirstToken);
            sink(request);
        }
    }

    public void Dispose() => _names.Dispose();
}

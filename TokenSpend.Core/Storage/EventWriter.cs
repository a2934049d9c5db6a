using Microsoft.Data.Sqlite;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Storage;

/// <summary>Writes one import's requests in batches, exactly once, and keeps the day rollup's deltas until the import is done.</summary>
/// <remarks>
/// A batch is one transaction, sorted by the primary key, 16 rows a statement. A row that is there already was either
/// written by this import before a kill (same import and line: accepted) or is another telling of the request: the greater
/// figures win, the day is summed anew at the end, and the pair of imports is remembered for undo.
/// </remarks>
internal sealed class EventWriter : IDisposable
{
    /// <summary>Rows in one transaction: short enough that a click never waits long for the lock.</summary>
    public const int BatchRows = 32_768;

    private const int RowsAtOnce = 16;
    private const int LargestDelta = 400_000;
    private const int FixedColumns = 12;

    private readonly long _import;
    private readonly long? _undoing;
    private readonly TicketLock _turns;
    private readonly SqliteConnection _connection;
    private readonly StoredNames _names;
    private readonly RawStatement _insertText;
    private readonly RawStatement _insertOne;
    private readonly RawStatement _find;
    private readonly RawStatement _update;
    private readonly RawStatement _overlap;
    private readonly RawStatement _stale;
    private readonly HashSet<(long, long)> _overlaps = [];
    private readonly HashSet<int> _staleDays = [];
    private readonly (long At, long Fact, int Index)[] _order = new (long, long, int)[BatchRows];

    /// <param name="undoing">The import that is being undone while this one is replayed: its rows are taken over, and days are marked for it.</param>
    public EventWriter(SqliteConnection connection, TicketLock turns, long import, StoredNames names, long? undoing = null)
    {
        (_connection, _turns, _import, _names, _undoing) = (connection, turns, import, names, undoing);
        _insertText = new RawStatement(connection, Insert(FactSchema.TextTokens, TokenKindInfo.AlwaysShown, RowsAtOnce));
        _insertOne = new RawStatement(connection, Insert(FactSchema.Tokens, TokenKindInfo.Count, 1));
        _find = new RawStatement(connection, $"SELECT import, position, status, model, {FactSchema.Tokens} FROM usage WHERE t = ?1 AND f = ?2");
        _update = new RawStatement(connection, $"""
            UPDATE usage SET (subject, model, tier, status, cost, currency, unpriced, claimed, import, position, {FactSchema.Tokens})
            = (?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, {Parameters(13, TokenKindInfo.Count)}) WHERE t = ?1 AND f = ?2
            """);
        _overlap = new RawStatement(connection, "INSERT OR IGNORE INTO overlap VALUES (?1, ?2)");
        _stale = new RawStatement(connection, "INSERT OR IGNORE INTO stale_day VALUES (?1, ?2)");
        using var known = new RawStatement(connection, "SELECT day FROM stale_day WHERE import = ?1");
        known.Bind(1, undoing ?? import);
        while (known.Step()) _staleDays.Add((int)known.Long(0));
    }

    /// <summary>What became of the lines that told of the requests.</summary>
    public required LineFates Lines { get; set; }

    /// <summary>Sums to add to the rollup, by the import's own numbers; days in <see cref="StaleDays"/> are left out.</summary>
    public DayDeltas Deltas { get; } = new();

    public IReadOnlySet<int> StaleDays => _staleDays;

    public StoredNames Names => _names;

    /// <summary>Writes one batch as one transaction.</summary>
    /// <param name="progress">Saved with it; null: nobody watches.</param>
    public void Write(ReadOnlySpan<UsageRow> rows, JobProgress? progress, CancellationToken cancellation)
    {
        if (rows.Length > BatchRows) throw new ArgumentException($"At most {BatchRows} rows a batch.", nameof(rows));
        for (var i = 0; i < rows.Length; i++) _order[i] = (rows[i].AtMs, rows[i].Fact, i);
        _order.AsSpan(0, rows.Length).Sort();

        using var turn = _turns.Enter(cancellation);
        using var transaction = _connection.BeginTransaction(deferred: false);
        _names.Catch();
        for (var from = 0; from < rows.Length; from += RowsAtOnce)
            WriteGroup(rows, _order.AsSpan(from, Math.Min(RowsAtOnce, rows.Length - from)));
        if (Deltas.Count > LargestDelta) Spill();
        progress?.Save();
        transaction.Commit();
    }

    private void WriteGroup(ReadOnlySpan<UsageRow> rows, ReadOnlySpan<(long At, long Fact, int Index)> group)
    {
        var textOnly = group.Length == RowsAtOnce;
        foreach (var (_, _, index) in group) textOnly &= rows[index].Tokens.HasOnlyTextKinds;
        var inserted = 0;
        if (textOnly)
        {
            var at = 1;
            foreach (var (_, _, index) in group) at = Bind(_insertText, at, in rows[index], TokenKindInfo.AlwaysShown);
            inserted = _insertText.Execute();
        }
        else
        {
            foreach (var (_, _, index) in group)
            {
                Bind(_insertOne, 1, in rows[index], TokenKindInfo.Count);
                inserted += _insertOne.Execute();
            }
        }
        if (inserted == group.Length)
        {
            foreach (var (_, _, index) in group) Accept(in rows[index]);
            return;
        }
        foreach (var (_, _, index) in group) Settle(in rows[index]);
    }

    private int Bind(RawStatement insert, int at, in UsageRow row, int kinds)
    {
        insert.Bind(at++, row.AtMs);
        insert.Bind(at++, row.Fact);
        insert.Bind(at++, (long)_names.Subjects[row.Subject]);
        insert.Bind(at++, (long)_names.Models[row.Model]);
        insert.Bind(at++, (long)row.Tier);
        insert.Bind(at++, (long)row.Status);
        insert.Bind(at++, row.Cost);
        insert.Bind(at++, (long)_names.Currencies[row.Currency]);
        insert.Bind(at++, row.UnpricedTokens);
        insert.Bind(at++, row.ClaimedNanoUsd);
        insert.Bind(at++, _import);
        insert.Bind(at++, (long)row.Line);
        for (var kind = 0; kind < kinds; kind++) insert.Bind(at++, row.Tokens[(TokenKind)kind]);
        return at;
    }

    /// <summary>Decides on a row of a group in which some were there already.</summary>
    private void Settle(in UsageRow row)
    {
        _find.Bind(1, row.AtMs);
        _find.Bind(2, row.Fact);
        if (!_find.Step()) throw new InvalidOperationException("A row that could not be inserted is not there either.");
        var (owner, position, status, model) = (_find.Long(0), _find.Long(1), (RequestStatus)_find.Long(2), _find.Long(3));
        var tokens = Columns.Tokens(_find, 4);
        _find.Reset();

        if (owner == _import && position == row.Line)
        {
            Accept(in row);
            return;
        }
        if (owner == _undoing)
        {
            Replace(in row, model);
            return;
        }
        var greater = UsageRow.CompareFigures(row.Tokens, row.Status, tokens, status) > 0;
        if (owner != _import) NoteOverlap(greater ? _import : owner, greater ? owner : _import);
        if (greater) Replace(in row, model);
        else Lines.Note(row.Line, LineFate.Duplicate);
    }

    private void NoteOverlap(long owner, long other)
    {
        if (!_overlaps.Add((owner, other))) return;
        _overlap.Bind(1, owner);
        _overlap.Bind(2, other);
        _overlap.Execute();
    }

    private void Replace(in UsageRow row, long oldModel)
    {
        _update.Bind(1, row.AtMs);
        _update.Bind(2, row.Fact);
        _update.Bind(3, (long)_names.Subjects[row.Subject]);
        _update.Bind(4, (long)_names.Models[row.Model]);
        _update.Bind(5, (long)row.Tier);
        _update.Bind(6, (long)row.Status);
        _update.Bind(7, row.Cost);
        _update.Bind(8, (long)_names.Currencies[row.Currency]);
        _update.Bind(9, row.UnpricedTokens);
        _update.Bind(10, row.ClaimedNanoUsd);
        _update.Bind(11, _import);
        _update.Bind(12, (long)row.Line);
        for (var kind = 0; kind < TokenKindInfo.Count; kind++) _update.Bind(13 + kind, row.Tokens[(TokenKind)kind]);
        _update.Execute();
        Lines.Note(row.Line, LineFate.Replaced);
        MarkStale(row.Day);
        if (oldModel == _names.Models[row.Model]) return;
        // Another model may be another provider, whose day is cut elsewhere.
        MarkStale(row.Day - 1);
        MarkStale(row.Day + 1);
    }

    private void Accept(in UsageRow row)
    {
        Lines.Note(row.Line, LineFate.Accepted);
        if (_undoing is not null) MarkStale(row.Day);
        if (_staleDays.Count > 0 && _staleDays.Contains(row.Day)) return;
        Deltas[new DayKey(row.Day, row.Subject, row.Model, row.Tier, row.Currency)].Add(row.Tokens, 1, row.Cost, row.UnpricedTokens);
    }

    /// <summary>Too many sums to hold: their days are summed from the rows at the end instead.</summary>
    private void Spill()
    {
        foreach (var day in Deltas.Keys.Select(key => key.Day).Distinct().ToList()) MarkStale(day);
        Deltas.Clear();
    }

    private void MarkStale(int day)
    {
        if (!_staleDays.Add(day)) return;
        _stale.Bind(1, _undoing ?? _import);
        _stale.Bind(2, (long)day);
        _stale.Execute();
    }

    private static string Insert(string tokenColumns, int kinds, int rows)
    {
        var width = FixedColumns + kinds;
        var values = Enumerable.Range(0, rows).Select(row => $"({Parameters(1 + row * width, width)})");
        return $"INSERT OR IGNORE INTO usage (t, f, subject, model, tier, status, cost, currency, unpriced, claimed, import, position, {tokenColumns}) VALUES {string.Join(", ", values)}";
    }

    private static string Parameters(int from, int count) =>
        string.Join(", ", Enumerable.Range(from, count).Select(number => $"?{number}"));

    public void Dispose()
    {
        foreach (var part in new IDisposable[] { _insertText, _insertOne, _find, _update, _overlap, _stale })
            part.Dispose();
    }
}

using Microsoft.Data.Sqlite;

namespace TokenSpend.Core.Storage;

/// <summary>A snapshot fact as two choices see it. Null: it does not count.</summary>
/// <param name="Currency">"" where nothing is priced.</param>
/// <param name="Now">What counts under a third choice; null too where none was asked about.</param>
internal sealed record ComparedFact(bool IsCharge, FactPlace Place, string Currency, Telling? Before, Telling? After, Telling? Now)
{
    public bool Differs => (Before?.Amount, Before?.First, Before?.Second, Before?.Unpriced) != (After?.Amount, After?.First, After?.Second, After?.Unpriced);

    /// <summary>Nano units by which the money changes; null: an amount is unknown.</summary>
    public long? Difference => (Before, After) is ({ Amount: null }, _) or (_, { Amount: null }) ? null : (After?.Amount ?? 0) - (Before?.Amount ?? 0);
}

/// <summary>Compares what counts under one choice of tellings with what counts under another, from what is stored.</summary>
/// <param name="now">A third choice, asked only whether its telling is another; null: none.</param>
internal sealed class SnapshotComparison(SqliteConnection connection, TellingChoice before, TellingChoice after, TellingChoice? now = null)
{
    private static readonly string BucketFigures = $"SUM({string.Join(" + ", FactSchema.TokenColumns)}) AS tokens, SUM(requests) AS requests, SUM(cost) AS cost, SUM(unpriced) AS unpriced";

    private const string OwnCharges = "SELECT key FROM charge WHERE import = ?1";

    private const string Covered = """
        SELECT c.key FROM charge c WHERE c.import <> ?1 AND EXISTS (SELECT 1 FROM snapshot_window w
        WHERE w.import = ?1 AND c.from_day >= w.from_day AND c.to_day <= w.to_day AND c.level = w.level AND c.issuer = w.issuer AND c.account IS w.account)
        """;

    /// <summary>Facts of the import itself.</summary>
    public IEnumerable<ComparedFact> OfOwn(long import) => Buckets(import).Concat(Charges(OwnCharges, import));

    /// <summary>Charges inside of the import's windows that it does not tell of.</summary>
    public IEnumerable<ComparedFact> OfMissing(long import) => Charges($"{Covered} EXCEPT {OwnCharges}", import);

    private IEnumerable<ComparedFact> Charges(string keys, long import) => Read($"""
        SELECT key, import, COUNT(DISTINCT line), SUM(ABS(billed)), SUM(effective), SUM(billed), 0, MIN(id), currency, level, issuer, account, from_day, to_day
        FROM charge INDEXED BY charge_key WHERE key IN ({keys}) GROUP BY key, import ORDER BY key
        """, isCharge: true, import);

    private IEnumerable<ComparedFact> Buckets(long import) => Read($"""
        SELECT key, import, lines, tokens, requests, cost, unpriced, id, (SELECT CAST(code AS TEXT) FROM currency WHERE currency.id = priced), 2, '', NULL, first_day, first_day + 1 FROM (
            SELECT key, import, COUNT(DISTINCT line) AS lines, {BucketFigures}, MIN(id) AS id, MAX(currency) AS priced, MIN(day) AS first_day
            FROM bucket INDEXED BY bucket_key WHERE key IN (SELECT key FROM bucket WHERE import = ?1) GROUP BY key, import) ORDER BY key
        """, isCharge: false, import);

    private IEnumerable<ComparedFact> Read(string sql, bool isCharge, long import)
    {
        using var rows = new RawStatement(connection, sql);
        rows.Bind(1, import);
        List<Telling> tellings = [];
        var (key, place, currency) = (0L, default(FactPlace), "");
        while (rows.Step())
        {
            if (tellings.Count > 0 && rows.Long(0) != key)
            {
                yield return Compared();
                tellings = [];
                currency = "";
            }
            key = rows.Long(0);
            place = new FactPlace(rows.Long(9), rows.Text(10), rows.Text(11), (int)rows.Long(12), (int)rows.Long(13));
            // Of two tellings one may have been priced since.
            if (rows.Text(8) is { Length: > 0 } code) currency = code;
            tellings.Add(new Telling(rows.Long(1), rows.Long(2), rows.Long(3), rows.Long(4), rows.NullableLong(5), rows.Long(6), rows.Long(7)));
        }
        if (tellings.Count > 0) yield return Compared();

        ComparedFact Compared() => new(isCharge, place, currency, before.Of(tellings, place), after.Of(tellings, place), now?.Of(tellings, place));
    }
}

using Microsoft.Data.Sqlite;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Storage;

/// <summary>Stages an import's buckets and charges; none is live before the election at the end.</summary>
internal sealed class SnapshotWriter : IDisposable
{
    private readonly long _import;
    private readonly string _format;
    private readonly SourceLevel _level;
    private readonly RawStatement _bucket;
    private readonly RawStatement _charge;

    public SnapshotWriter(SqliteConnection connection, long import, string format, SourceLevel level)
    {
        (_import, _format, _level) = (import, format, level);
        _bucket = new RawStatement(connection, $"""
            INSERT INTO bucket (import, line, key, day, t, until, subject, model, tier, status, requests, cost, currency, unpriced, claimed, {FactSchema.Tokens})
            VALUES ({Parameters(15 + TokenKindInfo.Count)})
            """);
        _charge = new RawStatement(connection, $"""
            INSERT INTO charge (import, line, key, format, level, issuer, account, provider, publisher, model, model_name, service, item,
            from_day, to_day, billing_from, billing_to, category, billed, effective, currency, subject, dimensions) VALUES ({Parameters(23)})
            """);
    }

    /// <summary>Stages one bucket; ids are stored ids.</summary>
    public void Add(in UsageRow row, long key, long requests, long untilMs, int subject, int model, int currency)
    {
        var at = 1;
        _bucket.Bind(at++, _import);
        _bucket.Bind(at++, (long)row.Line);
        _bucket.Bind(at++, key);
        _bucket.Bind(at++, (long)row.Day);
        _bucket.Bind(at++, row.AtMs);
        _bucket.Bind(at++, untilMs);
        _bucket.Bind(at++, (long)subject);
        _bucket.Bind(at++, (long)model);
        _bucket.Bind(at++, (long)row.Tier);
        _bucket.Bind(at++, (long)row.Status);
        _bucket.Bind(at++, requests);
        _bucket.Bind(at++, row.Cost);
        _bucket.Bind(at++, (long)currency);
        _bucket.Bind(at++, row.UnpricedTokens);
        _bucket.Bind(at++, row.ClaimedNanoUsd);
        Columns.Bind(_bucket, at, row.Tokens);
        _bucket.Execute();
    }

    /// <summary>Stages one charge; ids are stored ids.</summary>
    public void Add(Charge charge, int line, long key, int subject, int? model)
    {
        var at = 1;
        _charge.Bind(at++, _import);
        _charge.Bind(at++, (long)line);
        _charge.Bind(at++, key);
        _charge.Bind(at++, _format);
        _charge.Bind(at++, (long)_level);
        _charge.Bind(at++, charge.Issuer);
        _charge.Bind(at++, charge.Account);
        _charge.Bind(at++, charge.Provider);
        _charge.Bind(at++, charge.Publisher);
        _charge.Bind(at++, (long?)model);
        _charge.Bind(at++, charge.Model);
        _charge.Bind(at++, charge.Service);
        _charge.Bind(at++, charge.Item);
        _charge.Bind(at++, (long)charge.Days.From.DayNumber);
        _charge.Bind(at++, (long)charge.Days.To.DayNumber);
        _charge.Bind(at++, (long)charge.BillingPeriod.From.DayNumber);
        _charge.Bind(at++, (long)charge.BillingPeriod.To.DayNumber);
        _charge.Bind(at++, (long)charge.Category);
        _charge.Bind(at++, charge.Billed);
        _charge.Bind(at++, charge.Effective);
        _charge.Bind(at++, charge.Currency);
        _charge.Bind(at++, (long)subject);
        _charge.Bind(at, charge.Dimensions);
        _charge.Execute();
    }

    private static string Parameters(int count) => string.Join(", ", Enumerable.Range(1, count).Select(number => $"?{number}"));

    public void Dispose()
    {
        _bucket.Dispose();
        _charge.Dispose();
    }
}

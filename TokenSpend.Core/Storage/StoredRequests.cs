using Microsoft.Data.Sqlite;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Storage;

/// <summary>Finds one stored request again: its time and identity, the primary key of requests.</summary>
/// <param name="AtMs">Milliseconds since 1970, UTC.</param>
public readonly record struct RequestKey(long AtMs, long Fact)
{
    /// <summary>As an address carries it: "1764061200000.42".</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{AtMs}.{Fact}");

    public static RequestKey? Parse(string? text)
    {
        var cut = text?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        var culture = System.Globalization.CultureInfo.InvariantCulture;
        const System.Globalization.NumberStyles Signed = System.Globalization.NumberStyles.AllowLeadingSign;
        return cut > 0 && long.TryParse(text.AsSpan(0, cut), Signed, culture, out var at) && long.TryParse(text.AsSpan(cut + 1), Signed, culture, out var fact) ? new RequestKey(at, fact) : null;
    }
}

/// <summary>What tells whether a request is wanted; ids are stored ids.</summary>
internal readonly record struct RequestMark(RequestKey Key, int Subject, int Model, int Currency, long Import);

/// <summary>A request as it is stored.</summary>
/// <param name="Cost">Nano units; null: unknown.</param>
/// <param name="Position">Its line in the imported file.</param>
internal sealed record StoredRequest(RequestKey Key, int Subject, int Model, RequestStatus Status, TokenCounts Tokens, long? Cost, int Currency, long Unpriced, long Import, int Position);

/// <summary>Reads single requests.</summary>
internal static class StoredRequests
{
    /// <summary>The newest that are wanted, the newest first.</summary>
    /// <param name="toMs">Not included.</param>
    /// <param name="before">Only older ones than this; null: from the newest on.</param>
    public static List<RequestKey> Newest(SqliteConnection connection, long fromMs, long toMs, RequestKey? before, int most, Func<RequestMark, bool> isWanted, CancellationToken cancellation)
    {
        List<RequestKey> found = [];
        using var rows = new RawStatement(connection, "SELECT t, f, subject, model, currency, import FROM usage WHERE t >= ?1 AND (t, f) < (?2, ?3) ORDER BY t DESC, f DESC");
        var end = before is { } key && key.AtMs < toMs ? key : new RequestKey(toMs, long.MinValue);
        rows.Bind(1, fromMs);
        rows.Bind(2, end.AtMs);
        rows.Bind(3, end.Fact);
        for (var row = 0; found.Count < most && rows.Step(); row++)
        {
            if ((row & 0xFFF) == 0) cancellation.ThrowIfCancellationRequested();
            var mark = new RequestMark(new RequestKey(rows.Long(0), rows.Long(1)), (int)rows.Long(2), (int)rows.Long(3), (int)rows.Long(4), rows.Long(5));
            if (isWanted(mark)) found.Add(mark.Key);
        }
        return found;
    }

    /// <returns>Null: there is none.</returns>
    public static StoredRequest? Read(SqliteConnection connection, RequestKey key)
    {
        using var row = new RawStatement(connection, $"SELECT subject, model, status, cost, currency, unpriced, import, position, {FactSchema.Tokens} FROM usage WHERE t = ?1 AND f = ?2");
        row.Bind(1, key.AtMs);
        row.Bind(2, key.Fact);
        return row.Step()
            ? new StoredRequest(key, (int)row.Long(0), (int)row.Long(1), (RequestStatus)row.Long(2), Columns.Tokens(row, 8), row.NullableLong(3), (int)row.Long(4), row.Long(5), row.Long(6), (int)row.Long(7))
            : null;
    }

    public static bool Any(SqliteConnection connection, long fromMs, long toMs)
    {
        using var any = new RawStatement(connection, "SELECT 1 FROM usage WHERE t >= ?1 AND t < ?2 LIMIT 1");
        any.Bind(1, fromMs);
        any.Bind(2, toMs);
        return any.Step();
    }
}

using Microsoft.Data.Sqlite;
using TokenSpend.Core.Ledger;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Storage;

/// <summary>Keeps a closed month's rows with the owners they had: later rules and prices do not reach them.</summary>
internal static class ClosedMonth
{
    private static readonly string AllColumns = $"""
        day, subject, model, provider, canonical, publisher, issuer, account, department, application, function, currency, metered_currency,
        parts, marks, attributed, accrued, attributed_unpriced, effective, billed, metered, metered_unpriced, requests, {FactSchema.Tokens}
        """;

    private const int FirstToken = 23;

    /// <summary>Freezes a month. Runs inside of the caller's transaction.</summary>
    public static void Write(SqliteConnection connection, MonthSegment closed)
    {
        var (keys, month) = (closed.Keys(), (long)closed.Month.Number);
        using (var clear = new RawStatement(connection, "DELETE FROM closed_row WHERE month = ?1"))
        {
            clear.Bind(1, month);
            clear.Execute();
        }
        using var insert = new RawStatement(connection,
            $"INSERT INTO closed_row (month, {AllColumns}) VALUES ({string.Join(", ", Enumerable.Range(1, 1 + FirstToken + TokenKindInfo.Count).Select(n => $"?{n}"))})");
        foreach (var (row, owner) in closed.Read())
        {
            var (model, payer) = (keys.Models[row.Model], keys.Payers[row.Payer]);
            var at = 1;
            foreach (var number in (ReadOnlySpan<long>)[month, row.Day, row.Subject, model.Id]) insert.Bind(at++, number);
            foreach (var text in (ReadOnlySpan<string?>)[model.Provider, model.Model, model.Publisher, payer.Issuer, payer.Account,
                owner?.Department, owner?.Application, owner?.Function, row.Currency, row.MeteredCurrency]) insert.Bind(at++, text);
            foreach (var number in (ReadOnlySpan<long>)[(long)row.Parts, (long)row.Marks, row.Attributed, row.Accrued, row.AttributedUnpriced,
                row.Effective, row.Billed, row.Metered, row.MeteredUnpriced, row.Requests]) insert.Bind(at++, number);
            Columns.Bind(insert, at, row.Tokens);
            insert.Execute();
        }
        using var mark = new RawStatement(connection,
            "INSERT INTO segment (month, version, closed) VALUES (?1, 1, 1) ON CONFLICT DO UPDATE SET version = version + 1, closed = 1");
        mark.Bind(1, month);
        mark.Execute();
    }

    public static MonthSegment Read(SqliteConnection connection, Month month, long version)
    {
        var (payers, models) = (new List<Payer>(), new List<LedgerModel>());
        var rows = new List<SegmentRow>();
        using var frozen = new RawStatement(connection, $"SELECT {AllColumns} FROM closed_row WHERE month = ?1");
        frozen.Bind(1, (long)month.Number);
        while (frozen.Step())
        {
            var model = new LedgerModel((int)frozen.Long(2), frozen.Text(3)!, frozen.Text(4), frozen.Text(5));
            var payer = new Payer(frozen.Text(6), frozen.Text(7));
            rows.Add(new SegmentRow(new LedgerRow
            {
                Day = (int)frozen.Long(0), Hour = -1, Subject = (int)frozen.Long(1), Model = CodeOf(models, model), Payer = CodeOf(payers, payer),
                Currency = frozen.Text(11)!, MeteredCurrency = frozen.Text(12)!,
                Parts = (LedgerParts)frozen.Long(13), Marks = (LedgerMarks)frozen.Long(14),
                Attributed = frozen.Long(15), Accrued = frozen.Long(16), AttributedUnpriced = frozen.Long(17), Effective = frozen.Long(18),
                Billed = frozen.Long(19), Metered = frozen.Long(20), MeteredUnpriced = frozen.Long(21), Requests = frozen.Long(22),
                Tokens = Columns.Tokens(frozen, FirstToken),
            }, new Owner(frozen.Text(8), frozen.Text(9), frozen.Text(10))));
        }
        return MonthSegment.Closed(new MonthLedger(month, payers, models, []), rows, version);
    }

    private static int CodeOf<T>(List<T> list, T value)
    {
        var code = list.IndexOf(value);
        if (code >= 0) return code;
        list.Add(value);
        return list.Count - 1;
    }
}

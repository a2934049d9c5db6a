using System.Globalization;
using System.Numerics;
using TokenSpend.Core.Ledger;
using TokenSpend.Core.Spend;
using TokenSpend.Core.Usage;

namespace TokenSpend.Tests.Spend;

/// <summary>The query over plain records, one row at a time: slow and obvious.</summary>
internal static class SpendOracle
{
    public static List<string> Rows(SpendQuery query, IEnumerable<MonthLedger> ledgers, Func<LedgerRow, Owner> owner, SpendLookups lookups)
    {
        var rows = from ledger in ledgers
                   from row in ledger.Rows
                   where query.Days.Contains(DateOnly.FromDayNumber(row.Day))
                   where row.Parts.HasFlag(PartOf(query.Measure))
                   where query.Scope == Scope.All || !row.Marks.HasFlag(LedgerMarks.Other)
                   where query.Where.All(filter => filter.Values.Contains(Name(filter.Dimension, row, ledger)))
                   let keys = query.By.Select(dimension => Name(dimension, row, ledger)).ToList()
                   let currency = Name(Dimension.Currency, row, ledger)
                   group row by string.Join('|', keys.Select(key => key ?? "∅")) + " " + currency into rowsOfGroup
                   select rowsOfGroup.Key + Figures(query.Measure, rowsOfGroup);
        return [.. rows.Order(StringComparer.Ordinal)];

        string? Name(Dimension dimension, LedgerRow row, MonthLedger ledger) => dimension switch
        {
            Dimension.Department => owner(row).Department,
            Dimension.Application => owner(row).Application,
            Dimension.Function => owner(row).Function,
            Dimension.Provider => ledger.Models[row.Model].Provider,
            Dimension.Publisher => ledger.Models[row.Model].Publisher,
            Dimension.Model => ledger.Models[row.Model].Model,
            Dimension.Issuer => ledger.Payers[row.Payer].Issuer,
            Dimension.Payer => ledger.Payers[row.Payer].Label,
            Dimension.Subject => lookups.Subject(row.Subject).Label,
            Dimension.Key => lookups.Subject(row.Subject).Key,
            Dimension.User => lookups.Subject(row.Subject).User,
            Dimension.Currency => query.Measure == Measure.Metered ? row.MeteredCurrency : row.Currency,
            Dimension.Hour => row.Hour < 0 ? null : row.Hour.ToString("D2", CultureInfo.InvariantCulture),
            Dimension.Day => DateOnly.FromDayNumber(row.Day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            _ => ledger.Month.ToString(),
        };
    }

    public static List<string> Rows(SpendResult result) =>
    [
        .. result.Rows.Select(row => string.Join('|', row.Keys.Select(key => key ?? "∅")) + " " + row.Currency + Text(
            row.Figures.Cost, row.Figures.Accrued, row.Figures.Requests, row.Figures.UnpricedTokens,
            TokenKindInfo.All.Select(info => (BigInteger)row.Figures.Tokens[info.Kind]))).Order(StringComparer.Ordinal),
    ];

    private static LedgerParts PartOf(Measure measure) => measure switch
    {
        Measure.Attributed => LedgerParts.Attributed,
        Measure.Effective => LedgerParts.Effective,
        Measure.Billed => LedgerParts.Billed,
        _ => LedgerParts.Usage,
    };

    private static string Figures(Measure measure, IEnumerable<LedgerRow> rows)
    {
        var usage = measure is Measure.Attributed or Measure.Metered;
        var cost = Sum(row => measure switch
        {
            Measure.Attributed => row.Attributed,
            Measure.Effective => row.Effective,
            Measure.Billed => row.Billed,
            _ => row.Metered,
        });
        var unpriced = Sum(row => measure == Measure.Attributed ? row.AttributedUnpriced : measure == Measure.Metered ? row.MeteredUnpriced : 0);
        return Text(
            cost.IsZero && unpriced > 0 ? null : cost, Sum(row => measure == Measure.Attributed ? row.Accrued : 0),
            Sum(row => usage ? row.Requests : 0), unpriced, TokenKindInfo.All.Select(info => Sum(row => usage ? row.Tokens[info.Kind] : 0)));

        BigInteger Sum(Func<LedgerRow, long> figure) => rows.Aggregate(BigInteger.Zero, (sum, row) => sum + figure(row));
    }

    private static string Text(BigInteger? cost, BigInteger accrued, BigInteger requests, BigInteger unpriced, IEnumerable<BigInteger> tokens) =>
        $": cost {cost?.ToString(CultureInfo.InvariantCulture) ?? "unknown"} accrued {accrued} requests {requests} unpriced {unpriced} tokens {string.Join(' ', tokens)}";
}

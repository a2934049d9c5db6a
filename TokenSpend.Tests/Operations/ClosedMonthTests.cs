using TokenSpend.Core.Ledger;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;
using TokenSpend.Core.Storage;
using TokenSpend.Core.Usage;

namespace TokenSpend.Tests.Operations;

/// <summary>Invariant 5's shape in the store: what was frozen is read as it was.</summary>
public sealed class ClosedMonthTests : IDisposable
{
    private readonly TestPlace _place = new();

    [Fact]
    public void A_frozen_month_reads_back_row_by_row_with_its_owners()
    {
        var month = new Month(2026, 9);
        var keys = new MonthLedger(month, [new Payer("openai", "org-1"), Payer.Unknown], [new LedgerModel(3, "openai", "gpt-5", "openai"), new LedgerModel(-1, "aws", null, null)], []);
        var row = new LedgerRow
        {
            Day = month.First.DayNumber + 4, Hour = -1, Subject = 7, Model = 0, Payer = 0, Currency = "USD", MeteredCurrency = "CNY",
            Parts = LedgerParts.Usage | LedgerParts.Attributed, Attributed = 123, Accrued = 23, Metered = 99, Requests = 2,
            Tokens = TokenCounts.FromDisjoint(10, 5, output: 3)!.Value,
        };
        var other = row with { Model = 1, Payer = 1, Day = row.Day + 1, Billed = -5, Marks = LedgerMarks.Other, Tokens = default };
        var closed = MonthSegment.Closed(keys, [new(row, new Owner("Sales", "CRM", null)), new(other, Owner.Unassigned)]);

        using (var connection = _place.Database.OpenWrite())
        {
            using var transaction = connection.BeginTransaction();
            ClosedMonth.Write(connection, closed);
            transaction.Commit();
        }
        using var reader = new SegmentReader(_place.Database);
        Assert.True(reader.Versions()[month].Closed);
        Assert.Equal(Rows(closed), Rows(reader.Closed(month, 1)));
    }

    private static IEnumerable<string> Rows(MonthSegment segment)
    {
        var keys = segment.Keys();
        return segment.Read().Select(frozen => $"{keys.Models[frozen.Row.Model]} {keys.Payers[frozen.Row.Payer]} {frozen.Owner} {frozen.Row with { Model = 0, Payer = 0 }} {frozen.Row.Tokens}").Order(StringComparer.Ordinal);
    }

    public void Dispose() => _place.Dispose();
}

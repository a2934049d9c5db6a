using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;

namespace TokenSpend.Tests.Operations;

/// <summary>A bill told twice: which telling counts never depends on the order of import.</summary>
public sealed class SnapshotTests : IDisposable
{
    private const string Header = "BilledCost,BillingAccountId,BillingCurrency,BillingPeriodEnd,BillingPeriodStart,ChargeCategory,ChargeDescription,ChargePeriodEnd,ChargePeriodStart,EffectiveCost,InvoiceIssuerName,ProviderName,ServiceName,SkuId\n";
    private readonly TestPlace _place = new();

    private string Bill(string name, params (string Sku, string Cost)[] lines) => _place.Write(name, Header + string.Concat(lines.Select(line =>
        $"{line.Cost},acct-1,USD,2026-10-01,2026-09-01,Usage,model use,2026-09-11,2026-09-10,{line.Cost},OpenAI,OpenAI,API,{line.Sku}\n")));

    private async Task<long> BilledAsync() =>
        (await _place.QueryAsync(Measure.Billed, Scope.All)).Totals.Sum(total => total.Figures.Cost ?? 0);

    private static long Dollars(decimal amount) => (long)(amount * Nano.PerUnit);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_greater_telling_of_a_charge_counts_in_either_order(bool greaterFirst)
    {
        var small = Bill("small.csv", ("in", "10"), ("out", "5"));
        var great = Bill("great.csv", ("in", "12"), ("out", "5"));
        var first = await _place.ImportAsync(greaterFirst ? great : small);
        var second = await _place.ImportAsync(greaterFirst ? small : great);
        Assert.Equal(Dollars(17), await BilledAsync());
        Assert.Equal(1, second.Duplicates);
        Assert.Equal(greaterFirst ? (0L, 1L) : (1L, 0L), (second.Replaced, second.Ignored));
        await _place.UndoAsync(greaterFirst ? first.Import!.Value : second.Import!.Value);
        Assert.Equal(Dollars(15), await BilledAsync());
    }

    [Fact]
    public async Task Lines_that_a_newer_file_lacks_are_kept_and_counted_unless_it_replaces()
    {
        await _place.ImportAsync(Bill("old.csv", ("in", "10"), ("out", "5")));
        var part = Bill("part.csv", ("in", "8"));
        var kept = await _place.ImportAsync(part);
        Assert.Equal(1, kept.MissingFromEarlier);
        Assert.Equal(Dollars(15), await BilledAsync());

        var replacing = await _place.ImportAsync(part, replace: true);
        Assert.Equal(1, replacing.Replaced);
        Assert.Equal(Dollars(8), await BilledAsync());
        await _place.UndoAsync(replacing.Import!.Value);
        Assert.Equal(Dollars(15), await BilledAsync());
    }

    [Fact]
    public async Task Two_equal_lines_of_one_bill_are_two_charges()
    {
        var report = await _place.ImportAsync(Bill("twins.csv", ("in", "3"), ("in", "3")));
        Assert.Equal(2, report.Accepted);
        Assert.Equal(Dollars(6), await BilledAsync());
    }

    [Fact]
    public async Task A_bill_told_under_another_label_is_the_same_bill()
    {
        var bill = Bill("bill.csv", ("in", "3"));
        await _place.ImportAsync(bill, "upload");
        var again = await _place.ImportAsync(bill, "inbox");
        Assert.Equal((0, 1), (again.Accepted, again.Duplicates));
    }

    public void Dispose() => _place.Dispose();
}

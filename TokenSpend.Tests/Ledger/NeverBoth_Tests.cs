using CsCheck;
using TokenSpend.Core.Ledger;
using TokenSpend.Core.Usage;
using TokenSpend.Tests.Spend;
using static TokenSpend.Tests.Spend.SpendGenerators;

namespace TokenSpend.Tests.Ledger;

public class NeverBoth_Tests
{
    private const int LastDay = 8;

    private static readonly Gen<int> Day = Gen.Int[1, LastDay];
    private static readonly Gen<string> Provider = One("openai", "openai", "aws");
    private static readonly Gen<string> Model = One("gpt@1", "gpt@2", "claude", "new");
    private static readonly Gen<long> Amount = Gen.OneOf(Gen.Long[0, 20], Gen.Long[0, 9_000_000_000]);

    private static readonly Gen<Action<SmallCompany>> Log = Gen.Select(Day, One("a", "b", null), Model, Amount, Provider, Gen.Long[0, 50])
        .Select<(int Day, string? Key, string Model, long Metered, string Provider, long Tokens), Action<SmallCompany>>(log => company =>
            company.Log(log.Day, log.Key, log.Model, log.Model == "new" ? 0 : log.Metered, log.Tokens, log.Provider, unpriced: log.Model == "new" ? log.Tokens : 0));

    private static readonly Gen<Action<SmallCompany>> Report = Gen.Select(Day, One("p", null), Model, Amount, Provider, One("report", "tokens"))
        .Select<(int Day, string? Project, string Model, long Metered, string Provider, string Source), Action<SmallCompany>>(report => company =>
            company.Report(report.Day, report.Project, report.Model, report.Metered, provider: report.Provider, source: report.Source));

    private static readonly Gen<Action<SmallCompany>> Trace = Gen.Select(Day, Model, Amount)
        .Select<(int Day, string Model, long Metered), Action<SmallCompany>>(trace => company => company.Trace(trace.Day, "a", trace.Model, trace.Metered));

    private static readonly Gen<Action<SmallCompany>> Bill = Gen.Select(
        Gen.Select(Gen.Int[-3, LastDay], Gen.Int[1, 40], Gen.Long[-9_000_000_000, 9_000_000_000]),
        Gen.Select(One("gpt", "claude", null), One(SourceLevel.CostReport, SourceLevel.FinalBill), Provider, One(null, null, "second"), One(null, "A", "c")),
        Gen.Select(One(ChargeCategory.Usage, ChargeCategory.Usage, ChargeCategory.Credit, ChargeCategory.Tax, ChargeCategory.Purchase), One("USD", "USD", "CNY"), One("api", "api", "storage"), One("cur", "focus")))
        .Select<((int From, int Days, long Amount) When, (string? Model, SourceLevel Level, string Provider, string? Account, string? Key) What,
            (ChargeCategory Category, string Currency, string Service, string Format) How), Action<SmallCompany>>(bill => company => company.Bill(
                bill.When.From, bill.When.From + bill.When.Days, bill.When.Amount, bill.What.Model, bill.How.Category, bill.What.Level, bill.What.Provider,
                bill.What.Account, key: bill.What.Key, currency: bill.How.Currency, format: bill.How.Format, service: bill.How.Service,
                // A top-up buys a balance: nothing is consumed by it.
                effective: bill.How.Category == ChargeCategory.Purchase ? 0 : null));

    private static readonly Gen<Action<SmallCompany>> Cover = Gen.Select(
        Gen.Select(Gen.Int[-2, LastDay], Gen.Int[0, 12]), One(SourceLevel.UsageReport, SourceLevel.CostReport, SourceLevel.FinalBill), Provider,
        One(null, null, "second"), One("cur", "focus", "report"), Gen.Bool)
        .Select<((int From, int Days) When, SourceLevel Level, string Provider, string? Account, string Format, bool Final), Action<SmallCompany>>(cover => company =>
            company.Covers(cover.When.From, cover.When.From + cover.When.Days, cover.Level, cover.Provider, cover.Account, cover.Format, cover.Final));

    private static readonly Gen<SmallCompany> Company =
        Gen.Select(Log.Array[0, 12], Report.Array[0, 6], Trace.Array[0, 2], Bill.Array[0, 6], Cover.Array[0, 4]).Select((logs, reports, traces, bills, covers) =>
        {
            var company = new SmallCompany();
            foreach (var tell in (Action<SmallCompany>[])[.. logs, .. reports, .. traces, .. bills, .. covers]) tell(company);
            return company;
        });

    [Fact]
    public void Each_payer_day_costs_what_the_one_believed_source_says_to_the_nano() => Company.Sample(company =>
    {
        var model = new NeverBothModel(company);
        var ledger = company.Ledger();
        foreach (var payer in model.Payers)
        {
            // A charge is spread over its days of one level, so the money of a level's days is what must agree.
            var expected = NeverBothModel.Days.GroupBy(day => model.Level(payer, day)).SelectMany(days => days
                .SelectMany(day => model.Money(payer, day)).GroupBy(money => money.Currency)
                .Select(money => (Level: days.Key, Currency: money.Key, Nanos: money.Sum(part => part.Nanos)))).Where(money => money.Nanos != 0);
            var actual = ledger.Rows.Where(row => ledger.Payers[row.Payer] == payer)
                .GroupBy(row => (Level: model.Level(payer, DateOnly.FromDayNumber(row.Day)), row.Currency))
                .Select(rows => (rows.Key.Level, rows.Key.Currency, Nanos: rows.Sum(row => row.Attributed))).Where(money => money.Nanos != 0);
            Assert.Equal(expected.Order(), actual.Order());
        }
    }, iter: 3000);

    [Fact]
    public void Accrued_is_exactly_the_money_that_no_charge_level_gives() => Company.Sample(company =>
    {
        var model = new NeverBothModel(company);
        var ledger = company.Ledger();
        Assert.All(ledger.Rows.Where(row => row.Parts.HasFlag(LedgerParts.Attributed)), row =>
        {
            var level = model.Level(ledger.Payers[row.Payer], DateOnly.FromDayNumber(row.Day));
            Assert.Equal(level is SourceLevel.PrimaryLog or SourceLevel.UsageReport ? row.Attributed : 0, row.Accrued);
        });
    }, iter: 1000);

    [Fact]
    public void No_request_is_shown_twice_however_many_sources_tell_of_it() => Company.Sample(company =>
    {
        var model = new NeverBothModel(company);
        Assert.Equal(
            model.Payers.Sum(payer => NeverBothModel.Days.Sum(day => model.Requests(payer, day))), company.Ledger().Rows.Sum(row => row.Requests));
    }, iter: 1000);

    [Fact]
    public void The_order_in_which_facts_come_changes_nothing() =>
        Gen.Select(Company, Gen.Int[0, 1000]).Sample((company, seed) =>
        {
            var before = Text(company.Ledger());
            var random = new Random(seed);
            foreach (var shuffle in (Action[])[() => Shuffle(company.Usage), () => Shuffle(company.Charges), () => Shuffle(company.Covered)]) shuffle();
            Assert.Equal(before, Text(company.Ledger()));

            void Shuffle<T>(List<T> list) => random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(list));
        }, iter: 1000);

    [Fact]
    public void Tax_is_never_in_attributed_or_effective_cost() => Company.Sample(company =>
    {
        var before = Text(company.Ledger(), row => row with { Billed = 0 });
        for (var i = 0; i < company.Charges.Count; i++)
            if (company.Charges[i] is { Charge.Category: ChargeCategory.Tax } tax)
                company.Charges[i] = tax with { Charge = tax.Charge with { Billed = 7, Effective = 1_000_000 } };
        Assert.Equal(before, Text(company.Ledger(), row => row with { Billed = 0 }));
    }, iter: 500);

    private static List<string> Text(MonthLedger ledger, Func<LedgerRow, LedgerRow>? change = null) =>
    [
        .. ledger.Rows.Where(row => row.Parts != LedgerParts.Billed || change is null).Select(row => (change?.Invoke(row) ?? row) with { Model = 0, Payer = 0 })
            .Zip(ledger.Rows.Where(row => row.Parts != LedgerParts.Billed || change is null), (row, own) => $"{ledger.Payers[own.Payer]} {ledger.Models[own.Model]} {row}")
            .Order(StringComparer.Ordinal),
    ];
}

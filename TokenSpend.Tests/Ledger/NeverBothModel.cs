using TokenSpend.Core.Ledger;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;
using TokenSpend.Tests.Spend;

namespace TokenSpend.Tests.Ledger;

/// <summary>Never both, said as plainly as possible: for each payer and day who is believed, and what that one says.</summary>
internal sealed class NeverBothModel(SmallCompany company)
{
    private readonly SpendLookups _lookups = company.Lookups;

    public IEnumerable<Payer> Payers => company.Usage.Select(PayerOf).Concat(company.Charges.Select(PayerOf)).Distinct();

    public static IEnumerable<DateOnly> Days => Enumerable.Range(1, 30).Select(SmallCompany.Day);

    public SourceLevel? Level(Payer payer, DateOnly day)
    {
        var covered = Covering(payer, day).Select(coverage => coverage.Level).DefaultIfEmpty().Max();
        if (covered >= SourceLevel.UsageReport) return covered;
        if (Rows(payer, day, SourceLevel.PrimaryLog).Any()) return SourceLevel.PrimaryLog;
        if (Rows(payer, day, SourceLevel.UsageReport).Any()) return SourceLevel.UsageReport;
        var charges = ChargesOn(payer, day).Where(fact => fact.Charge.Category != ChargeCategory.Tax)
            .OrderBy(fact => fact.Charge.Category == ChargeCategory.Usage ? 0 : 1).ThenBy(fact => fact.Level);
        return charges.FirstOrDefault()?.Level;
    }

    /// <summary>What the payer's day costs by currency, as the one who is believed says it.</summary>
    public IEnumerable<(string Currency, long Nanos)> Money(Payer payer, DateOnly day) => Level(payer, day) switch
    {
        SourceLevel.PrimaryLog => Rows(payer, day, SourceLevel.PrimaryLog).Select(row => (row.Currency, row.Metered)),
        SourceLevel.UsageReport => Reported(payer, day).Select(row => (row.Currency, row.Metered)),
        SourceLevel.CostReport or SourceLevel.FinalBill => Believed(payer, day, Level(payer, day)!.Value)
            .Where(fact => fact.Charge.Category != ChargeCategory.Tax).Select(fact => (fact.Charge.Currency, PartOn(fact.Charge, day))),
        _ => [],
    };

    /// <summary>Requests that the day shows: the log's, else the report's.</summary>
    public long Requests(Payer payer, DateOnly day)
    {
        var log = Rows(payer, day, SourceLevel.PrimaryLog).ToList();
        return (log.Count > 0 ? log : Reported(payer, day)).Sum(row => row.Requests);
    }

    private IEnumerable<ChargeFact> Believed(Payer payer, DateOnly day, SourceLevel level)
    {
        var all = ChargesOn(payer, day).Where(fact => fact.Level == level).ToList();
        var format = Covering(payer, day).Where(coverage => coverage.Level == level)
            .OrderBy(coverage => coverage.Final ? 0 : 1).ThenBy(coverage => coverage.Format, StringComparer.Ordinal).FirstOrDefault()?.Format
            ?? all.OrderBy(fact => fact.Charge.Category switch { ChargeCategory.Usage => 0, ChargeCategory.Tax => 2, _ => 1 })
                .ThenBy(fact => fact.Format, StringComparer.Ordinal).FirstOrDefault()?.Format;
        return all.Where(fact => fact.Format == format);
    }

    private List<UsageDay> Reported(Payer payer, DateOnly day)
    {
        var all = Rows(payer, day, SourceLevel.UsageReport).ToList();
        var covering = Covering(payer, day).Where(coverage => coverage.Level == SourceLevel.UsageReport)
            .OrderBy(coverage => coverage.Final ? 0 : 1).ThenBy(coverage => coverage.Format, StringComparer.Ordinal).FirstOrDefault()?.Format;
        var sources = all.Select(row => _lookups.Subject(row.Subject).Source).Distinct().ToList();
        var source = covering is not null && sources.Contains(covering) ? covering : sources.Order(StringComparer.Ordinal).FirstOrDefault();
        return [.. all.Where(row => _lookups.Subject(row.Subject).Source == source)];
    }

    private IEnumerable<Coverage> Covering(Payer payer, DateOnly day) => company.Covered.Where(coverage =>
        coverage.Days.Contains(day) && _lookups.PayerOf(coverage.Issuer, coverage.Account) == payer);

    private IEnumerable<UsageDay> Rows(Payer payer, DateOnly day, SourceLevel level) => company.Usage.Where(row =>
        row.Day == day.DayNumber && _lookups.Subject(row.Subject).Level == level && PayerOf(row) == payer);

    private IEnumerable<ChargeFact> ChargesOn(Payer payer, DateOnly day) =>
        company.Charges.Where(fact => fact.Charge.Days.Contains(day) && PayerOf(fact) == payer);

    private static long PartOn(Charge charge, DateOnly day) => Split.LargestRemainder(
        charge.Effective, [.. Enumerable.Repeat(1L, charge.Days.Days)])![day.DayNumber - charge.Days.From.DayNumber];

    private Payer PayerOf(UsageDay row) => _lookups.Payer(_lookups.Subject(row.Subject), _lookups.Model(row.Model).Provider);

    private Payer PayerOf(ChargeFact fact) => _lookups.Payer(_lookups.Subject(fact.Subject), fact.Charge.Provider);
}

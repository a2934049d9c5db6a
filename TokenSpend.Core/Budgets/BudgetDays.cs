using System.Globalization;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;

namespace TokenSpend.Core.Budgets;

/// <summary>What a budget's filter used in a month, in the budget's unit.</summary>
/// <param name="ByDay">One per day of the month; null: unknown, or a day after today that nothing tells of.</param>
/// <param name="Actual">Null where all is unpriced, or in currencies without a rate.</param>
public sealed record BudgetDays(IReadOnlyList<long?> ByDay, long? Actual, long Accrued, long UnpricedTokens, IReadOnlyList<Caveat> Caveats);

/// <summary>Adds up rows by day and currency, and converts each day's sum once, as a query does.</summary>
internal sealed class BudgetSums(Month month)
{
    private readonly SortedDictionary<string, Sum[]> _byCurrency = new(StringComparer.Ordinal);

    private record struct Sum(long Cost, long Accrued, long Unpriced, long Tokens, bool HasRow);

    public void Add(int day, string currency, SpendFigures figures)
    {
        if (!_byCurrency.TryGetValue(currency, out var days)) _byCurrency.Add(currency, days = new Sum[month.Days.Days]);
        ref var sum = ref days[day];
        sum = checked(new Sum(
            sum.Cost + (figures.Cost ?? 0), sum.Accrued + figures.Accrued, sum.Unpriced + figures.UnpricedTokens, sum.Tokens + figures.Tokens.Total, true));
    }

    public BudgetDays InTokens(DateOnly today) => Of([.. Days.Select(day => _byCurrency.Values
        .Aggregate(default(Sum), (all, days) => checked(new Sum(all.Cost + days[day].Tokens, 0, 0, 0, all.HasRow | days[day].HasRow))))], today, []);

    /// <summary>Amounts without a rate are left out, and the caveats say so.</summary>
    public BudgetDays InMoney(string target, ConvertMoney? convert, DateOnly today)
    {
        var sums = new Sum[month.Days.Days];
        var rateDates = new SortedDictionary<string, DateOnly>(StringComparer.Ordinal);
        var noRate = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (currency, days) in _byCurrency)
            foreach (var day in Days)
            {
                if (!days[day].HasRow) continue;
                // Usage that nothing prices has no currency and needs no rate.
                var own = currency == target || currency.Length == 0 ? days[day] : Convert(days[day], currency, day);
                sums[day] = checked(new Sum(sums[day].Cost + own.Cost, sums[day].Accrued + own.Accrued, sums[day].Unpriced + own.Unpriced, 0, sums[day].HasRow | own.HasRow));
            }
        List<Caveat> caveats =
        [
            .. rateDates.Select(rate => new Caveat("converted", [rate.Key, target, rate.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)])),
            .. noRate.Select(currency => new Caveat("no-rate", [currency, target])),
        ];
        var found = Of(sums, today, caveats);
        if (found.Accrued != 0) caveats.Insert(0, new Caveat("accrued", [Nano.Format(found.Accrued), target]));
        if (found.UnpricedTokens > 0) caveats.Insert(0, new Caveat("unpriced", [found.UnpricedTokens.ToString(CultureInfo.InvariantCulture)]));
        // Only what no rate converts: that is not nothing.
        return noRate.Count > 0 && !sums.Any(sum => sum.HasRow) ? found with { Actual = null } : found;

        Sum Convert(Sum sum, string currency, int day)
        {
            var date = month.First.AddDays(day);
            if (convert?.Invoke(new Money(sum.Cost, currency), date) is not { } cost || convert(new Money(sum.Accrued, currency), date) is not { } accrued)
            {
                noRate.Add(currency);
                return default;
            }
            var rateDay = cost.RateDay ?? date;
            if (!rateDates.TryGetValue(currency, out var before) || before < rateDay) rateDates[currency] = rateDay;
            return sum with { Cost = cost.Amount.Nanos, Accrued = accrued.Amount.Nanos };
        }
    }

    private IEnumerable<int> Days => Enumerable.Range(0, month.Days.Days);

    private BudgetDays Of(Sum[] sums, DateOnly today, IReadOnlyList<Caveat> caveats)
    {
        var all = sums.Aggregate(default(Sum), (total, sum) => checked(new Sum(total.Cost + sum.Cost, total.Accrued + sum.Accrued, total.Unpriced + sum.Unpriced, 0, true)));
        return new BudgetDays([.. Days.Select(day => sums[day].HasRow || month.First.AddDays(day) <= today ? Known(sums[day]) : null)],
            Known(all), all.Accrued, all.Unpriced, caveats);
    }

    /// <summary>No amount at all beside tokens without a price is not 0 but unknown.</summary>
    private static long? Known(Sum sum) => sum is { Cost: 0, Unpriced: > 0 } ? null : sum.Cost;
}

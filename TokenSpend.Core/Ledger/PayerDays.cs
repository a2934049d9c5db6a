using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ledger;

/// <summary>The days of one month for every payer.</summary>
internal sealed class PayerDays(Month month)
{
    private readonly Dictionary<int, PayerDay[]> _byPayer = [];
    private readonly int _first = month.First.DayNumber;
    private readonly int _count = month.Days.Days;

    public bool Has(int day) => day >= _first && day < _first + _count;

    /// <param name="day">Day number inside the month.</param>
    public PayerDay this[int payer, int day]
    {
        get
        {
            if (!_byPayer.TryGetValue(payer, out var days))
            {
                days = new PayerDay[_count];
                for (var i = 0; i < days.Length; i++) days[i] = new PayerDay();
                _byPayer.Add(payer, days);
            }
            return days[day - _first];
        }
    }

    /// <summary>Payers met so far, with the days of the month.</summary>
    public IEnumerable<(int Payer, IReadOnlyList<PayerDay> Days)> All => _byPayer.Select(payer => (payer.Key, (IReadOnlyList<PayerDay>)payer.Value));

    /// <summary>Day numbers of the period that lie in the month.</summary>
    public IEnumerable<int> In(Period days)
    {
        var from = Math.Max(days.From.DayNumber, _first);
        var to = Math.Min(days.To.DayNumber, _first + _count);
        for (var day = from; day < to; day++) yield return day;
    }

    public void Tell(IReadOnlyList<UsageDay> usage, FactCodes codes)
    {
        foreach (var row in usage)
        {
            if (!Has(row.Day)) continue;
            var placed = codes.Place(row);
            if (placed.Level == SourceLevel.PrimaryLog) this[placed.Payer, row.Day].TellLog();
            else if (placed.Level == SourceLevel.UsageReport) this[placed.Payer, row.Day].TellReport(placed.Source);
        }
    }

    public void Cover(IEnumerable<Coverage> coverage, Func<Coverage, int> payerOf)
    {
        foreach (var declared in coverage)
        {
            if (declared.Days.Intersect(month.Days) is not { } days) continue;
            var payer = payerOf(declared);
            foreach (var day in In(days)) this[payer, day].Cover(declared.Level, declared.Format, declared.Final);
        }
    }
}

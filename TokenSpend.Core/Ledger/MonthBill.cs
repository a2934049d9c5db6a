using System.Runtime.InteropServices;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ledger;

/// <summary>The charges of one month: their own rows (billed, effective) and their spreading over the usage (attributed).</summary>
internal sealed class MonthBill
{
    private readonly PayerDays _days;
    private readonly FactCodes _codes;
    private readonly List<Line> _lines = [];
    private readonly Dictionary<int, string> _currencyOfPayer = [];

    public MonthBill(IReadOnlyList<ChargeFact> charges, PayerDays days, FactCodes codes, SpendLookups lookups)
    {
        (_days, _codes) = (days, codes);
        foreach (var fact in charges)
        {
            var charge = fact.Charge;
            var (used, dated) = (Used(charge), Dated(charge));
            if (!_days.In(used).Any() && !_days.In(dated).Any()) continue;
            var payer = codes.PayerOf(fact);
            _lines.Add(new Line(fact, payer, codes.ModelOf(fact), lookups.IsAi(charge), used, dated));
            foreach (var day in days.In(used)) days[payer, day].TellCharge(fact.Level, fact.Format, charge.Category);
            foreach (var day in days.In(dated)) days[payer, day].TellBillDate(fact.Level, fact.Format);
        }
        foreach (var payer in _lines.GroupBy(line => line.Payer))
            _currencyOfPayer[payer.Key] = payer.GroupBy(line => line.Fact.Charge.Currency)
                .OrderByDescending(lines => lines.Count()).ThenBy(lines => lines.Key, StringComparer.Ordinal).First().Key;
    }

    public string? CurrencyOf(int payer) => _currencyOfPayer.GetValueOrDefault(payer);

    /// <summary>Spreads effective cost over the shape; what finds nobody stays at the charge's own subject and days.</summary>
    public void Give(ShapeRows shape, Spreading spreading, List<LedgerRow> staying)
    {
        // Lines that go to the same rows are added up first: one split instead of one for each token kind.
        var sums = new Dictionary<Target, long>();
        foreach (var line in _lines)
        {
            if (line.Fact.Charge.Category == ChargeCategory.Tax) continue;
            var spent = SpentDays(line.Payer, line.Used, line.Fact.Level, line.Fact.Format);
            if (spent.Count == 0) continue;
            ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(sums, TargetOf(line), out _);
            foreach (var day in spent) sum = checked(sum + PartOn(day, line.Used, line.Fact.Charge.Effective));
        }
        // A row takes the currency that it gets first: the payer's usual one, in whatever order the lines came.
        foreach (var (target, amount) in sums.OrderBy(sum => sum.Key.Currency == CurrencyOf(sum.Key.Payer) ? 0 : 1)
            .ThenBy(sum => sum.Key.Currency, StringComparer.Ordinal))
        {
            var spent = SpentDays(target.Payer, target.Used, target.Level, target.Format);
            if (target.IsAi && spreading.Money(amount, target.Currency, Candidates(shape, target, spent), accrued: false)) continue;
            Stay(target, amount, spent, staying);
        }
    }

    /// <summary>Billed and effective cost at the charges' own subjects and days, superseded lines left out.</summary>
    public IEnumerable<LedgerRow> OwnRows()
    {
        foreach (var line in _lines)
        {
            var charge = line.Fact.Charge;
            var row = Own(TargetOf(line)) with { Marks = line.IsAi ? LedgerMarks.None : LedgerMarks.Other };
            foreach (var day in _days.In(line.Dated))
                if (_days[line.Payer, day].Bills(line.Fact.Level, line.Fact.Format, charge.Category))
                    yield return row with { Day = day, Parts = LedgerParts.Billed, Billed = PartOn(day, line.Dated, charge.Billed) };
            if (charge.Category == ChargeCategory.Tax) continue;
            foreach (var day in _days.In(line.Used))
                if (_days[line.Payer, day].Bills(line.Fact.Level, line.Fact.Format, charge.Category))
                    yield return row with { Day = day, Parts = LedgerParts.Effective, Effective = PartOn(day, line.Used, charge.Effective) };
        }
    }

    private List<int> SpentDays(int payer, Period used, SourceLevel level, string format) =>
        [.. _days.In(used).Where(day => _days[payer, day].Spends(level, format))];

    private List<int> Candidates(ShapeRows shape, Target target, List<int> days)
    {
        List<int> candidates = [.. days.SelectMany(day => shape.On(target.Payer, day, _codes.CanonicalOf(target.Model)))];
        var named = _codes.Subject(target.Subject);
        candidates = Narrow(candidates, named.Project, subject => subject.Project);
        candidates = Narrow(candidates, named.Key, subject => subject.Key);
        return Narrow(candidates, named.User, subject => subject.User);

        List<int> Narrow(List<int> all, string? name, Func<Subject, string?> of)
        {
            if (name is null) return all;
            var same = all.FindAll(at => name.Equals(of(_codes.Subject(shape.Rows[at].Subject)), StringComparison.OrdinalIgnoreCase));
            return same.Count > 0 ? same : all;
        }
    }

    private void Stay(Target target, long amount, List<int> days, List<LedgerRow> staying)
    {
        var marks = !target.IsAi ? LedgerMarks.Other : _codes.Subject(target.Subject).IsNobody ? LedgerMarks.Unmatched : LedgerMarks.None;
        for (var i = 0; i < days.Count; i++)
            staying.Add(Own(target) with { Day = days[i], Marks = marks, Attributed = Split.EvenPart(amount, days.Count, i) });
    }

    private static LedgerRow Own(Target target) => new()
    {
        Day = 0, Hour = -1, Subject = target.Subject, Model = target.Model, Payer = target.Payer,
        Currency = target.Currency, MeteredCurrency = target.Currency, Parts = LedgerParts.Attributed,
    };

    private static Target TargetOf(Line line) => new(
        line.Payer, line.Fact.Subject, line.Model, line.Used, line.Fact.Charge.Currency, line.Fact.Level, line.Fact.Format, line.IsAi);

    private static long PartOn(int day, Period days, long whole) => Split.EvenPart(whole, days.Days, day - days.From.DayNumber);

    /// <summary>A line without an extent is for the day on which it starts.</summary>
    private static Period Used(Charge charge) => charge.Days.IsEmpty ? Day(charge.Days.From) : charge.Days;

    /// <summary>The invoice dates a line on its days inside of the billing period, else on the period's first day.</summary>
    private static Period Dated(Charge charge) => Used(charge).Intersect(charge.BillingPeriod) ?? Day(charge.BillingPeriod.From);

    private static Period Day(DateOnly day) => new(day, day.AddDays(1));

    private sealed record Line(ChargeFact Fact, int Payer, int Model, bool IsAi, Period Used, Period Dated);

    private readonly record struct Target(
        int Payer, int Subject, int Model, Period Used, string Currency, SourceLevel Level, string Format, bool IsAi);
}

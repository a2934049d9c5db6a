using System.Numerics;
using TokenSpend.Core.Primitives;

namespace TokenSpend.Core.Ledger.Settlement;

/// <summary>Settles one payer: what its terms take off or add, month by month, from the first usage on.</summary>
/// <remarks>
/// It is always computed as a whole: a row that comes late is in its place, as if it had come in time.
/// In each month, in this order, each on what the ones before have left: free tiers (a provider counts them before anything that is
/// paid), packages (they were paid before), volume discounts (on what is still to be paid), minimum commitments (they compare what the
/// month costs then), credits (they pay for it). Packages and credits go by the earliest expiry, then by their line.
/// </remarks>
public sealed class SettlementRun
{
    private const long HundredPercent = 100 * Nano.PerUnit;

    private readonly List<SettlementLine> _lines = [];
    private readonly Dictionary<SettlementTerm, long> _left = [];

    private readonly Month _over;

    private SettlementRun(Month over) => _over = over;

    /// <param name="terms">Of this payer.</param>
    /// <param name="usage">All that it used, in any order; rows of one day have distinct keys.</param>
    /// <param name="over">The last month that is over: up to it a minimum is due and a package expires, usage or not. Later months are settled as far as they have come.</param>
    /// <returns>Lines by month and then in the order of settling; an amount is 0 only where tokens were covered for just what they are charged.</returns>
    public static IReadOnlyList<SettlementLine> Of(IReadOnlyList<SettlementTerm> terms, IEnumerable<SettlementUsage> usage, Month over)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var run = new SettlementRun(over);
        var open = usage.Select(row => new OpenUsage(row)).OrderBy(row => row.Day).ThenBy(row => row.Key).ToLookup(row => Month.Containing(row.Day));
        Month[] months = [.. open.Select(rows => rows.Key), .. terms.Select(term => term.From).OfType<DateOnly>().Select(Month.Containing).Where(month => month <= over)];
        if (months.Length == 0) return [];
        var last = open.Select(rows => rows.Key).Append(over).Max();
        for (var month = months.Min(); month <= last; month = month.Add(1)) run.Settle(month, terms, [.. open[month]]);
        return run._lines;
    }

    private void Settle(Month month, IReadOnlyList<SettlementTerm> terms, List<OpenUsage> usage)
    {
        foreach (var term in terms.OfType<FreeTier>().Where(term => term.Holds(month.First)).OrderBy(term => term.Line)) Cover(month, term, usage, term.Tokens, null);
        foreach (var term in ByExpiry(terms.OfType<TokenPackage>(), month)) Draw(month, term, usage);
        foreach (var term in terms.OfType<VolumeDiscount>().Where(term => term.Holds(month.First)).OrderBy(term => term.Line)) Discount(month, term, usage);
        foreach (var term in terms.OfType<MinimumCommitment>().Where(term => month <= _over && term.Holds(month.First)).OrderBy(term => term.Line))
        {
            var rows = Matching(term, usage);
            Add(month, term, Math.Max(0, term.Amount - rows.Sum(row => row.Net)), rows);
        }
        foreach (var term in ByExpiry(terms.OfType<SpendingCredit>(), month))
        {
            var rows = Matching(term, usage);
            var paid = Math.Min(_left.GetValueOrDefault(term, term.Amount), rows.Sum(row => row.Net));
            _left[term] = _left.GetValueOrDefault(term, term.Amount) - paid;
            Add(month, term, -paid, rows);
        }
    }

    private static IEnumerable<T> ByExpiry<T>(IEnumerable<T> terms, Month month) where T : SettlementTerm => terms
        .Where(term => (term.From ?? DateOnly.MinValue) < month.Days.To && month.First < (term.To ?? DateOnly.MaxValue))
        .OrderBy(term => term.To ?? DateOnly.MaxValue).ThenBy(term => term.Line);

    private static List<OpenUsage> Matching(SettlementTerm term, List<OpenUsage> usage) =>
        [.. usage.Where(row => row.Currency == term.Currency && term.Models?.Matches(row.Model) != false && (term is FreeTier or VolumeDiscount or MinimumCommitment || term.Holds(row.Day)))];

    /// <summary>Covers tokens in the order of the days, and takes off what they cost.</summary>
    /// <returns>Tokens covered.</returns>
    private long Cover(Month month, SettlementTerm term, List<OpenUsage> usage, long tokens, Func<long, long>? charge)
    {
        var parts = new List<SettlementPart>();
        long covered = 0;
        foreach (var row in Matching(term, usage))
        {
            var count = Math.Min(tokens - covered, row.Tokens - row.Covered);
            if (count == 0) continue;
            // The price of a package is charged as it is drawn: whole when it is used up.
            var charged = charge is null ? 0 : charge(covered + count) - charge(covered);
            var amount = charged - row.Cover(count);
            covered += count;
            if (amount != 0) parts.Add(new SettlementPart(row.Day, row.Key, amount));
        }
        if (covered > 0) _lines.Add(new SettlementLine(term, month, parts.Sum(part => part.Amount), parts, 0, covered));
        return covered;
    }

    private void Draw(Month month, TokenPackage term, List<OpenUsage> usage)
    {
        var left = _left.GetValueOrDefault(term, term.Tokens);
        var drawn = term.Tokens - left;
        Func<long, long>? charge = term.Price is { } price ? tokens => Nano.DivideHalfEven((Int128)price * (drawn + tokens), term.Tokens) : null;
        left -= Cover(month, term, usage, left, charge);
        _left[term] = left;
        if (left == 0 || month > _over || term.Price is not { } paid || term.To is not { } to || Month.Containing(to.AddDays(-1)) != month) return;
        var expired = paid - Nano.DivideHalfEven((Int128)paid * (term.Tokens - left), term.Tokens);
        _left[term] = 0;
        if (expired != 0) _lines.Add(new SettlementLine(term, month, expired, [], expired, 0));
    }

    private void Discount(Month month, VolumeDiscount term, List<OpenUsage> usage)
    {
        var rows = Matching(term, usage);
        var cost = rows.Sum(row => row.Net);
        var volume = term.Measure == DiscountMeasure.Cost ? cost : rows.Sum(row => row.Tokens - row.Covered);
        if (cost <= 0 || volume == 0) return;
        BigInteger percents = 0;
        for (var i = 0; i < term.Steps.Count && volume > term.Steps[i].Over; i++)
        {
            var end = i + 1 < term.Steps.Count ? Math.Min(volume, term.Steps[i + 1].Over) : volume;
            if (term.IsAllUnits) percents = (BigInteger)volume * term.Steps[i].NanoPercent;
            else percents += (BigInteger)(end - term.Steps[i].Over) * term.Steps[i].NanoPercent;
        }
        Add(month, term, -(long)HalfEven(percents * cost, (BigInteger)volume * HundredPercent), rows);
    }

    /// <summary>An amount spread by what the rows cost.</summary>
    private void Add(Month month, SettlementTerm term, long amount, List<OpenUsage> rows)
    {
        if (amount == 0) return;
        var parts = new List<SettlementPart>();
        var split = Split.LargestRemainder(amount, [.. rows.Select(row => Math.Max(0, row.Net))], [.. rows.Select((_, place) => (long)place)]);
        foreach (var (row, part) in rows.Zip(split ?? []))
        {
            row.Net += part;
            if (part != 0) parts.Add(new SettlementPart(row.Day, row.Key, part));
        }
        _lines.Add(new SettlementLine(term, month, amount, parts, split is null ? amount : 0, 0));
    }

    /// <summary>For sums ≥ 0 that outgrow 128 bits.</summary>
    private static BigInteger HalfEven(BigInteger dividend, BigInteger divisor)
    {
        var quotient = BigInteger.DivRem(dividend, divisor, out var rest);
        var order = (rest * 2).CompareTo(divisor);
        return order > 0 || (order == 0 && !quotient.IsEven) ? quotient + 1 : quotient;
    }

    /// <summary>Usage on its way through the terms.</summary>
    private sealed class OpenUsage(SettlementUsage usage)
    {
        private long _uncovered = usage.Cost;

        public DateOnly Day => usage.Day;
        public long Key => usage.Key;
        public string Model => usage.Model;
        public string Currency => usage.Currency;
        public long Tokens => usage.Tokens;
        public long Covered { get; private set; }

        /// <summary>Cost that is still to be paid, with all adjustments so far; what a package was bought for is paid already.</summary>
        public long Net { get; set; } = usage.Cost;

        /// <returns>What the tokens would have cost: telescoping, so that a row covered in any pieces is covered to the nano.</returns>
        public long Cover(long tokens)
        {
            Covered += tokens;
            var rest = Nano.DivideHalfEven((Int128)usage.Cost * (Tokens - Covered), Tokens);
            var taken = _uncovered - rest;
            _uncovered = rest;
            Net -= taken;
            return taken;
        }
    }
}

using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ledger;

/// <summary>The usage that a month shows: per payer and day the primary logs' rows, else those of one usage report.</summary>
internal sealed class ShapeRows
{
    private static readonly List<int> None = [];
    private readonly Dictionary<(int Payer, int Day), Dictionary<int, List<int>>> _byDay = [];
    private readonly FactCodes _codes;

    /// <summary>Tiers are added up; ordered by subject, model, day and hour.</summary>
    public LedgerRow[] Rows { get; }

    /// <summary>One per row, distinct, in the order of subject id, model id and day: the tie-break of every split.</summary>
    public long[] Keys { get; }

    private ShapeRows(LedgerRow[] rows, long[] keys, FactCodes codes) => (Rows, Keys, _codes) = (rows, keys, codes);

    public static ShapeRows Of(IReadOnlyList<UsageDay> usage, PayerDays days, FactCodes codes)
    {
        var order = new RowOrder();
        var rows = new List<LedgerRow>(usage.Count);
        var keys = new List<long>(usage.Count);
        foreach (var day in usage)
        {
            if (!days.Has(day.Day)) continue;
            var placed = codes.Place(day);
            if (!Shows(placed, days[placed.Payer, day.Day])) continue;
            keys.Add(order.Key(day));
            rows.Add(Row(day, placed));
        }
        return new ShapeRows(Merge([.. rows], [.. keys], out var merged), merged, codes);
    }

    /// <summary>Makes the rows of these payer-days findable for splits.</summary>
    public void Index(Func<int, int, bool> wanted)
    {
        for (var i = 0; i < Rows.Length; i++)
        {
            var at = (Rows[i].Payer, Rows[i].Day);
            if (!_byDay.TryGetValue(at, out var models))
            {
                if (!wanted(at.Payer, at.Day)) continue;
                _byDay.Add(at, models = []);
            }
            var canonical = _codes.CanonicalOf(Rows[i].Model);
            if (!models.TryGetValue(canonical, out var list)) models.Add(canonical, list = []);
            list.Add(i);
        }
    }

    /// <summary>Positions of the rows of a payer-day.</summary>
    /// <param name="canonical">Only this canonical model; −1 for all.</param>
    public IEnumerable<int> On(int payer, int day, int canonical)
    {
        if (!_byDay.TryGetValue((payer, day), out var models)) return None;
        return canonical < 0 ? models.Values.SelectMany(list => list) : models.GetValueOrDefault(canonical, None);
    }

    private static bool Shows(Placed placed, PayerDay day) => placed.Level switch
    {
        SourceLevel.PrimaryLog => true,
        SourceLevel.UsageReport => !day.HasLog && day.ReportSource == placed.Source,
        _ => false,
    };

    private static LedgerRow Row(in UsageDay day, Placed placed) => new()
    {
        Day = day.Day, Hour = day.Hour, Subject = day.Subject, Model = placed.Model, Payer = placed.Payer,
        Currency = "", MeteredCurrency = day.Currency, Parts = LedgerParts.Usage | LedgerParts.Attributed,
        Metered = day.Metered, MeteredUnpriced = day.UnpricedTokens, Requests = day.Requests, Tokens = day.Tokens,
    };

    private static LedgerRow[] Merge(LedgerRow[] rows, long[] keys, out long[] mergedKeys)
    {
        var order = Enumerable.Range(0, rows.Length).ToArray();
        Array.Sort(keys, order);
        var merged = new List<LedgerRow>(rows.Length);
        var distinct = new List<long>(rows.Length);
        for (var i = 0; i < order.Length; i++)
        {
            var row = rows[order[i]];
            if (i > 0 && keys[i] == keys[i - 1]) merged[^1] = Sum(merged[^1], row);
            else
            {
                merged.Add(row);
                distinct.Add(keys[i]);
            }
        }
        mergedKeys = [.. distinct];
        return [.. merged];
    }

    private static LedgerRow Sum(in LedgerRow a, in LedgerRow b) => a with
    {
        Metered = checked(a.Metered + b.Metered),
        MeteredUnpriced = checked(a.MeteredUnpriced + b.MeteredUnpriced),
        Requests = checked(a.Requests + b.Requests),
        Tokens = a.Tokens + b.Tokens,
    };

    /// <summary>Packs what tells two shape rows apart into one number that sorts as they do.</summary>
    private sealed class RowOrder
    {
        private readonly List<string> _currencies = [];

        /// <exception cref="OverflowException">An id is past the bounds of the packing: 2²⁸ subjects, 2²⁰ models, 32 currencies.</exception>
        public long Key(in UsageDay row)
        {
            var currency = _currencies.IndexOf(row.Currency);
            if (currency < 0)
            {
                currency = _currencies.Count;
                _currencies.Add(row.Currency);
            }
            if ((uint)row.Subject >> 28 != 0 || (uint)row.Model >> 20 != 0 || currency > 31)
                throw new OverflowException($"Subject {row.Subject}, model {row.Model}, currency {currency}: too many for one month.");
            var dayOfMonth = DateOnly.FromDayNumber(row.Day).Day;
            return ((((long)row.Subject << 20 | (long)row.Model) << 5 | (long)dayOfMonth) << 5 | (long)(row.Hour + 1)) << 5 | (long)currency;
        }
    }
}

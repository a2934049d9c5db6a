using System.Runtime.InteropServices;
using TokenSpend.Core.Ledger;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Spend;

/// <summary>Sorts ledger rows into series and columns.</summary>
internal static class SegmentBuilder
{
    public static MonthSegment Build(MonthLedger keys, SegmentState state, IEnumerable<SegmentRow> source, long version)
    {
        var codes = new Codes();
        var rows = new List<LedgerRow>((source as ICollection<SegmentRow>)?.Count ?? keys.Rows.Count);
        var order = new List<long>(rows.Capacity);
        var first = keys.Month.First.DayNumber;
        foreach (var (row, owner) in source)
        {
            var day = row.Day - first;
            if (day < 0 || day >= keys.Month.Days.Days) throw new ArgumentException($"Day number {row.Day} is not in {keys.Month}.", nameof(source));
            order.Add(((long)codes.Series(row, owner) << 5 | (long)day) << 5 | (long)(row.Hour + 1));
            rows.Add(row);
        }

        var sorted = order.ToArray();
        var at = Enumerable.Range(0, sorted.Length).ToArray();
        Array.Sort(sorted, at);
        var distinct = 0;
        for (var i = 0; i < sorted.Length; i++)
            if (i == 0 || sorted[i] != sorted[i - 1]) distinct++;

        var days = new byte[distinct];
        var hours = new sbyte[distinct];
        var start = new int[codes.Count + 1];
        var figures = Empty(distinct);
        var totals = Empty(codes.Count);
        var source0 = CollectionsMarshal.AsSpan(rows);
        for (int i = 0, r = -1; i < sorted.Length; i++)
        {
            if (i == 0 || sorted[i] != sorted[i - 1]) r++;
            var series = (int)(sorted[i] >> 10);
            days[r] = (byte)(sorted[i] >> 5 & 31);
            hours[r] = (sbyte)((sorted[i] & 31) - 1);
            start[series + 1] = r + 1;
            ref readonly var row = ref source0[at[i]];
            FigureColumns.Add(figures, r, row);
            FigureColumns.Add(totals, series, row);
        }
        return new MonthSegment(
            keys.Month, state, version, codes.ToSeries(keys, start), days, hours.AsSpan().ContainsAnyExcept((sbyte)-1) ? hours : null,
            new FigureColumns(figures), new FigureColumns(totals));
    }

    private static long[][] Empty(int count)
    {
        var figures = new long[FigureColumns.Count][];
        for (var i = 0; i < figures.Length; i++) figures[i] = new long[count];
        return figures;
    }

    private sealed class Codes
    {
        private readonly Dictionary<Key, int> _series = [];
        private readonly List<Key> _keys = [];
        private readonly List<string> _currencies = [];
        private readonly Dictionary<Owner, int> _owners = [];
        private Key _last;
        private int _lastCode = -1;

        public int Count => _keys.Count;

        public int Series(in LedgerRow row, Owner? owner)
        {
            var key = new Key(
                row.Subject, row.Model, row.Payer, Currency(row.Currency), Currency(row.MeteredCurrency), row.Parts, row.Marks,
                owner is null ? 0 : Code(owner));
            if (_lastCode >= 0 && key == _last) return _lastCode;
            ref var code = ref CollectionsMarshal.GetValueRefOrAddDefault(_series, key, out var known);
            if (!known)
            {
                code = _keys.Count;
                _keys.Add(key);
            }
            (_last, _lastCode) = (key, code);
            return code;
        }

        public SegmentSeries ToSeries(MonthLedger ledger, int[] start) => new()
        {
            Payers = ledger.Payers, Models = ledger.Models, Currencies = _currencies,
            Owners = [.. _owners.OrderBy(pair => pair.Value).Select(pair => pair.Key)],
            Start = start,
            Subject = [.. _keys.Select(key => key.Subject)],
            Model = [.. _keys.Select(key => key.Model)],
            Payer = [.. _keys.Select(key => key.Payer)],
            Currency = [.. _keys.Select(key => key.Currency)],
            MeteredCurrency = [.. _keys.Select(key => key.MeteredCurrency)],
            Parts = [.. _keys.Select(key => key.Parts)],
            Marks = [.. _keys.Select(key => key.Marks)],
            Owner = [.. _keys.Select(key => key.Owner)],
        };

        private byte Currency(string currency)
        {
            for (var i = 0; i < _currencies.Count; i++)
                if ((object)_currencies[i] == currency || _currencies[i] == currency) return (byte)i;
            _currencies.Add(currency);
            return checked((byte)(_currencies.Count - 1));
        }

        private int Code(Owner owner)
        {
            ref var code = ref CollectionsMarshal.GetValueRefOrAddDefault(_owners, owner, out var known);
            if (!known) code = _owners.Count - 1;
            return code;
        }
    }

    private readonly record struct Key(
        int Subject, int Model, int Payer, byte Currency, byte MeteredCurrency, LedgerParts Parts, LedgerMarks Marks, int Owner);
}

using TokenSpend.Core.Ledger;
using TokenSpend.Core.Primitives;

namespace TokenSpend.Core.Spend;

/// <summary>Adds up the cube along axes: keys once per series, figures a column at a time.</summary>
internal sealed class CubeScan
{
    private readonly ScanRequest _request;
    private readonly CubeCodes _codes;
    private readonly long[] _stride = new long[(int)CodeSource.Hour + 1];
    private readonly int[]?[] _coordinates = new int[]?[(int)CodeSource.Hour + 1];
    private readonly GroupIndex _groups;
    private readonly GroupSums _sums;
    private readonly ScanBlock _rows = new();
    private readonly ScanBlock _totals = new();
    private readonly bool _byDay;
    private readonly bool _byOwner;

    private CubeScan(ScanRequest request, CubeCodes codes)
    {
        (_request, _codes) = (request, codes);
        long bound = 1;
        foreach (var axis in request.Axes.Reverse())
        {
            (_stride[(int)axis.Source], _coordinates[(int)axis.Source]) = (bound, axis.Codes);
            bound = checked(bound * Math.Max(1, axis.Count));
        }
        _groups = new GroupIndex(bound);
        _sums = new GroupSums(request.Figures);
        _byDay = Asks(CodeSource.Day) || Asks(CodeSource.Hour);
        _byOwner = Asks(CodeSource.Owner);
    }

    public static ScanSums Run(ScanRequest request, SpendCube cube)
    {
        var scan = new CubeScan(request, cube.Codes);
        for (var i = 0; i < cube.Segments.Count; i++) scan.Add(cube.Segments[i], i);
        return new ScanSums(request.Axes, scan._groups, scan._sums);
    }

    private bool Asks(CodeSource source) => _coordinates[(int)source] is not null || _request.Kept(source) is not null;

    private void Add(MonthSegment segment, int at)
    {
        var month = segment.Month;
        if (month.Days.Intersect(_request.Days) is not { } window) return;
        var code = month.Number - Month.Containing(_request.Days.From).Number;
        if (_request.Kept(CodeSource.Month) is { } months && !months[code]) return;

        var view = new SegmentView(
            segment, at, From: window.From.DayNumber - month.First.DayNumber, To: window.To.DayNumber - month.First.DayNumber,
            Shift: month.First.DayNumber - _request.Days.From.DayNumber, ByRow: _byDay || window != month.Days);
        AddSeries(view, Coordinate(CodeSource.Month, code));
        _rows.Flush(segment.Figures, _sums, _groups.Count);
        _totals.Flush(segment.Totals, _sums, _groups.Count);
    }

    private void AddSeries(SegmentView view, long monthKey)
    {
        var series = view.Segment.Series;
        var (models, payers, currencies) = (_codes.Model[view.At], _codes.Payer[view.At], _codes.Currency[view.At]);
        var (keptSubject, keptModel, keptPayer, keptCurrency, keptMarks) = (
            _request.Kept(CodeSource.Subject), _request.Kept(CodeSource.Model), _request.Kept(CodeSource.Payer),
            _request.Kept(CodeSource.Currency), _request.Kept(CodeSource.Marks));
        var ownCurrency = _request.Metered ? series.MeteredCurrency : series.Currency;
        for (var s = 0; s < series.Count; s++)
        {
            if ((series.Parts[s] & _request.Part) == 0) continue;
            var (subject, model, payer) = (series.Subject[s], models[series.Model[s]], payers[series.Payer[s]]);
            var (currency, marks) = (currencies[ownCurrency[s]], (int)series.Marks[s]);
            if (Drops(keptSubject, subject) || Drops(keptModel, model) || Drops(keptPayer, payer) ||
                Drops(keptCurrency, currency) || Drops(keptMarks, marks)) continue;
            var key = monthKey + Coordinate(CodeSource.Subject, subject) + Coordinate(CodeSource.Model, model) +
                Coordinate(CodeSource.Payer, payer) + Coordinate(CodeSource.Currency, currency) + Coordinate(CodeSource.Marks, marks);
            if (_byOwner) AddOwned(view, s, key);
            else AddDays(view, s, key, view.From, view.To);
        }
    }

    private void AddOwned(SegmentView view, int s, long key)
    {
        var series = view.Segment.Series;
        if (view.Segment.State == SegmentState.Closed)
        {
            AddOwner(_codes.Owners.Frozen[view.At][series.Owner[s]], view.From, view.To);
            return;
        }
        if (_codes.Owners.Dated(series.Subject[s]) is not { } spans)
        {
            AddOwner(_codes.Owners.Of(series.Subject[s]), view.From, view.To);
            return;
        }
        var first = view.Segment.Month.First.DayNumber;
        for (var i = 0; i < spans.Length; i++)
        {
            var from = (int)Math.Max(view.From, (long)spans[i].FromDay - first);
            var to = i + 1 < spans.Length ? Math.Min(view.To, spans[i + 1].FromDay - first) : view.To;
            if (from < to) AddOwner(spans[i].Owner, from, to);
        }

        void AddOwner(int owner, int from, int to)
        {
            if (!Drops(_request.Kept(CodeSource.Owner), owner)) AddDays(view, s, key + Coordinate(CodeSource.Owner, owner), from, to);
        }
    }

    private void AddDays(SegmentView view, int s, long key, int from, int to)
    {
        if (!view.ByRow && from == view.From && to == view.To)
        {
            Take(_totals, view.Segment.Totals, s, _groups.Of(key));
            return;
        }
        var (days, hours) = (view.Segment.Days, view.Segment.Hours);
        var (start, end) = (view.Segment.Series.Start[s], view.Segment.Series.Start[s + 1]);
        var (dayStride, keptDay, keptHour) = (_stride[(int)CodeSource.Day], _request.Kept(CodeSource.Day), _request.Kept(CodeSource.Hour));
        var byHour = _coordinates[(int)CodeSource.Hour] is not null;
        if (keptDay is null && keptHour is null && !byHour && from == 0 && to == view.Segment.Month.Days.Days)
        {
            // The plain case by far the most rows take: nothing to test.
            var own = key + dayStride * view.Shift;
            for (var row = start; row < end; row++) Take(_rows, view.Segment.Figures, row, _groups.Of(own + dayStride * days[row]));
            return;
        }
        for (var row = start; row < end; row++)
        {
            int day = days[row];
            if (day < from || day >= to || Drops(keptDay, day + view.Shift)) continue;
            var hour = (hours?[row] ?? -1) + 1;
            if (Drops(keptHour, hour)) continue;
            var own = key + dayStride * (day + view.Shift);
            if (byHour) own += Coordinate(CodeSource.Hour, hour);
            Take(_rows, view.Segment.Figures, row, _groups.Of(own));
        }
    }

    private void Take(ScanBlock block, FigureColumns columns, int row, int group)
    {
        if (block.Add(row, group)) block.Flush(columns, _sums, _groups.Count);
    }

    private long Coordinate(CodeSource source, int code) =>
        _coordinates[(int)source] is { } coordinates ? coordinates[code] * _stride[(int)source] : 0;

    private static bool Drops(bool[]? kept, int code) => kept is not null && !kept[code];

    /// <param name="From">First day of the month to read, from 0.</param>
    /// <param name="Shift">From a day of the month to a day of the query.</param>
    /// <param name="ByRow">Days matter: month totals do not do.</param>
    private readonly record struct SegmentView(MonthSegment Segment, int At, int From, int To, int Shift, bool ByRow);
}

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

    /// <summary>The days of a month are one run of groups: a series finds its place once, not for each day.</summary>
    private readonly bool _byRun;

    private readonly long[]? _subjectKeys;
    private readonly long[]? _ownerKeys;
    private readonly SubjectOwners? _owners;
    private long[]? _ownedKeys;

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
        _byRun = request.On(CodeSource.Day) is not null && request.Kept(CodeSource.Day) is null && !Asks(CodeSource.Hour);
        _subjectKeys = Keys(CodeSource.Subject, codes.SubjectBound);
        if (!Asks(CodeSource.Owner)) return;
        _owners = codes.Owners;
        _ownerKeys = Keys(CodeSource.Owner, _owners.All.Count);
    }

    public static GroupTable Run(ScanRequest request, SpendCube cube)
    {
        var scan = new CubeScan(request, cube.Codes);
        for (var i = 0; i < cube.Segments.Count; i++) scan.Add(cube.Segments[i], i);
        return scan.ToTable();
    }

    private GroupTable ToTable()
    {
        int[] groups = _byRun ? _sums.GroupsOfRuns() : [.. Enumerable.Range(0, _groups.Count)];
        var keys = _groups.Keys;
        var stride = _stride[(int)CodeSource.Day];
        var own = new long[groups.Length];
        for (var i = 0; i < own.Length; i++) own[i] = _byRun ? keys[groups[i] / GroupSums.RunLength] + stride * (groups[i] % GroupSums.RunLength) : keys[i];
        return new GroupTable(groups, own, [.. _request.Axes.Select(axis => axis.Count)], _sums.Close());
    }

    private bool Asks(CodeSource source) => _coordinates[(int)source] is not null || _request.Kept(source) is not null;

    private void Add(MonthSegment segment, int at)
    {
        var month = segment.Month;
        if (month.Days.Intersect(_request.Days) is not { } window) return;
        var code = month.Number - Month.Containing(_request.Days.From).Number;
        if (_request.Kept(CodeSource.Month) is { } months && !months[code]) return;
        if (!Asks(CodeSource.Subject) && _owners is null) segment = segment.WithoutSubjects;
        if (segment.Count == 0) return;

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
        var closed = view.Segment.State == SegmentState.Closed;
        var subjects = _owners is null || closed ? _subjectKeys : _ownedKeys ??= OwnedKeys();
        var models = Local(Keys(CodeSource.Model, _codes.ModelCount), _codes.Model[view.At]);
        var payers = Local(Keys(CodeSource.Payer, _codes.Payers.Count), _codes.Payer[view.At]);
        var currencies = Local(Keys(CodeSource.Currency, _codes.Currencies.Count), _codes.Currency[view.At]);
        var marks = Keys(CodeSource.Marks, SpendCaveats.MarkCount);
        var currencyOf = _request.Metered ? series.MeteredCurrency : series.Currency;
        for (var s = 0; s < series.Count; s++)
        {
            if ((series.Parts[s] & _request.Part) == 0) continue;
            var key = monthKey;
            if (!Adds(subjects, series.Subject[s], ref key) || !Adds(models, series.Model[s], ref key) || !Adds(payers, series.Payer[s], ref key) ||
                !Adds(currencies, currencyOf[s], ref key) || !Adds(marks, (int)series.Marks[s], ref key)) continue;
            if (_owners is null) AddDays(view, s, key, view.From, view.To);
            else if (closed) AddOwner(view, s, key, _owners.Frozen[view.At][series.Owner[s]], view.From, view.To);
            else if (_owners.Dated(series.Subject[s]) is { } spans) AddOwners(view, s, key, spans);
            else AddDays(view, s, key, view.From, view.To);
        }
    }

    private void AddOwners(SegmentView view, int s, long key, (int FromDay, int Owner)[] spans)
    {
        var first = view.Segment.Month.First.DayNumber;
        for (var i = 0; i < spans.Length; i++)
        {
            var from = (int)Math.Max(view.From, (long)spans[i].FromDay - first);
            var to = i + 1 < spans.Length ? Math.Min(view.To, spans[i + 1].FromDay - first) : view.To;
            if (from < to) AddOwner(view, s, key, spans[i].Owner, from, to);
        }
    }

    private void AddOwner(SegmentView view, int s, long key, int owner, int from, int to)
    {
        if (Adds(_ownerKeys, owner, ref key)) AddDays(view, s, key, from, to);
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
        if (_byRun)
        {
            while (start < end && days[start] < from) start++;
            while (start < end && days[end - 1] >= to) end--;
            if (start == end) return;
            var run = _groups.Of(key + _stride[(int)CodeSource.Day] * (view.From + view.Shift));
            _sums.AddRun(view.Segment.Figures, start, days.AsSpan(start, end - start), view.From, run, _groups.Count);
            return;
        }
        var (dayStride, keptDay, keptHour) = (_stride[(int)CodeSource.Day], _request.Kept(CodeSource.Day), _request.Kept(CodeSource.Hour));
        var byHour = _coordinates[(int)CodeSource.Hour] is not null;
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

    /// <summary>By code of the source: what it adds to a group's key, or −1 for rows to leave out. Null: the query does not ask.</summary>
    private long[]? Keys(CodeSource source, int count)
    {
        if (!Asks(source)) return null;
        var keys = new long[count];
        for (var code = 0; code < count; code++) keys[code] = Drops(_request.Kept(source), code) ? -1 : Coordinate(source, code);
        return keys;
    }

    /// <summary>Keys of subjects, that of the owner added where it is one for all days: one look-up for both.</summary>
    private long[] OwnedKeys()
    {
        var keys = new long[_codes.SubjectBound];
        for (var subject = 0; subject < keys.Length; subject++)
        {
            long key = 0;
            var kept = Adds(_subjectKeys, subject, ref key) && (_owners!.Dated(subject) is not null || Adds(_ownerKeys, _owners.Of(subject), ref key));
            keys[subject] = kept ? key : -1;
        }
        return keys;
    }

    private static long[]? Local(long[]? keys, int[] codes) => keys is null ? null : Array.ConvertAll(codes, code => keys[code]);

    /// <returns>False for a row to leave out.</returns>
    private static bool Adds(long[]? keys, int code, ref long key)
    {
        if (keys is null) return true;
        var own = keys[code];
        key += own;
        return own >= 0;
    }

    private static bool Drops(bool[]? kept, int code) => kept is not null && !kept[code];

    /// <param name="From">First day of the month to read, from 0.</param>
    /// <param name="Shift">From a day of the month to a day of the query.</param>
    /// <param name="ByRow">Days matter: month totals do not do.</param>
    private sealed record SegmentView(MonthSegment Segment, int At, int From, int To, int Shift, bool ByRow);
}

using System.Numerics;

namespace TokenSpend.Core.Spend;

/// <summary>Sums of the figures asked for, by group.</summary>
internal sealed class GroupSums
{
    /// <summary>Groups of a run of days: the days of the longest month.</summary>
    public const int RunLength = 31;

    private readonly int[] _figures;
    private readonly long[]?[] _columns;
    private readonly bool _byLane;
    private long[] _lanes = [];
    private uint[] _daysOfRun = [];
    private FigureColumns? _known;
    private int[] _filled = [];

    /// <param name="figures">−1 for a place that stays 0.</param>
    public GroupSums(int[] figures)
    {
        _figures = figures;
        _columns = Array.ConvertAll(figures, figure => figure < 0 ? null : Array.Empty<long>());
        _byLane = figures.Any(figure => UsageLanes.LaneOf(figure) >= 0);
    }

    public void Add(FigureColumns columns, ReadOnlySpan<int> rows, ReadOnlySpan<int> groups, int groupCount)
    {
        if (_byLane && columns.Lanes is { } lanes)
        {
            Grow(ref _lanes, groupCount * UsageLanes.Width);
            lanes.AddTo(_lanes, rows, groups);
        }
        foreach (var i in Filled(columns))
        {
            Grow(ref _columns[i]!, groupCount);
            columns[_figures[i]]!.AddTo(_columns[i]!, rows, groups);
        }
    }

    /// <summary>Adds consecutive rows of a month, each to the group of its day.</summary>
    /// <param name="days">None before <paramref name="from"/>.</param>
    /// <param name="run">The groups of a run are consecutive, the first is that of <paramref name="from"/>.</param>
    /// <param name="runs">Number of runs so far.</param>
    public void AddRun(FigureColumns columns, int start, ReadOnlySpan<byte> days, int from, int run, int runs)
    {
        var (offset, groupCount) = (run * RunLength - from, runs * RunLength);
        if (_daysOfRun.Length < runs) Array.Resize(ref _daysOfRun, Math.Max(runs, _daysOfRun.Length * 2));
        uint seen = 0;
        foreach (var day in days) seen |= 1u << day;
        _daysOfRun[run] |= seen >> from;

        if (columns != _known) (_known, _filled) = (columns, Filled(columns));
        if (_byLane && columns.Lanes is { } lanes)
        {
            Grow(ref _lanes, groupCount * UsageLanes.Width);
            lanes.AddRun(_lanes, start, days, offset);
        }
        foreach (var i in _filled)
        {
            Grow(ref _columns[i]!, groupCount);
            columns[_figures[i]]!.AddRun(_columns[i]!, start, days, offset);
        }
    }

    /// <summary>Groups of runs that have a row at all, in order.</summary>
    public int[] GroupsOfRuns()
    {
        var groups = new List<int>();
        for (var run = 0; run < _daysOfRun.Length; run++)
            for (var days = _daysOfRun[run]; days != 0; days &= days - 1) groups.Add(run * RunLength + BitOperations.TrailingZeroCount(days));
        return [.. groups];
    }

    /// <summary>One per figure asked for; nothing can be added afterwards.</summary>
    public SumColumn[] Close()
    {
        var sums = new SumColumn[_figures.Length];
        for (var i = 0; i < sums.Length; i++)
            sums[i] = UsageLanes.LaneOf(_figures[i]) is >= 0 and var lane ? Close(lane, ref _columns[i]!) : new SumColumn(_columns[i]);
        return sums;
    }

    /// <summary>Segments whose counts are out of the lanes' range have kept them in a column.</summary>
    private SumColumn Close(int lane, ref long[] column)
    {
        if (column.Length == 0) return new SumColumn(_lanes, UsageLanes.Width, lane);
        var groups = _lanes.Length / UsageLanes.Width;
        Grow(ref column, groups);
        for (var group = 0; group < groups; group++) column[group] = checked(column[group] + _lanes[group * UsageLanes.Width + lane]);
        return new SumColumn(column);
    }

    /// <summary>The figures asked for that have a column: of some sixteen, mostly three.</summary>
    private int[] Filled(FigureColumns columns) =>
        [.. Enumerable.Range(0, _figures.Length).Where(i => _figures[i] >= 0 && columns[_figures[i]] is not null)];

    private static void Grow(ref long[] sums, int count)
    {
        if (sums.Length < count) Array.Resize(ref sums, Math.Max(count, sums.Length * 2));
    }
}

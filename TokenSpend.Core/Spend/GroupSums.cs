namespace TokenSpend.Core.Spend;

/// <summary>Sums of the figures asked for, by group.</summary>
internal sealed class GroupSums
{
    private readonly int[] _figures;
    private readonly long[]?[] _columns;
    private readonly bool _byLane;
    private long[] _lanes = [];
    private bool[] _hasRow = [];

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
        for (var i = 0; i < _figures.Length; i++)
        {
            if (_figures[i] < 0 || columns[_figures[i]] is not { } column) continue;
            Grow(ref _columns[i]!, groupCount);
            column.AddTo(_columns[i]!, rows, groups);
        }
    }

    /// <summary>Adds consecutive rows, each to the group of its day.</summary>
    /// <param name="offset">Group of day 0; days and offset together are never negative.</param>
    public void AddRun(FigureColumns columns, int start, ReadOnlySpan<byte> days, int offset, int groupCount)
    {
        if (_hasRow.Length < groupCount) Array.Resize(ref _hasRow, Math.Max(groupCount, _hasRow.Length * 2));
        foreach (var day in days) _hasRow[offset + day] = true;
        if (_byLane && columns.Lanes is { } lanes)
        {
            Grow(ref _lanes, groupCount * UsageLanes.Width);
            lanes.AddRun(_lanes, start, days, offset);
        }
        for (var i = 0; i < _figures.Length; i++)
        {
            if (_figures[i] < 0 || columns[_figures[i]] is not { } column) continue;
            Grow(ref _columns[i]!, groupCount);
            column.AddRun(_columns[i]!, start, days, offset);
        }
    }

    /// <summary>Groups of runs that have a row at all, in order.</summary>
    public int[] GroupsOfRuns()
    {
        var groups = new int[_hasRow.AsSpan().Count(true)];
        for (int group = 0, at = 0; at < groups.Length; group++)
            if (_hasRow[group]) groups[at++] = group;
        return groups;
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

    private static void Grow(ref long[] sums, int count)
    {
        if (sums.Length < count) Array.Resize(ref sums, Math.Max(count, sums.Length * 2));
    }
}

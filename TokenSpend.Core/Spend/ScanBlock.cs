using System.Runtime.CompilerServices;

namespace TokenSpend.Core.Spend;

/// <summary>Rows and their groups, collected until each column can be added in one go.</summary>
internal sealed class ScanBlock
{
    private readonly int[] _rows = new int[4096];
    private readonly int[] _groups = new int[4096];
    private int _count;

    /// <returns>True when the block is full.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Add(int row, int group)
    {
        (_rows[_count], _groups[_count]) = (row, group);
        return ++_count == _rows.Length;
    }

    /// <param name="groups">Number of groups so far.</param>
    public void Flush(FigureColumns columns, GroupSums sums, int groups)
    {
        if (_count > 0) sums.Add(columns, _rows.AsSpan(0, _count), _groups.AsSpan(0, _count), groups);
        _count = 0;
    }
}

/// <summary>Sums of the figures asked for, by group.</summary>
internal sealed class GroupSums
{
    private readonly int[] _figures;
    private readonly long[]?[] _columns;
    private readonly bool _byLane;
    private long[] _lanes = [];

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

    /// <summary>One per figure.</summary>
    public long[] Of(int group)
    {
        var values = new long[_figures.Length];
        for (var i = 0; i < values.Length; i++)
        {
            if (_columns[i] is { } column && group < column.Length) values[i] = column[group];
            if (UsageLanes.LaneOf(_figures[i]) is >= 0 and var lane && group * UsageLanes.Width < _lanes.Length)
                values[i] = checked(values[i] + _lanes[group * UsageLanes.Width + lane]);
        }
        return values;
    }

    private static void Grow(ref long[] sums, int count)
    {
        if (sums.Length < count) Array.Resize(ref sums, Math.Max(count, sums.Length * 2));
    }
}

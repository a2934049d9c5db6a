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

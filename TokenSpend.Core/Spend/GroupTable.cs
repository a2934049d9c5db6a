namespace TokenSpend.Core.Spend;

/// <summary>The groups of a question that have a row, and their sums, by column: objects are made only of what is shown.</summary>
internal sealed class GroupTable
{
    private readonly int[] _groups;
    private readonly int[][] _coordinates;
    private readonly SumColumn[] _figures;

    /// <param name="groups">Number in the sums of each group.</param>
    /// <param name="keys">Key of each group, of which this takes possession.</param>
    /// <param name="counts">By coordinate: how many values it has; the last varies fastest.</param>
    public GroupTable(int[] groups, long[] keys, IReadOnlyList<int> counts, SumColumn[] figures)
    {
        (_groups, _figures) = (groups, figures);
        _coordinates = new int[counts.Count][];
        for (var axis = counts.Count - 1; axis >= 0; axis--)
        {
            var (count, own) = (counts[axis], _coordinates[axis] = new int[keys.Length]);
            for (var i = 0; i < keys.Length; i++)
            {
                var rest = keys[i] / count;
                (own[i], keys[i]) = ((int)(keys[i] - rest * count), rest);
            }
        }
    }

    public int Count => _groups.Length;

    /// <summary>By group: where it stands on an axis.</summary>
    public int[] Coordinates(int axis) => _coordinates[axis];

    /// <param name="figure">Position among the figures asked for.</param>
    public long Value(int figure, int group) => _figures[figure][_groups[group]];

    /// <summary>All figures of a group.</summary>
    public void Read(int group, Span<long> values)
    {
        var at = _groups[group];
        for (var i = 0; i < values.Length; i++) values[i] = _figures[i][at];
    }
}

/// <summary>Sums of one figure inside an array that may hold others between them.</summary>
/// <param name="sums">Null: all 0; where it is too short, the rest is 0.</param>
internal readonly struct SumColumn(long[]? sums, int stride = 1, int offset = 0)
{
    public long this[int group]
    {
        get
        {
            var at = group * stride + offset;
            return sums is not null && at < sums.Length ? sums[at] : 0;
        }
    }
}

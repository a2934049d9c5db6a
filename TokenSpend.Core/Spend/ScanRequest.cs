using TokenSpend.Core.Ledger;
using TokenSpend.Core.Primitives;

namespace TokenSpend.Core.Spend;

/// <summary>One pass over the cube: which rows, added up along which axes.</summary>
/// <param name="Part">Only rows that take part in this.</param>
/// <param name="Metered">The row's currency is that of its metered cost.</param>
/// <param name="Axes">At most one per source; the last varies fastest.</param>
/// <param name="Figures">Columns to add up; −1 for a figure that the measure does not have.</param>
internal sealed record ScanRequest(Period Days, LedgerParts Part, bool Metered, IReadOnlyList<Axis> Axes, int[] Figures)
{
    private readonly bool[]?[] _kept = new bool[]?[(int)CodeSource.Hour + 1];

    private ScanRequest(ScanRequest other, bool[]?[] kept)
        : this(other.Days, other.Part, other.Metered, other.Axes, other.Figures) => _kept = kept;

    /// <summary>By source code: false for rows to leave out; null where all are kept. Codes of time count from the start of the days.</summary>
    public bool[]? Kept(CodeSource source) => _kept[(int)source];

    /// <summary>The same with fewer rows.</summary>
    public ScanRequest Keep(CodeSource source, bool[] kept)
    {
        var all = (bool[]?[])_kept.Clone();
        all[(int)source] = all[(int)source] is { } before ? [.. before.Zip(kept, (a, b) => a && b)] : kept;
        return new ScanRequest(this, all);
    }

    /// <summary>The same rows along other axes.</summary>
    public ScanRequest Along(IReadOnlyList<Axis> axes) => this with { Axes = axes };

    public Axis? On(CodeSource source) => Axes.FirstOrDefault(axis => axis.Source == source);
}

/// <summary>Sums by group.</summary>
/// <param name="dayStride">Where groups are runs of days: what a day adds to the run's key. Null: each key is one group.</param>
internal sealed class ScanSums(IReadOnlyList<Axis> axes, GroupIndex keys, GroupSums sums, long? dayStride)
{
    /// <summary>Places in a run of days: those of the longest month.</summary>
    public const int RunLength = 31;

    /// <summary>Groups that have a row.</summary>
    public IEnumerable<int> Groups => dayStride is null
        ? Enumerable.Range(0, keys.Count)
        : Enumerable.Range(0, keys.Count * RunLength).Where(sums.HasRow);

    /// <summary>One per figure asked for.</summary>
    public long[] Values(int group) => sums.Of(group);

    /// <summary>Coordinates of a group, one per axis.</summary>
    public int[] Coordinates(int group)
    {
        var key = dayStride is { } stride ? keys.Key(group / RunLength) + stride * (group % RunLength) : keys.Key(group);
        var coordinates = new int[axes.Count];
        for (var i = axes.Count - 1; i >= 0; i--) (key, coordinates[i]) = (key / axes[i].Count, (int)(key % axes[i].Count));
        return coordinates;
    }
}

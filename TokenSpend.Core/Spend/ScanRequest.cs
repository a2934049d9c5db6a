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

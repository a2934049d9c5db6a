using TokenSpend.Core.Ledger;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Spend;

/// <summary>Owner codes: of closed segments as frozen, of subjects as the rules say today.</summary>
internal sealed class SubjectOwners
{
    private readonly Dictionary<Owner, int> _codes = [];
    private readonly List<Owner> _all = [];
    private readonly int[] _bySubject;
    private readonly (int FromDay, int Owner)[]?[] _dated;

    public SubjectOwners(IReadOnlyList<MonthSegment> segments, int subjects, SpendLookups lookups)
    {
        Frozen = [.. segments.Select(segment => segment.Series.Owners.Select(Code).ToArray())];
        _bySubject = new int[subjects];
        _dated = new (int, int)[]?[subjects];
        var asked = new bool[subjects];
        foreach (var segment in segments.Where(segment => segment.State == SegmentState.Open))
            foreach (var id in segment.Series.Subject)
            {
                if (asked[id]) continue;
                asked[id] = true;
                Ask(id, lookups);
            }
    }

    public IReadOnlyList<Owner> All => _all;

    /// <summary>By segment: the frozen owner's code to the cube's.</summary>
    public int[][] Frozen { get; }

    /// <summary>A subject's owners in order, each from a day number on (the first from the start of time); null where it has one for all days.</summary>
    public (int FromDay, int Owner)[]? Dated(int subject) => _dated[subject];

    /// <summary>The one owner of a subject that is not dated.</summary>
    public int Of(int subject) => _bySubject[subject];

    private void Ask(int id, SpendLookups lookups)
    {
        var subject = lookups.Subject(id);
        var changes = lookups.OwnerChanges(subject);
        (int FromDay, int Owner)[] spans =
        [
            (int.MinValue, Code(lookups.Owner(subject, DateOnly.MinValue))),
            .. changes.Select(day => (day.DayNumber, Code(lookups.Owner(subject, day)))),
        ];
        if (spans.All(span => span.Owner == spans[0].Owner)) _bySubject[id] = spans[0].Owner;
        else _dated[id] = spans;
    }

    private int Code(Owner owner)
    {
        if (_codes.TryGetValue(owner, out var code)) return code;
        _codes.Add(owner, _all.Count);
        _all.Add(owner);
        return _all.Count - 1;
    }
}

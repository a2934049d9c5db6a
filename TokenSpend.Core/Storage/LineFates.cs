namespace TokenSpend.Core.Storage;

/// <summary>What became of one thing that a line tells of, from the least to the best.</summary>
internal enum LineFate : byte { None = 0, Older = 1, Duplicate = 2, Replaced = 3, Accepted = 4 }

/// <summary>What became of the good lines of an import, so that the line balance holds.</summary>
/// <remarks>
/// A line may tell of several requests, buckets and charges: it counts once, by the best that became of one of them.
/// Where a line of text holds several records that count as lines (a JSON document in one line), each of its facts counts,
/// the best first, and those that are left over share the fate of the least.
/// </remarks>
/// <param name="shared">Records by line of text, where there are several; may grow while lines are noted.</param>
/// <param name="linesBefore">Lines of the parts before this one: lines are numbered through.</param>
internal sealed class LineFates(IReadOnlyDictionary<int, int> shared, int linesBefore = 0)
{
    private const int PageLines = 4096;
    private const int Fates = (int)LineFate.Accepted + 1;

    private readonly Dictionary<int, LineFate[]> _pages = [];
    private readonly Dictionary<int, long[]> _several = [];
    private readonly long[] _counts = new long[Fates];
    private LineFate[] _page = [];
    private int _number = -1;

    public void Note(long line, LineFate fate)
    {
        var own = checked((int)(line - linesBefore));
        if (shared.Count > 0 && shared.ContainsKey(own))
        {
            if (!_several.TryGetValue(own, out var facts)) _several[own] = facts = new long[Fates];
            facts[(int)fate]++;
            return;
        }
        ref var known = ref Of(own);
        if (fate <= known) return;
        if (known != LineFate.None) _counts[(int)known]--;
        _counts[(int)fate]++;
        known = fate;
    }

    public (long Accepted, long Duplicates, long Replaced, long Older) Count()
    {
        var counts = (long[])_counts.Clone();
        foreach (var (line, records) in shared)
        {
            var facts = _several.TryGetValue(line, out var several) ? (long[])several.Clone() : new long[Fates];
            // Noted before a second record was seen on the line.
            if (Of(line) is var first and not LineFate.None)
            {
                counts[(int)first]--;
                facts[(int)first]++;
            }
            var (left, least) = ((long)records, LineFate.None);
            for (var fate = LineFate.Accepted; fate > LineFate.None; fate--)
            {
                var taken = Math.Min(left, facts[(int)fate]);
                if (taken == 0) continue;
                (counts[(int)fate], left, least) = (counts[(int)fate] + taken, left - taken, fate);
            }
            if (least != LineFate.None) counts[(int)least] += left;
        }
        return (counts[(int)LineFate.Accepted], counts[(int)LineFate.Duplicate], counts[(int)LineFate.Replaced], counts[(int)LineFate.Older]);
    }

    private ref LineFate Of(int line)
    {
        if (line / PageLines != _number)
        {
            _number = line / PageLines;
            if (!_pages.TryGetValue(_number, out _page!)) _pages[_number] = _page = new LineFate[PageLines];
        }
        return ref _page[line % PageLines];
    }
}

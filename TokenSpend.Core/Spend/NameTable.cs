namespace TokenSpend.Core.Spend;

/// <summary>Names for the codes of one source; codes of the same name share a number.</summary>
/// <param name="Codes">By source code: position in <paramref name="Names"/>.</param>
/// <param name="Names">Distinct; null: unassigned, unnamed or unknown.</param>
internal sealed record NameTable(int[] Codes, IReadOnlyList<string?> Names)
{
    private int[]? _ranks;

    /// <summary>By position in <see cref="Names"/>: where the name stands in order; null comes last.</summary>
    public int[] Ranks => _ranks ??= Ranked();

    public static NameTable Of(int count, Func<int, string?> name)
    {
        var names = new List<string?>();
        var unnamed = -1;
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        var codes = new int[count];
        for (var i = 0; i < count; i++)
        {
            if (name(i) is not { } text)
            {
                if (unnamed < 0)
                {
                    unnamed = names.Count;
                    names.Add(null);
                }
                codes[i] = unnamed;
            }
            else
            {
                if (!known.TryGetValue(text, out codes[i]))
                {
                    known.Add(text, codes[i] = names.Count);
                    names.Add(text);
                }
            }
        }
        return new NameTable(codes, names);
    }

    /// <summary>By source code: whether a filter keeps it.</summary>
    public bool[] Keeps(IReadOnlyList<string?> values)
    {
        var kept = Names.Select(name => values.Contains(name, StringComparer.Ordinal)).ToArray();
        return Array.ConvertAll(Codes, code => kept[code]);
    }

    private int[] Ranked()
    {
        var names = Names.ToArray();
        int[] order = [.. Enumerable.Range(0, names.Length)];
        Array.Sort(names, order, StringComparer.Ordinal);
        // Sorting puts null first: one step down for all others.
        var ranks = new int[names.Length];
        var nulls = names is [null, ..] ? 1 : 0;
        for (var i = 0; i < names.Length; i++) ranks[order[i]] = i < nulls ? names.Length : i - nulls;
        return ranks;
    }
}

using TokenSpend.Core.Primitives;

namespace TokenSpend.Core.Spend;

/// <summary>All dimensions of a query that name the same code, as one coordinate: at most one look-up per row and source.</summary>
/// <param name="Codes">By source code: the coordinate.</param>
/// <param name="Count">Coordinates run from 0 to this less one.</param>
internal sealed record Axis(CodeSource Source, int[] Codes, int Count)
{
    private readonly Dictionary<Dimension, (string?[] Names, int[] Ranks)> _names = [];

    /// <summary>Names of a dimension of this axis, by coordinate.</summary>
    public string?[] Names(Dimension dimension) => _names[dimension].Names;

    /// <summary>Order of the names of a dimension of this axis, by coordinate; equal names share a rank, none comes last.</summary>
    public int[] Ranks(Dimension dimension) => _names[dimension].Ranks;

    public static Axis Of(CodeSource source, IReadOnlyList<Dimension> dimensions, CubeCodes cube, Period days)
    {
        var tables = dimensions.Select(dimension => cube.Names(dimension, days)).ToArray();
        var codes = tables[0].Codes;
        var count = tables[0].Names.Count;
        foreach (var table in tables.Skip(1)) (codes, count) = Combine(codes, table);

        var axis = new Axis(source, codes, count);
        for (var i = 0; i < tables.Length; i++)
        {
            var (table, names, ranks) = (tables[i], new string?[count], new int[count]);
            for (var code = 0; code < codes.Length; code++)
            {
                var name = table.Codes[code];
                (names[codes[code]], ranks[codes[code]]) = (table.Names[name], table.Ranks[name]);
            }
            axis._names[dimensions[i]] = (names, ranks);
        }
        return axis;
    }

    /// <summary>An axis that sorts codes into two: 0 and 1.</summary>
    public static Axis Flag(CodeSource source, int count, Func<int, bool> isSet) =>
        new(source, [.. Enumerable.Range(0, count).Select(code => isSet(code) ? 1 : 0)], 2);

    /// <summary>Only pairs that occur get a coordinate: many dimensions of a subject still are no more than the subjects.</summary>
    private static (int[] Codes, int Count) Combine(int[] codes, NameTable table)
    {
        var pairs = new Dictionary<(int, int), int>();
        var combined = new int[codes.Length];
        for (var i = 0; i < codes.Length; i++)
        {
            var pair = (codes[i], table.Codes[i]);
            if (!pairs.TryGetValue(pair, out combined[i])) pairs.Add(pair, combined[i] = pairs.Count);
        }
        return (combined, pairs.Count);
    }
}

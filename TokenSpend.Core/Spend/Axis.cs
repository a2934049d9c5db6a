using TokenSpend.Core.Primitives;

namespace TokenSpend.Core.Spend;

/// <summary>All dimensions of a query that name the same code, as one coordinate: at most one look-up per row and source.</summary>
/// <param name="Codes">By source code: the coordinate.</param>
/// <param name="Count">Coordinates run from 0 to this less one.</param>
internal sealed record Axis(CodeSource Source, int[] Codes, int Count)
{
    private readonly Dictionary<Dimension, string?[]> _names = [];

    /// <summary>Names of a dimension of this axis, by coordinate.</summary>
    public IReadOnlyList<string?> Names(Dimension dimension) => _names[dimension];

    /// <summary>Name that a dimension of this axis gives to a coordinate.</summary>
    public string? Name(Dimension dimension, int coordinate) => _names[dimension][coordinate];

    public static Axis Of(CodeSource source, IReadOnlyList<Dimension> dimensions, CubeCodes cube, Period days)
    {
        var tables = dimensions.Select(dimension => cube.Names(dimension, days)).ToArray();
        var codes = tables[0].Codes;
        var count = tables[0].Names.Count;
        foreach (var table in tables.Skip(1)) (codes, count) = Combine(codes, table);

        var axis = new Axis(source, codes, count);
        for (var i = 0; i < tables.Length; i++)
        {
            var names = new string?[count];
            for (var code = 0; code < codes.Length; code++) names[codes[code]] = tables[i].Names[tables[i].Codes[code]];
            axis._names[dimensions[i]] = names;
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

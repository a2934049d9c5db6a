namespace TokenSpend.Core.Spend;

/// <summary>Filters as text: DIM=VALUE, one a line in what is stored; an empty value means unassigned.</summary>
public static class FilterText
{
    /// <summary>One DIM=VALUE per value, dimensions in lower case, in a fixed order: equal filters print alike.</summary>
    public static IReadOnlyList<string> Print(IReadOnlyList<Filter> filters) =>
    [
        .. filters.OrderBy(filter => filter.Dimension)
            .SelectMany(filter => filter.Values.OrderBy(value => value, StringComparer.Ordinal).Select(value => $"{Name(filter.Dimension)}={value}")),
    ];

    /// <returns>The filters, or what is wrong with the first wrong condition.</returns>
    public static (IReadOnlyList<Filter>? Filters, string? Error) Parse(IEnumerable<string> conditions)
    {
        var filters = new Dictionary<Dimension, List<string?>>();
        foreach (var condition in conditions)
        {
            var cut = condition.IndexOf('=', StringComparison.Ordinal);
            if (cut < 1 || !SpendQueryText.TryWord<Dimension>(condition[..cut], out var dimension))
                return (null, $"found '{condition}', expected DIM=VALUE with one of {SpendQueryText.DimensionNames}.");
            if (!filters.TryGetValue(dimension, out var values)) filters[dimension] = values = [];
            var value = cut + 1 == condition.Length ? null : condition[(cut + 1)..];
            if (!values.Contains(value)) values.Add(value);
        }
        return ([.. filters.Select(filter => new Filter(filter.Key, filter.Value))], null);
    }

    private static string Name(Dimension dimension) => dimension.ToString().ToLowerInvariant();
}

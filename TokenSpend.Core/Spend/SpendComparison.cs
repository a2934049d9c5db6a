namespace TokenSpend.Core.Spend;

/// <summary>One group now and before.</summary>
/// <param name="Now">Null: it has ended.</param>
/// <param name="Before">Null: it is new.</param>
public sealed record SpendChange(IReadOnlyList<string?> Keys, string Currency, SpendFigures? Now, SpendFigures? Before)
{
    /// <summary>Nano units; null where a cost of either side is unknown.</summary>
    public long? Difference => CostOf(Now) is { } now && CostOf(Before) is { } before ? checked(now - before) : null;

    private static long? CostOf(SpendFigures? figures) => figures is null ? 0 : figures.Cost;
}

/// <summary>What pages do with an answer: compare it with another, cut it to the greatest.</summary>
public static class SpendComparison
{
    /// <summary>Every group of either answer, in the order of <paramref name="now"/>, ended ones last.</summary>
    /// <param name="before">The same question for another time; keys must not be days or months, which never meet.</param>
    public static IReadOnlyList<SpendChange> ChangeFrom(this SpendResult now, SpendResult before)
    {
        var old = before.Rows.ToDictionary(KeyOf, row => row.Figures);
        var changes = now.Rows.Select(row => new SpendChange(row.Keys, row.Currency, row.Figures, old.GetValueOrDefault(KeyOf(row)))).ToList();
        var current = now.Rows.Select(KeyOf).ToHashSet();
        changes.AddRange(before.Rows.Where(row => !current.Contains(KeyOf(row))).Select(row => new SpendChange(row.Keys, row.Currency, null, row.Figures)));
        return changes;
    }

    /// <summary>The first rows, and one sum per currency of those that were cut off.</summary>
    public static (IReadOnlyList<SpendRow> Top, IReadOnlyList<SpendTotal> Other) Top(this SpendResult result, int count) =>
        ([.. result.Rows.Take(count)], SpendEngine.Totals(result.Rows.Skip(count)));

    // The separator cannot be typed into a name; null is not the empty name.
    private static string KeyOf(SpendRow row) => string.Join('\u001F', row.Keys.Select(key => key is null ? "\u0000" : key)) + '\u001F' + row.Currency;
}

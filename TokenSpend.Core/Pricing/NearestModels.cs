namespace TokenSpend.Core.Pricing;

/// <summary>Which priced models have names like that of an unpriced one.</summary>
/// <remarks>
/// Names are compared by the pairs of neighbouring letters and digits that they share (Dice's coefficient), without what stands before
/// the last slash: gateways put their own names there. Of equal ones the same provider's comes first.
/// </remarks>
public static class NearestModels
{
    private const int Most = 3;

    /// <summary>In thousandths: below it names have little in common.</summary>
    private const int LeastLikeness = 500;

    /// <returns>The most alike first; empty where none is.</returns>
    public static IReadOnlyList<(string Provider, string Model)> Of(string provider, string name, IEnumerable<(string Provider, string Model)> priced)
    {
        var pairs = Pairs(name);
        return [.. priced.Distinct().Where(other => !NameComparer.Instance.Equals(other, (provider, name)))
            .Select(other => (other.Provider, other.Model, Likeness: Likeness(pairs, Pairs(other.Model))))
            .Where(other => other.Likeness >= LeastLikeness)
            .OrderByDescending(other => other.Likeness).ThenByDescending(other => other.Provider == provider).ThenBy(other => other.Model, StringComparer.Ordinal).ThenBy(other => other.Provider, StringComparer.Ordinal)
            .DistinctBy(other => other.Model).Take(Most).Select(other => (other.Provider, other.Model))];
    }

    private static int Likeness(HashSet<(char, char)> one, HashSet<(char, char)> other) =>
        one.Count + other.Count == 0 ? 0 : 2000 * one.Count(other.Contains) / (one.Count + other.Count);

    private static HashSet<(char, char)> Pairs(string name)
    {
        char[] signs = [.. name[(name.LastIndexOf('/') + 1)..].Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)];
        return [.. signs.Zip(signs.Skip(1))];
    }
}

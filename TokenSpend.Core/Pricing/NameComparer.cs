namespace TokenSpend.Core.Pricing;

/// <summary>Provider and model name; the case does not matter, as gateways change it.</summary>
internal sealed class NameComparer : IEqualityComparer<(string Provider, string Name)>
{
    public static readonly NameComparer Instance = new();

    public bool Equals((string Provider, string Name) x, (string Provider, string Name) y) =>
        string.Equals(x.Name, y.Name, StringComparison.OrdinalIgnoreCase) && string.Equals(x.Provider, y.Provider, StringComparison.OrdinalIgnoreCase);

    public int GetHashCode((string Provider, string Name) obj) => HashCode.Combine(
        StringComparer.OrdinalIgnoreCase.GetHashCode(obj.Provider), StringComparer.OrdinalIgnoreCase.GetHashCode(obj.Name));
}

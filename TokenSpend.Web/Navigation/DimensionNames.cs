using TokenSpend.Core.Spend;

namespace TokenSpend.Web.Navigation;

/// <summary>How a dimension is spelt in an address: short where people type it, else its own name in lower case.</summary>
public static class DimensionNames
{
    /// <summary>What pages offer for grouping and filtering, in the order of the menus.</summary>
    public static readonly IReadOnlyList<Dimension> Offered =
    [
        Dimension.Department, Dimension.Application, Dimension.Function, Dimension.Provider, Dimension.Publisher, Dimension.Model,
        Dimension.Payer, Dimension.Issuer, Dimension.Subject, Dimension.Key, Dimension.User,
    ];

    private static readonly Dictionary<string, Dimension> ByName = Enum.GetValues<Dimension>()
        .SelectMany(dimension => new[] { (Name: Of(dimension), dimension), (Name: Full(dimension), dimension) })
        .DistinctBy(pair => pair.Name)
        .ToDictionary(pair => pair.Name, pair => pair.dimension, StringComparer.OrdinalIgnoreCase);

    public static string Of(Dimension dimension) => dimension switch
    {
        Dimension.Department => "dept",
        Dimension.Application => "app",
        _ => Full(dimension),
    };

    /// <summary>The name on the command line and in the API.</summary>
    public static string Full(Dimension dimension) => dimension.ToString().ToLowerInvariant();

    /// <summary>Reads either spelling.</summary>
    public static bool TryParse(string? name, out Dimension dimension) => ByName.TryGetValue(name?.Trim() ?? "", out dimension);

    /// <summary>Days, months and hours run in time; everything else ranks by cost.</summary>
    public static bool IsTime(this Dimension dimension) => dimension is Dimension.Hour or Dimension.Day or Dimension.Month;

    public static bool IsTimeless(this Dimension dimension) => !dimension.IsTime();
}

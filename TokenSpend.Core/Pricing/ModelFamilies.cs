using System.Globalization;

namespace TokenSpend.Core.Pricing;

/// <summary>Which models are of one family, and how large each is (data/model-families.csv: family,model,rank). Immutable.</summary>
/// <remarks>Rank 3 large, 2 medium, 1 small. Of equal ranks the one named first is the one to move to.</remarks>
public sealed class ModelFamilies
{
    private const int Large = 3;
    private static readonly string[] Columns = ["family", "model", "rank"];

    private readonly Dictionary<string, (string Family, int Rank)> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Family, string Model, int Rank)> _rows = [];

    public static readonly ModelFamilies None = new();

    private ModelFamilies() { }

    /// <summary>Canonical names.</summary>
    public IEnumerable<string> Models => _rows.Select(row => row.Model);

    /// <summary>Reads the table, all of it or nothing.</summary>
    /// <param name="errors">Empty if the table is good.</param>
    public static ModelFamilies? Load(TextReader csv, string fileName, out IReadOnlyList<PriceFileError> errors)
    {
        var found = new List<PriceFileError>();
        errors = found;
        var families = new ModelFamilies();
        foreach (var (line, cells) in PlainTable.Rows(csv, fileName, Columns, found))
        {
            if (!int.TryParse(cells[2], NumberStyles.None, CultureInfo.InvariantCulture, out var rank) || rank is < 1 or > Large) found.Add(new(fileName, line, "rank", cells[2], "3 (large), 2 or 1 (small)"));
            else if (cells[0].Length == 0) found.Add(new(fileName, line, "family", "", "the family's name"));
            else if (!families._known.TryAdd(cells[1], (cells[0], rank))) found.Add(new(fileName, line, "model", cells[1], "each model once"));
            else families._rows.Add((cells[0], cells[1], rank));
        }
        return found.Count == 0 ? families : null;
    }

    /// <summary>Smaller models of a large one's family: the next size first. Empty where the model is not large, or not known.</summary>
    public IReadOnlyList<string> Smaller(string model) => !_known.TryGetValue(model, out var own) || own.Rank < Large
        ? []
        : [.. _rows.Where(row => row.Family == own.Family && row.Rank < own.Rank).OrderByDescending(row => row.Rank).Select(row => row.Model)];
}

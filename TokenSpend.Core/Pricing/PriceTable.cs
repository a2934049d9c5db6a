using System.Globalization;
using TokenSpend.Core.Primitives;

namespace TokenSpend.Core.Pricing;

/// <summary>A price table of another project, as rows of a book.</summary>
/// <param name="Name">Of the book that it becomes where nobody says another.</param>
/// <param name="Rows">Empty where there are errors.</param>
/// <param name="Notes">What was left out and why, in words.</param>
public sealed record PriceTable(string Name, IReadOnlyList<PriceRow> Rows, IReadOnlyList<string> Notes, IReadOnlyList<PriceFileError> Errors)
{
    /// <summary>Reads the JSON of genai-prices (a list of providers) or of LiteLLM (an object of models), recognised by its shape.</summary>
    /// <param name="day">Of the import: rows are checked on it.</param>
    public static PriceTable Read(string json, string file, TableSetting setting)
    {
        var root = PlacedJson.Parse(json, file, out var error);
        if (root is null) return new PriceTable("", [], [], [error!]);
        if (root.Items is not null) return new GenaiTable(file, setting).Read(root);
        if (root.Fields is not null) return new LiteLlmTable(file, setting).Read(root);
        return new PriceTable("", [], [], [new(file, root.Line, "", root.Found, "a list of providers (genai-prices) or an object of models (LiteLLM)")]);
    }

    /// <summary>Whether a file's text is JSON rather than CSV.</summary>
    public static bool IsJson(string content) => content.AsSpan().TrimStart('\uFEFF').TrimStart() is ['[' or '{', ..];
}

/// <summary>What a table's reader has to know of its surroundings.</summary>
/// <param name="ProviderId">The provider's id for any of its names; an unknown one as it is.</param>
/// <param name="Day">Of the import: rows count as checked on it.</param>
public sealed record TableSetting(Func<string, string> ProviderId, Func<string, TimeZoneInfo> ZoneOf, DateOnly Day);

/// <summary>Collects what is wrong in a table of JSON.</summary>
internal sealed class TableErrors(string file)
{
    public List<PriceFileError> All { get; } = [];

    /// <param name="path">Names that lead to the value, such as "openai, gpt-4o, input_mtok".</param>
    public void Add(PlacedJson at, string path, string expected) =>
        All.Add(new(file, at.Line, string.Create(CultureInfo.InvariantCulture, $"{path} (character {at.Character})"), at.Found, expected));

    /// <summary>A price ≥ 0 as nano units per million.</summary>
    /// <param name="decimals">Of the unit that it is written in: 9 per million, 15 per one.</param>
    public long? Price(PlacedJson at, string path, int decimals)
    {
        if (at.Kind == System.Text.Json.JsonTokenType.Number && Scaled.TryParse(at.Text, decimals, out var nanos) && nanos >= 0) return nanos;
        Add(at, path, "a price, 0 or more");
        return null;
    }
}

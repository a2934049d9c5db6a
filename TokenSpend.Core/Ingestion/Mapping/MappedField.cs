using System.Text.Json;

namespace TokenSpend.Core.Ingestion.Mapping;

/// <summary>What of a usage record or charge a column can be mapped to.</summary>
/// <remarks>Token kinds are those of the source's own counts; the profile says whether one contains another.</remarks>
public enum MappedField
{
    /// <summary>The source's own id of a request.</summary>
    Id,
    /// <summary>Time of a request; day or start of what a report or bill line is for.</summary>
    At,
    /// <summary>End of what a line is for: exclusive as a time, the last day as a date.</summary>
    Until,
    /// <summary>Billing month.</summary>
    Month,
    Provider, Model, Issuer, Account, Project, Key, User, ApiBase, Service, Item, Category, Currency, Status, Requests,
    Input, CacheRead, CacheWrite5m, CacheWrite1h, Output, Reasoning,
    /// <summary>Tokens of a line whose item or category says of which kind they are.</summary>
    Quantity,
    /// <summary>What one of the quantity is: "1K tokens", "万tokens".</summary>
    Unit,
    Billed,
    /// <summary>What a log itself thinks that a request cost.</summary>
    Claimed,
}

/// <summary>The fields by the names that profiles use.</summary>
public static class MappedFields
{
    public static IReadOnlyList<MappedField> All { get; } = Enum.GetValues<MappedField>();

    public static IReadOnlyList<MappedField> Tokens { get; } =
        [MappedField.Input, MappedField.CacheRead, MappedField.CacheWrite5m, MappedField.CacheWrite1h, MappedField.Output, MappedField.Reasoning];

    /// <summary>"cacheWrite5m".</summary>
    public static string Name(this MappedField field) => JsonNamingPolicy.CamelCase.ConvertName(field.ToString());

    public static MappedField? Find(string name) => All.Where(field => field.Name() == name).Select(field => (MappedField?)field).FirstOrDefault();
}

using System.Text.RegularExpressions;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ingestion.Mapping;

/// <summary>Why a profile cannot be used. Pages have their own words for each code.</summary>
/// <param name="Property">Name in the profile's file: "fields.model".</param>
public sealed partial record ProfileFault(string Code, string Property, string Found)
{
    private static readonly Dictionary<string, string> Expectations = new()
    {
        ["name"] = "lower-case words joined by hyphens, such as acme-bill",
        ["name-taken"] = "a name that no other format has",
        ["title"] = "a few words that say what the file is",
        ["recognised-by"] = "at least one column that a file is recognised by",
        ["zone"] = "a zone such as Asia/Shanghai",
        ["tokens-per"] = "1, 1000, 10000 or 1000000",
        ["settling-days"] = "a number of days from 0 to 60",
        ["identity"] = "event-with-id or event-without-id for a log, snapshot for a report or bill",
        ["identity-id"] = "a column with the id of each request, or the identity event-without-id",
        ["at"] = "the column with the time or day of a line",
        ["at-or-month"] = "the column with the day of a line (at), or with its month",
        ["model"] = "the column with the model",
        ["tokens"] = "at least one column with tokens: input, output or quantity",
        ["issuer"] = "who sends the bill, such as {\"value\": \"baidu\"}",
        ["billed"] = "the column with the billed amount",
        ["currency"] = "the currency: a column, or a value such as {\"value\": \"CNY\"}",
        ["nothing"] = "a column, a list of its spellings, or {\"value\": \"…\"}",
        ["records"] = "lists of records in content json only",
    };

    public static IEnumerable<string> Codes => Expectations.Keys;

    /// <summary>What would have been right, in English.</summary>
    public string Expected => Expectations[Code];

    public static ProfileFault NameTaken(string name) => new("name-taken", "name", name);

    /// <summary>The first thing that is wrong with a profile; null: it can be used.</summary>
    public static ProfileFault? Of(MappingProfile profile)
    {
        if (!NamePattern().IsMatch(profile.Name)) return new("name", "name", profile.Name);
        if (string.IsNullOrWhiteSpace(profile.Title)) return new("title", "title", "");
        if (profile.RecognisedBy.Count == 0 || profile.RecognisedBy.Any(column => column.Count == 0 || column.Any(string.IsNullOrWhiteSpace))) return new("recognised-by", "recognisedBy", "");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(profile.Zone, out _)) return new("zone", "zone", profile.Zone);
        if (profile.TokensPer is not (1 or 1_000 or 10_000 or 1_000_000)) return new("tokens-per", "tokensPer", $"{profile.TokensPer}");
        if (profile.SettlingDays is < 0 or > 60) return new("settling-days", "settlingDays", $"{profile.SettlingDays}");
        if (profile.Records.Count > 0 && profile.Content != ProfileContent.Json) return new("records", "records", string.Join(", ", profile.Records));
        if (profile.IsLog == (profile.Identity == IdentityKind.Snapshot)) return new("identity", "identity", EnumText.Of(profile.Identity));
        foreach (var (field, source) in profile.Fields)
            if (source.Columns.All(string.IsNullOrWhiteSpace) && string.IsNullOrWhiteSpace(source.Constant)) return new("nothing", "fields." + field.Name(), "");
        return Missing(profile) is { } code ? new(code, "fields", "") : null;
    }

    private static string? Missing(MappingProfile profile)
    {
        bool Has(MappedField field) => profile.Fields.ContainsKey(field);
        if (profile.Identity == IdentityKind.EventWithId && !Has(MappedField.Id)) return "identity-id";
        if (profile.IsLog && !Has(MappedField.At)) return "at";
        if (!profile.IsLog && !Has(MappedField.At) && !(profile.IsBill && Has(MappedField.Month))) return profile.IsBill ? "at-or-month" : "at";
        if (profile.IsBill)
            return !Has(MappedField.Issuer) ? "issuer" : !Has(MappedField.Billed) ? "billed" : !Has(MappedField.Currency) ? "currency" : null;
        if (!Has(MappedField.Model)) return "model";
        if (!profile.CountsTokens) return "tokens";
        return profile.Level == SourceLevel.UsageReport && !Has(MappedField.Issuer) ? "issuer" : null;
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex NamePattern();
}

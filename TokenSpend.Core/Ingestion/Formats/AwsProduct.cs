using System.Text.RegularExpressions;

namespace TokenSpend.Core.Ingestion.Formats;

/// <summary>What a line of the AWS report is for.</summary>
/// <remarks>
/// Models of other makers are products of their own on the bill: "Claude Sonnet 4.6 (Amazon Bedrock Edition)", with usage types such as
/// "USE1-MP:USE1_InputTokenCount-Units". Others are usage types of Bedrock: "USE1-NovaLite-input-tokens", "USE1-Claude4.6Opus-output-tokens".
/// </remarks>
/// <param name="Name">Product name, else its code.</param>
/// <param name="Model">Null where the line is for no model.</param>
internal sealed partial record AwsProduct(string Name, string? Model)
{
    private const string Edition = " (Amazon Bedrock Edition)";
    private static readonly string[] NameColumns = ["product/ProductName", "product_product_name"];
    private static readonly string[] ModelColumns = ["product/model", "product_model"];
    private static readonly string[] Map = ["product"];
    private static readonly string[] TagMaps = ["resource_tags", "tags", "cost_category"];
    private static readonly string[] TagPrefixes = ["resourceTags/user:", "resource_tags_user_", "costCategory/", "cost_category_"];

    public static IReadOnlyList<string> Fields { get; } =
        [.. NameColumns, .. ModelColumns, .. Map, .. TagMaps, .. TagPrefixes.Select(prefix => prefix + "*")];

    public static AwsProduct Of(CsvRow row, string code, string? usageType)
    {
        var map = row.Text(Map) is { } text ? TagText.FromJson(text) ?? row.Fail("product", text, "a JSON object", Array.Empty<(string, string)>()) : [];
        var name = row.Text(NameColumns) ?? Value(map, "product_name") ?? code;
        if (name.EndsWith(Edition, StringComparison.OrdinalIgnoreCase)) return new AwsProduct(name, name[..^Edition.Length].Trim());
        return name.Contains("Bedrock", StringComparison.OrdinalIgnoreCase) || code.Contains("Bedrock", StringComparison.OrdinalIgnoreCase)
            ? new AwsProduct(name, row.Text(ModelColumns) ?? Value(map, "model") ?? ModelOf(usageType))
            : new AwsProduct(name, null);
    }

    /// <summary>Tags and cost categories of both generations by their plain names, sorted.</summary>
    public static IEnumerable<(string Name, string Value)> Tags(CsvRow row)
    {
        var tags = TagPrefixes.SelectMany(row.Starting).ToList();
        foreach (var column in TagMaps)
            if (row.Text(column) is { } text)
                tags.AddRange((TagText.FromJson(text) ?? row.Fail(column, text, "a JSON object of tags", Array.Empty<(string, string)>())).Select(tag => (Plain(tag.Item1), tag.Item2)));
        return tags.OrderBy(tag => tag.Name, StringComparer.Ordinal).ThenBy(tag => tag.Value, StringComparer.Ordinal);
    }

    /// <summary>"USE1-Claude4.6Opus-output-tokens" → "claude-4.6-opus".</summary>
    private static string? ModelOf(string? usageType)
    {
        if (usageType is null or { Length: > 200 }) return null;
        var match = UsageTypeOfModel().Match(usageType);
        return match.Success ? Words().Replace(match.Groups["model"].Value, "-").ToLowerInvariant() : null;
    }

    private static string? Value(IReadOnlyList<(string Name, string Value)> map, string name) =>
        map.FirstOrDefault(pair => pair.Name == name).Value is { Length: > 0 } value ? value : null;

    /// <summary>"user_app", "userAttribute/app", "iamPrincipal/owner" → "app", "owner".</summary>
    private static string Plain(string name) =>
        name.StartsWith("user_", StringComparison.Ordinal) ? name["user_".Length..] : name[(name.LastIndexOf('/') + 1)..];

    [GeneratedRegex(@"^(?:[A-Z]{2,4}\d?-)?(?<model>[A-Za-z][A-Za-z0-9.\-]*?)-(?:input|output|cache|text|image|audio|batch|on-demand)", RegexOptions.CultureInvariant)]
    private static partial Regex UsageTypeOfModel();

    /// <summary>Where a word of a camel-case name ends.</summary>
    [GeneratedRegex(@"(?<=[a-z])(?=[A-Z0-9])|(?<=\d)(?=[A-Z][a-z])", RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}

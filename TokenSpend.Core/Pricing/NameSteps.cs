using System.Text.RegularExpressions;

namespace TokenSpend.Core.Pricing;

/// <summary>The ordered simplifications of a raw model name, each applied to what the ones before have left.</summary>
internal static partial class NameSteps
{
    // Outer parts come off before inner ones: a gateway's path stands before a region, a region before a vendor; a
    // variant stands after a version, a version after a date. Dots last: "gpt-4.1" is a name of its own.
    private static readonly (Regex Pattern, string Replacement)[] Steps =
    [
        (Blanks(), "-"),          // "Claude Opus 4.6" of Anthropic's console
        (Variant(), ""),          // "anthropic/claude-opus-4.7:free", ":batch", ":thinking" of OpenRouter
        (Path(), ""),             // "openai/gpt-4o", "azure/…", "models/…", "arn:aws:bedrock:…:inference-profile/…"
        (Region(), ""),           // "us.", "eu.", "global." of Bedrock's inference profiles
        (Vendor(), ""),           // "anthropic.", "amazon." of Bedrock
        (BedrockVersion(), ""),   // "-v1:0"
        (VertexVersion(), ""),    // "@20250514", "@default"
        (Latest(), ""),
        (Date(), ""),             // "-2024-08-06", "-20250929"
        (Latest(), ""),
        (Dots(), "-"),            // "claude-opus-4.6" for claude-opus-4-6
    ];

    /// <summary>The name itself, then each simpler form that differs from the one before.</summary>
    public static IEnumerable<string> From(string raw)
    {
        var name = raw.Trim();
        yield return name;
        foreach (var (pattern, replacement) in Steps)
            while (pattern.IsMatch(name))
            {
                var simpler = pattern.Replace(name, replacement, count: pattern == Dots() || pattern == Blanks() ? -1 : 1);
                if (simpler.Length == 0 || simpler == name) break;
                name = simpler;
                yield return name;
            }
    }

    /// <summary>The region in "eu.anthropic.…", "arn:aws:bedrock:us-east-1:…", "bedrock/us-east-1/…" or "azure/eu/…", lower case; null where there is none.</summary>
    public static string? RegionOf(string raw) => RegionPart().Match(raw) is { Success: true } match ? (match.Groups[1].Success ? match.Groups[1] : match.Groups[2]).Value.ToLowerInvariant() : null;

    // A profile's own beginning says more than the region that an ARN was called from, and stands last.
    [GeneratedRegex(@"(?:^|/|:)(us|eu|apac|ap|global|jp|au|ca|sa|us-gov)(?:\.|/)|(?:^arn:aws[a-z-]*:bedrock:|/)([a-z]{2}(?:-[a-z]+)+-\d)(?::|/)", RegexOptions.IgnoreCase | RegexOptions.RightToLeft)]
    private static partial Regex RegionPart();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@":[A-Za-z][A-Za-z_-]*$")]
    private static partial Regex Variant();

    [GeneratedRegex(@"^[^/]*/")]
    private static partial Regex Path();

    [GeneratedRegex(@"^(us|eu|apac|ap|global|jp|au|ca|sa|us-gov)\.", RegexOptions.IgnoreCase)]
    private static partial Regex Region();

    [GeneratedRegex(@"^(anthropic|amazon|meta|mistral|cohere|ai21|deepseek|qwen|openai|moonshot|moonshotai|minimax|google|nvidia|zai|writer|stability)\.", RegexOptions.IgnoreCase)]
    private static partial Regex Vendor();

    [GeneratedRegex(@"-v\d+(:\d+)?$", RegexOptions.IgnoreCase)]
    private static partial Regex BedrockVersion();

    [GeneratedRegex(@"@[\w.-]+$")]
    private static partial Regex VertexVersion();

    [GeneratedRegex(@"-latest$", RegexOptions.IgnoreCase)]
    private static partial Regex Latest();

    [GeneratedRegex(@"-20\d\d-?[01]\d-?[0-3]\d$")]
    private static partial Regex Date();

    [GeneratedRegex(@"(?<=\d)\.(?=\d)")]
    private static partial Regex Dots();
}

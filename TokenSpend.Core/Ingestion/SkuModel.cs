using System.Text.RegularExpressions;

namespace TokenSpend.Core.Ingestion;

/// <summary>The model in the text of a cloud's SKU or meter: "Generate content input token count gemini 2.5 flash short input text" speaks of gemini-2.5-flash.</summary>
/// <remarks>Source: SKU and meter names that public price lists and cost reports quote. A name that follows no pattern gives none, and the line stays without a model.</remarks>
internal static partial class SkuModel
{
    /// <summary>No SKU is longer: the rest of a damaged cell is not searched.</summary>
    private const int Longest = 300;

    /// <summary>Lower case with hyphens; null where the text names none that is known.</summary>
    public static string? In(string? text)
    {
        if (text is null) return null;
        var match = Family().Match((text.Length > Longest ? text[..Longest] : text).Replace('_', ' '));
        return match.Success ? string.Join('-', match.Value.Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant() : null;
    }

    // Four digits are a month and a day, not a part of the name: "gpt 4o 1120 Inp glbl Tokens".
    [GeneratedRegex(@"(?<![a-z])(?:
        (?:gemini|gemma|imagen|veo|lyria|llama|mistral|codestral|qwen|deepseek|grok|nova|titan|command|kimi|glm|gpt-oss|gpt)(?:[ -]?[vo]?\d+(?:\.\d+)?[a-z]?\b|[ -]r\d\b)?
        |claude(?:[ -]\d+(?:\.\d+)?)?
        |text-embedding-[0-9a-z-]+|o\d(?:-mini|-pro)?)
        (?:[ -](?:opus|sonnet|haiku|flash|pro|lite|ultra|nano|mini|micro|premier|turbo|image|tts|live|embedding|preview|maverick|scout|large|small|medium|fast|\d{1,3}(?:\.\d+)?b?)\b)*",
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Family();
}

using TokenSpend.Core.Ingestion.Formats;
using TokenSpend.Core.Ingestion.Mapping;

namespace TokenSpend.Core.Ingestion;

/// <summary>The formats that an import knows, in the order of detection: the built-in ones, then those that mapping profiles describe.</summary>
public sealed class KnownFormats
{
    private readonly Dictionary<string, IUsageFormat> _byName;

    private KnownFormats(IReadOnlyList<IUsageFormat> all)
    {
        All = all;
        _byName = all.ToDictionary(format => format.Info.Name, StringComparer.Ordinal);
    }

    /// <summary>Only those that are written as code.</summary>
    public static KnownFormats BuiltIn { get; } = new(
    [
        new LiteLlmSpend(),
        new LiteLlmSpendCsv(),
        new OpenAiUsage(),
        new OpenAiCosts(),
        new OpenAiCostCsv(),
        new AnthropicUsage(),
        new AnthropicUsageCsv(),
        new AnthropicCostReport(),
        new AnthropicCostCsv(),
        new AwsCur(),
        new AzureCost(),
        new AzureCostAmortised(),
        new GoogleBilling(),
        new GoogleBillingJson(),
        new DeepSeekUsage(),
        new DeepSeekCost(),
        new OpenRouterActivity(),
        new OpenRouterGenerations(),
        new XiaomiCost(),
        new AlibabaBill(),
        new Focus(),
        new LiteLlmPayload(),
        new JsonDocumentOf(new LiteLlmPayload(), "LiteLLM standard logging payload (JSON document)", "a list or single object of such payloads"),
        new OneApiLog(),
        new JsonDocumentOf(new OneApiLog(), "one-api / new-api log (answer of the log list)", "the log list's answer, or a list of its rows", "data.items", "data"),
        new KongAi(),
        new HigressAi(),
        new CloudflareAiGateway(),
        new JsonDocumentOf(new CloudflareAiGateway(), "Cloudflare AI Gateway log (answer of the API)", "the API's answer with result, or a list of its rows", "result"),
        new BedrockInvocation(),
        new OtelGenAi(),
        new LangfuseExport(),
        new ClaudeCode(),
        new CodexSession(),
        // Last: it takes any line with a usage block.
        new OpenAiAccess(),
    ]);

    public IReadOnlyList<IUsageFormat> All { get; }

    /// <summary>The built-in formats and these profiles; of two profiles that know a file, one made from a file of its kind comes before one that nobody confirmed, then the one that asks for more columns.</summary>
    /// <param name="profiles">Each name once, and none of a built-in format.</param>
    public static KnownFormats With(IEnumerable<MappingProfile> profiles) => new(
    [
        .. BuiltIn.All,
        .. profiles.OrderBy(profile => profile.Evidence == Evidence.Unconfirmed).ThenByDescending(profile => profile.RecognisedBy.Count).ThenBy(profile => profile.Name, StringComparer.Ordinal).Select(profile => new MappedFormat(profile)),
    ]);

    public IUsageFormat? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The surest format; the first in the list among equals, so that a built-in one wins; null if none knows the file.</summary>
    public IUsageFormat? Detect(FileHead head) =>
        All.Select(format => (Format: format, Match: format.Detect(head)))
            .Where(found => found.Match > Match.No)
            .OrderByDescending(found => found.Match)
            .FirstOrDefault().Format;
}

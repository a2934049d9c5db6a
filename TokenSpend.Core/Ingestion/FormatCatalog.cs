using TokenSpend.Core.Ingestion.Formats;

namespace TokenSpend.Core.Ingestion;

/// <summary>All formats, in the order of detection.</summary>
public static class FormatCatalog
{
    public static IReadOnlyList<IUsageFormat> All { get; } =
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
    ];

    public static IUsageFormat? Find(string name) => All.FirstOrDefault(format => format.Info.Name == name);

    /// <summary>The surest format; the first in the list among equals; null if none knows the file.</summary>
    public static IUsageFormat? Detect(FileHead head) =>
        All.Select(format => (Format: format, Match: format.Detect(head)))
            .Where(found => found.Match > Match.No)
            .OrderByDescending(found => found.Match)
            .FirstOrDefault().Format;
}

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
    ];

    public static IUsageFormat? Find(string name) => All.FirstOrDefault(format => format.Info.Name == name);

    /// <summary>The surest format; the first in the list among equals; null if none knows the file.</summary>
    public static IUsageFormat? Detect(FileHead head) =>
        All.Select(format => (Format: format, Match: format.Detect(head)))
            .Where(found => found.Match > Match.No)
            .OrderByDescending(found => found.Match)
            .FirstOrDefault().Format;
}

using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ingestion.Mapping;

/// <summary>What kind of charge a line is, from the words of its category in either language.</summary>
internal static class MappedCategory
{
    private static readonly (ChargeCategory Category, string[] Words)[] Known =
    [
        (ChargeCategory.Credit, ["退款", "退费", "返还", "Refund", "Credit"]),
        (ChargeCategory.Adjustment, ["调账", "调整", "Adjust"]),
        (ChargeCategory.Tax, ["税", "Tax", "VAT"]),
        (ChargeCategory.Usage, ["按量", "后付费", "PayAsYouGo", "Pay-as-you-go", "postpay", "Usage"]),
        (ChargeCategory.Purchase, ["预付", "订阅", "包年包月", "套餐", "购买", "新购", "续费", "订单", "Subscription", "Purchase", "prepay", "Package"]),
    ];

    /// <param name="text">Null: the file does not say, and the sign of the amount decides.</param>
    public static ChargeCategory Of(string? text, long billed)
    {
        if (text is not null)
            foreach (var (category, words) in Known)
                if (words.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase))) return category;
        return billed < 0 ? ChargeCategory.Credit : ChargeCategory.Usage;
    }
}

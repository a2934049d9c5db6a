namespace TokenSpend.Tests.Operations;

/// <summary>Bills of one account and day, one line for each item.</summary>
internal static class SnapshotBills
{
    public const string Header = "BilledCost,BillingAccountId,BillingCurrency,BillingPeriodEnd,BillingPeriodStart,ChargeCategory,ChargeDescription,ChargePeriodEnd,ChargePeriodStart,EffectiveCost,InvoiceIssuerName,ProviderName,ServiceName,SkuId\n";

    public static string Line(string sku, string cost) => $"{cost},acct-1,USD,2026-10-01,2026-09-01,Usage,model use,2026-09-11,2026-09-10,{cost},OpenAI,OpenAI,API,{sku}\n";

    public static string Of(params IEnumerable<(string Sku, string Cost)> lines) => Header + string.Concat(lines.Select(line => Line(line.Sku, line.Cost)));
}

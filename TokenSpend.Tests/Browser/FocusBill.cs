using System.Globalization;
using System.Text;
using Microsoft.Playwright;
using TokenSpend.Core.Primitives;

namespace TokenSpend.Tests.Browser;

/// <summary>A FOCUS bill of one day of a month, priced in whole dollars; the tag names the department.</summary>
internal static class FocusBill
{
    private const string Header = "BilledCost,BillingAccountId,BillingAccountName,BillingCurrency,BillingPeriodEnd,BillingPeriodStart,ChargeCategory,ChargeClass,ChargeDescription,ChargeFrequency,ChargePeriodEnd,ChargePeriodStart,CommitmentDiscountCategory,ConsumedQuantity,ConsumedUnit,EffectiveCost,InvoiceIssuerName,ListCost,ContractedCost,PricingQuantity,PricingUnit,ProviderName,PublisherName,RegionId,ResourceId,ResourceName,ServiceCategory,ServiceName,SkuId,SkuPriceId,SubAccountId,SubAccountName,Tags";

    public static string Of(Month month, string account, params (string Department, string Service, int Dollars)[] lines)
    {
        static string At(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "T00:00:00Z";
        var (from, to, day) = (At(month.First), At(month.Add(1).First), month.First.AddDays(5));
        var rows = lines.Select((line, at) => string.Create(CultureInfo.InvariantCulture,
            $"{line.Dollars},{account},Main,USD,{to},{from},Usage,,{line.Service} tokens,Usage-Based,{At(day.AddDays(1))},{At(day)},,{at + 1},tokens,{line.Dollars},OpenAI,{line.Dollars},{line.Dollars},1,tokens,OpenAI,OpenAI,global,r{at},{line.Service},AI and Machine Learning,OpenAI API,sku{at},price{at},sub-1,Sub,\"{{\"\"department\"\":\"\"{line.Department}\"\"}}\""));
        return string.Join('\n', rows.Prepend(Header)) + "\n";
    }

    /// <summary>Chooses a file on the open page of imports.</summary>
    public static Task UploadAsync(IPage page, string name, string content) => UploadAsync(page, name, Encoding.UTF8.GetBytes(content));

    public static async Task UploadAsync(IPage page, string name, byte[] content)
    {
        // The circuit is up when the button answers; a file chosen before that would be lost.
        await page.WaitForFunctionAsync("() => document.querySelector('.upload')?.dataset.ready === '1'");
        await page.GetByTestId("upload").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "text/csv", Buffer = content });
    }
}

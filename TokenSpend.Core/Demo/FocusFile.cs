using System.Globalization;
using TokenSpend.Core.Primitives;

namespace TokenSpend.Core.Demo;

/// <summary>Writes FOCUS 1.2 charge lines.</summary>
internal sealed class FocusFile
{
    private const string Header =
        "BilledCost,BillingAccountId,BillingAccountName,BillingCurrency,BillingPeriodEnd,BillingPeriodStart,ChargeCategory,ChargeClass,ChargeDescription,ChargeFrequency,ChargePeriodEnd,ChargePeriodStart,ConsumedQuantity,ConsumedUnit,ContractedCost,EffectiveCost,InvoiceId,InvoiceIssuerName,ListCost,PricingCategory,PricingCurrency,PricingQuantity,PricingUnit,ProviderName,PublisherName,RegionId,ResourceId,ServiceCategory,ServiceName,SkuId,SkuMeter,SubAccountId,SubAccountName,Tags,x_Model";

    private readonly TextWriter _file;
    private readonly Month _month;

    public FocusFile(TextWriter file, Month month)
    {
        (_file, _month) = (file, month);
        _file.WriteLine(Header);
    }

    /// <summary>Who bills: issuer and account.</summary>
    public sealed record Biller(string Name, string Account, string Currency, string Region);

    /// <param name="Days">Charge period.</param>
    /// <param name="Unit">Of the quantity; "" where it has none.</param>
    /// <param name="Nanos">Signed.</param>
    /// <param name="Tags">JSON object or "".</param>
    public sealed record Line(
        Period Days, string Category, string Description, string ServiceCategory, string Service, string Sku, long Nanos,
        long Quantity = 0, string Unit = "", string SubAccount = "", string Tags = "", string Model = "");

    /// <summary>The sum of what was written, for the tax.</summary>
    public long Nanos { get; private set; }

    public void Write(Biller biller, Line line)
    {
        Nanos += line.Nanos;
        var cost = Nano.Format(line.Nanos);
        var (sub, subId) = (line.SubAccount, line.SubAccount.ToLowerInvariant().Replace(' ', '-'));
        var quantity = line.Unit.Length > 0 ? line.Quantity.ToString(CultureInfo.InvariantCulture) : "";
        var frequency = line.Category is "Usage" ? "Usage-Based" : "One-Time";
        _file.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{cost},{biller.Account},Aldermoor,{biller.Currency},{Time(_month.Days.To)},{Time(_month.First)},{line.Category},,{Quoted(line.Description)},{frequency},{Time(line.Days.To)},{Time(line.Days.From)},{quantity},{line.Unit},{cost},{cost},{biller.Name}-{_month},{Quoted(biller.Name)},{cost},Standard,{biller.Currency},{quantity},{line.Unit},{Quoted(biller.Name)},{Quoted(biller.Name)},{biller.Region},,{line.ServiceCategory},{Quoted(line.Service)},{line.Sku},{line.Sku},{subId},{Quoted(sub)},{Quoted(line.Tags)},{line.Model}"));
    }

    private static string Time(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}T00:00:00Z");

    private static string Quoted(string text) => text.Length == 0 ? "" : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}

using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ingestion.Formats;

/// <summary>FOCUS 1.0 to 1.3 bill as CSV, from any provider.</summary>
/// <remarks>
/// Columns by name: newer versions add and rename (ProviderName became ServiceProviderName and HostProviderName), vendors add x_ columns,
/// which are left alone except for a model. All costs are in BillingCurrency. Where that is a token or a credit of the vendor's, it stays a currency of
/// its own under its name and meets money only by a rate that somebody entered; PricingCurrency columns are not read, so nothing is converted silently.
/// </remarks>
public sealed class Focus : IDocumentFormat
{
    private static readonly string[] Required = ["BilledCost", "BillingCurrency", "ChargeCategory", "ChargePeriodStart", "ChargePeriodEnd"];
    private static readonly string[] Provider = ["ServiceProviderName", "ProviderName", "HostProviderName"];

    /// <summary>Columns that tell two lines of one payer and period apart, and are not read for anything else.</summary>
    private static readonly string[] Telling =
    [
        "SkuId", "SkuPriceId", "SkuMeter", "ResourceId", "RegionId", "AvailabilityZone", "SubAccountId", "ServiceName", "ChargeDescription",
        "ChargeCategory", "ChargeClass", "ChargeFrequency", "PricingCategory", "PricingUnit", "ConsumedUnit", "CommitmentDiscountId",
        "CommitmentDiscountStatus", "CapacityReservationId", "InvoiceId",
    ];

    public FormatInfo Info { get; } = new(
        "focus", "FOCUS 1.0–1.3 cost and usage (CSV)", "header with BilledCost, BillingCurrency, ChargeCategory, ChargePeriodStart",
        "", IdentityKind.Snapshot, SourceLevel.FinalBill, CoverageRule.BillingPeriods, "Etc/UTC", SettlingDays: 3,
        Evidence.RealFile, "the FOCUS sample data and the SaaS examples of the specification",
        [.. Required, "EffectiveCost", "BillingAccountId", "BillingPeriodStart", "BillingPeriodEnd", "InvoiceIssuerName", "PublisherName", .. Provider,
            "SubAccountName", "SkuPriceDetails", "x_Model", "Tags", .. Telling.Except(Required)]);

    public Match Detect(FileHead head) => head.HasColumns(Required) ? Match.Sure : Match.No;

    public IEnumerable<LineOutcome> Read(TextReader content, ReadContext context) =>
        CsvTable.Read(content, Required, row => Outcome(row, context));

    private static AcceptedLine Outcome(CsvRow row, ReadContext context)
    {
        var providers = context.Providers;
        var provider = FirstText(row, Provider);
        var issuer = row.Text("InvoiceIssuerName") ?? provider ?? row.Required("InvoiceIssuerName");
        issuer = providers.Id(issuer);
        var account = row.Text("BillingAccountId");
        var billed = row.Nanos("BilledCost");
        var (from, to) = (row.Instant("ChargePeriodStart"), row.Instant("ChargePeriodEnd"));
        var days = row.Days(from, to, "ChargePeriodEnd");
        var tags = TagText.FromJson(row.Text("Tags")) ?? row.Fail("Tags", row.Text("Tags"), "a JSON object of tags", Array.Empty<(string, string)>());
        return new AcceptedLine(row.Line, new Charge
        {
            Issuer = issuer,
            Account = account,
            Provider = provider is null ? issuer : providers.Id(provider),
            Publisher = row.Text("PublisherName") is { } publisher ? providers.Id(publisher) : null,
            Model = Model(row),
            Service = row.Text("ServiceName") ?? "",
            Item = row.Text("ChargeDescription"),
            Days = days,
            BillingPeriod = BillingPeriod(row, days),
            Category = Category(row),
            Billed = billed,
            // An empty cell is a fault of the file; a missing column, of a file made by hand, leaves the cash view for both.
            Effective = row.Has("EffectiveCost") ? row.Nanos("EffectiveCost") : billed,
            Currency = Currency(row),
            Subject = new Subject
            {
                Source = context.Source,
                Level = SourceLevel.FinalBill,
                Issuer = issuer,
                Account = account,
                Project = row.Text("SubAccountName") ?? row.Text("SubAccountId"),
                Tags = TagText.Declared(tags, context.TagKeys),
            },
            Dimensions = Dimensions(row, from, to, tags),
        });
    }

    /// <summary>ISO 4217 in upper case, or the name of a virtual currency as the vendor writes it ("Credits").</summary>
    private static string Currency(CsvRow row)
    {
        const int longest = 40;
        var text = row.Text("BillingCurrency");
        if (CellText.IsIsoCurrency(text)) return text!.ToUpperInvariant();
        return text is { Length: <= longest } && text.Any(char.IsLetter) && !text.Any(char.IsControl)
            ? text
            : row.Fail("BillingCurrency", text, "a currency code such as USD, or the name of a token or credit", "");
    }

    private static string Dimensions(CsvRow row, DateTime from, DateTime to, IEnumerable<(string Name, string Value)> tags)
    {
        var telling = Telling.Select(name => (name, row.Text(name)));
        var sorted = string.Join(",", tags.Select(tag => $"{tag.Name}:{tag.Value}"));
        return DimensionText.Of([.. telling, ("from", from.ToString("s")), ("to", to.ToString("s")), ("tags", sorted)]);
    }

    private static Period BillingPeriod(CsvRow row, Period days)
    {
        if (row.Text("BillingPeriodStart") is null) return Month.Containing(days.From).Days;
        var from = row.Instant("BillingPeriodStart");
        return row.Text("BillingPeriodEnd") is null
            ? Month.Containing(DateOnly.FromDateTime(from)).Days
            : row.Days(from, row.Instant("BillingPeriodEnd"), "BillingPeriodEnd");
    }

    private static ChargeCategory Category(CsvRow row)
    {
        var text = row.Text("ChargeCategory");
        // Letters only: TryParse also takes numbers and lists.
        return text is not null && text.All(char.IsAsciiLetter) && Enum.TryParse<ChargeCategory>(text, ignoreCase: true, out var category)
            ? category
            : row.Fail("ChargeCategory", text, "Usage, Purchase, Credit, Tax or Adjustment", ChargeCategory.Usage);
    }

    private static string? Model(CsvRow row)
    {
        if (row.Text("x_Model") is { } model) return model;
        return TagText.FromJson(row.Text("SkuPriceDetails"))?
            .FirstOrDefault(detail => detail.Name is "Model" or "ModelName" or "x_Model" or "x_ModelName" or "model").Value;
    }

    private static string? FirstText(CsvRow row, string[] names) => names.Select(name => row.Text(name)).FirstOrDefault(text => text is not null);
}

using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ingestion.Formats;

/// <summary>AWS Cost and Usage Report as CSV: legacy columns (lineItem/UsageType) and those of CUR 2.0 (line_item_usage_type).</summary>
/// <remarks>
/// identity/LineItemId differs from one delivery of a report to the next and may be left out of a 2.0 export: it is no part of the identity.
/// Billed is the unblended cost, whose sum over all lines is the invoice; discounts have lines of their own.
/// Effective is the amortised cost by AWS's own recipe: covered usage at the plan's or reservation's rate, fees at what nobody used of them.
/// </remarks>
public sealed class AwsCur : IDocumentFormat
{
    private const string Issuer = "aws";
    private static readonly string[] Start = ["lineItem/UsageStartDate", "line_item_usage_start_date"];
    private static readonly string[] End = ["lineItem/UsageEndDate", "line_item_usage_end_date"];
    private static readonly string[] Cost = ["lineItem/UnblendedCost", "line_item_unblended_cost"];
    private static readonly string[] Type = ["lineItem/LineItemType", "line_item_line_item_type"];
    private static readonly string[] Currency = ["lineItem/CurrencyCode", "line_item_currency_code"];
    private static readonly string[] Payer = ["bill/PayerAccountId", "bill_payer_account_id"];
    private static readonly string[] PeriodStart = ["bill/BillingPeriodStartDate", "bill_billing_period_start_date"];
    private static readonly string[] PeriodEnd = ["bill/BillingPeriodEndDate", "bill_billing_period_end_date"];
    private static readonly string[] UsageAccount = ["lineItem/UsageAccountName", "line_item_usage_account_name", "lineItem/UsageAccountId", "line_item_usage_account_id"];
    private static readonly string[] ProductCode = ["lineItem/ProductCode", "line_item_product_code"];
    private static readonly string[] UsageType = ["lineItem/UsageType", "line_item_usage_type"];
    private static readonly string[] Amount = ["lineItem/UsageAmount", "line_item_usage_amount"];
    private static readonly string[] Unit = ["pricing/unit", "pricing_unit"];
    private static readonly string[] Description = ["lineItem/LineItemDescription", "line_item_line_item_description"];
    private static readonly string[] Seller = ["lineItem/LegalEntity", "line_item_legal_entity"];
    private static readonly string[] Resource = ["lineItem/ResourceId", "line_item_resource_id"];
    private static readonly string[] Operation = ["lineItem/Operation", "line_item_operation"];
    private static readonly string[] Zone = ["lineItem/AvailabilityZone", "line_item_availability_zone"];
    private static readonly string[] TaxType = ["lineItem/TaxType", "line_item_tax_type"];
    private static readonly string[] Principal = ["line_item_iam_principal"];

    public FormatInfo Info { get; } = new(
        "aws-cur", "AWS Cost and Usage Report, legacy and 2.0 (CSV)", "header with lineItem/UnblendedCost and lineItem/UsageStartDate, or line_item_unblended_cost and line_item_usage_start_date",
        "Bedrock lines whose unit says thousands or millions of tokens: disjoint kinds, by usage type",
        IdentityKind.Snapshot, SourceLevel.FinalBill, CoverageRule.BillingPeriods, "Etc/UTC", SettlingDays: 5,
        Evidence.RealFile, "641 real lines with legacy columns; 2.0 columns, Bedrock usage types and the caller column from public queries and AWS's pages",
        [.. new[] { Start, End, Cost, Type, Currency, Payer, PeriodStart, PeriodEnd, UsageAccount, ProductCode, UsageType, Amount, Unit, Description, Seller, Resource, Operation, Zone, TaxType, Principal }
            .SelectMany(names => names), .. AwsProduct.Fields, .. AwsAmortised.Fields]);

    public Match Detect(FileHead head) =>
        head.HasColumns(Cost[0], Start[0], Type[0]) || head.HasColumns(Cost[1], Start[1]) ? Match.Sure : Match.No;

    public IEnumerable<LineOutcome> Read(TextReader content, ReadContext context) =>
        CsvTable.Read(content, [], row => Outcome(row, context));

    private static AcceptedLine Outcome(CsvRow row, ReadContext context)
    {
        var (from, to) = (row.Instant(Start), row.Text(End) is null ? row.Instant(Start) : row.Instant(End));
        var days = row.Days(from, to, row.Has(End[0]) ? End[0] : End[1]);
        var type = row.Text(Type) ?? "Usage";
        var billed = row.Nanos(Cost);
        var product = AwsProduct.Of(row, row.Text(ProductCode) ?? row.Required(ProductCode), row.Text(UsageType));
        var account = row.Text(Payer);
        var (role, user) = Caller(row.Text(Principal));
        var tags = AwsProduct.Tags(row).ToList();
        var subject = new Subject
        {
            Source = context.Source,
            Level = SourceLevel.FinalBill,
            Issuer = Issuer,
            Account = account,
            Project = FirstText(row, UsageAccount),
            Key = role,
            User = user,
            Tags = TagText.Declared(tags, context.TagKeys),
        };
        var dimensions = DimensionText.Of(
            ("type", type), ("product", row.Text(ProductCode)), ("usage", row.Text(UsageType)), ("operation", row.Text(Operation)), ("zone", row.Text(Zone)),
            ("resource", row.Text(Resource)), ("description", row.Text(Description)), ("tax", row.Text(TaxType)), ("seller", row.Text(Seller)),
            ("principal", row.Text(Principal)), ("from", from.ToString("s")), ("to", to.ToString("s")), ("tags", string.Join(",", tags.Select(tag => $"{tag.Name}:{tag.Value}"))));
        var charge = new Charge
        {
            Issuer = Issuer,
            Account = account,
            Provider = Issuer,
            Publisher = row.Text(Seller) is { } seller && !IsAws(seller) ? context.Providers.Id(seller) : null,
            Model = product.Model,
            Service = product.Name,
            Item = row.Text(Description) ?? row.Text(UsageType),
            Days = days,
            BillingPeriod = row.Text(PeriodStart) is null ? Month.Containing(days.From).Days : BillingPeriod(row),
            Category = Category(type),
            Billed = billed,
            Effective = AwsAmortised.Cost(row, type, billed),
            Currency = row.Currency(Currency),
            Subject = subject,
            Dimensions = dimensions,
        };
        var tokens = charge.Category == ChargeCategory.Usage && product.Model is not null
            ? BilledTokens.Of(row.Text(Amount), row.Text(Unit) ?? "", row.Text(UsageType) ?? "")
            : null;
        if (tokens is not { } counted || to <= from) return new AcceptedLine(row.Line, charge);
        var bucket = new UsageRecord
        {
            At = from, To = to, Provider = Issuer, Model = product.Model!, Subject = subject, Tokens = counted, Requests = 0, Dimensions = dimensions,
        };
        return new AcceptedLine(row.Line, [bucket], [charge]);
    }

    private static Period BillingPeriod(CsvRow row)
    {
        var from = row.Instant(PeriodStart);
        return row.Text(PeriodEnd) is null
            ? Month.Containing(DateOnly.FromDateTime(from)).Days
            : row.Days(from, row.Instant(PeriodEnd), row.Has(PeriodEnd[0]) ? PeriodEnd[0] : PeriodEnd[1]);
    }

    private static ChargeCategory Category(string type) => type switch
    {
        "Tax" => ChargeCategory.Tax,
        "Credit" or "Refund" => ChargeCategory.Credit,
        "Fee" or "RIFee" or "SavingsPlanUpfrontFee" or "SavingsPlanRecurringFee" => ChargeCategory.Purchase,
        _ when type.EndsWith("Discount", StringComparison.Ordinal) || type == "Adjustment" => ChargeCategory.Adjustment,
        // Usage, DiscountedUsage, SavingsPlanCoveredUsage, and SavingsPlanNegation, which takes back the price of the latter.
        _ => ChargeCategory.Usage,
    };

    /// <summary>"arn:aws:sts::1234:assumed-role/Payments/anna@example.com": the role is a key; a session is a person only where it is an address, else it is one of thousands of machines.</summary>
    private static (string? Role, string? User) Caller(string? principal)
    {
        if (principal is null) return (null, null);
        var parts = principal[(principal.LastIndexOf(':') + 1)..].Split('/');
        return parts switch
        {
            ["user", .., var name] => (null, name),
            ["assumed-role", var role, var session] => (role, session.Contains('@') ? session : null),
            _ => (parts[^1].Length > 0 ? parts[^1] : null, null),
        };
    }

    private static bool IsAws(string entity) =>
        entity.StartsWith("Amazon", StringComparison.OrdinalIgnoreCase) || entity.StartsWith("AWS", StringComparison.OrdinalIgnoreCase);

    private static string? FirstText(CsvRow row, string[] names) => names.Select(name => row.Text(name)).FirstOrDefault(text => text is not null);
}

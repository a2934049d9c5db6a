using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ingestion.Formats;

/// <summary>A line of Azure's cost exports. Column names differ in case alone between EA and MCA, and in a few words.</summary>
internal static class AzureLine
{
    private const string Issuer = "azure";
    private static readonly string[] Cost = ["CostInBillingCurrency", "Cost"];
    private static readonly string[] Currency = ["BillingCurrency", "BillingCurrencyCode"];
    private static readonly string[] Product = ["ProductName", "Product"];
    private static readonly string[] Section = ["InvoiceSectionName", "InvoiceSection"];
    private static readonly string[] Group = ["ResourceGroup", "ResourceGroupName"];
    private static readonly string[] Resource = ["ResourceId", "InstanceId"];
    private static readonly string[] Unused = ["UnusedReservation", "UnusedSavingsPlan"];
    private static readonly string[] Dates = ["BillingPeriodEndDate", "Date", "BillingPeriodStartDate"];
    private static readonly string[] Plain =
    [
        "BillingAccountId", "SubscriptionName", "SubscriptionId", "MeterCategory", "MeterSubCategory", "MeterName", "MeterId", "Quantity", "UnitOfMeasure",
        "ChargeType", "PricingModel", "Frequency", "Term", "PublisherType", "PublisherName", "PartNumber", "BenefitId", "ReservationId", "Tags",
    ];

    public static FormatInfo Describe(string name, string title, string detectedBy) => new(
        name, title, detectedBy, "lines of Azure OpenAI and Foundry whose UnitOfMeasure says 1K or 1M: disjoint kinds, by meter",
        IdentityKind.Snapshot, SourceLevel.FinalBill, CoverageRule.BillingPeriods, "Etc/UTC", SettlingDays: 5,
        Evidence.RealFile, "real EA exports of a demo tenant and Microsoft's export schemas; meter names of models from public price lists",
        [.. Dates, .. Cost, .. Currency, .. Product, .. Section, .. Group, .. Resource, .. Plain]);

    public static bool IsKnown(FileHead head) =>
        head.HasColumns("BillingAccountId", "MeterCategory", "ChargeType") && !head.HasColumns("BilledCost")
        && (head.HasColumns(Cost[0]) || head.HasColumns(Cost[1])) && (head.HasColumns(Currency[0]) || head.HasColumns(Currency[1]));

    /// <summary>Looks at the lines of the head; a file that shows itself later is refused by <see cref="Read"/>.</summary>
    public static bool ShowsAmortised(FileHead head)
    {
        var shows = false;
        foreach (var _ in CsvTable.Read(new StringReader(head.Text), [], row =>
        {
            shows |= IsAmortised(row, row.NanosOrNone(Cost));
            return new BlankLine(row.Line);
        }))
            if (shows) return true;
        return false;
    }

    /// <exception cref="FormatException">Dates that could be read in two ways; or the file is of the other kind.</exception>
    public static IEnumerable<LineOutcome> Read(TextReader content, ReadContext context, bool amortised)
    {
        var (order, all) = DateOrder.Of(content, Dates);
        return CsvTable.Read(all, ["BillingAccountId", "Date", "MeterCategory", "ChargeType"], row => Outcome(row, order, amortised, context));
    }

    private static AcceptedLine Outcome(CsvRow row, DateOrder order, bool amortised, ReadContext context)
    {
        var (billed, type) = (row.Nanos(Cost), row.Text("ChargeType") ?? "Usage");
        var bought = type == "Purchase" && IsCommitment(row);
        if (!amortised && IsAmortised(row, billed))
            throw new FormatException($"Line {row.Line}, column ChargeType: found '{type}' with a cost that a commitment pays: this is an amortised export. Import it as azure-cost-amortized.");
        if (amortised && bought && billed != 0)
            throw new FormatException($"Line {row.Line}, column ChargeType: found the purchase of a commitment, which only an actual export has. Import it as azure-cost.");

        var day = Day(row, order, "Date");
        var days = new Period(day, bought ? EndOfTerm(row, day) : day.AddDays(1));
        var tags = TagText.FromJson(row.Text("Tags")) ?? row.Fail("Tags", row.Text("Tags"), "a JSON object of tags, with or without its braces", Array.Empty<(string, string)>());
        var (meter, category) = (row.Text("MeterName"), row.Text("MeterCategory"));
        var account = row.Text("BillingAccountId");
        var model = Model(meter, row.Text("MeterSubCategory"), row.Text(Product));
        var subject = new Subject
        {
            Source = context.Source,
            Level = SourceLevel.FinalBill,
            Issuer = Issuer,
            Account = account,
            Project = row.Text("SubscriptionName") ?? row.Text("SubscriptionId"),
            Tags = TagText.Declared(tags, context.TagKeys),
        };
        var dimensions = DimensionText.Of(
            ("view", amortised ? "amortised" : null), ("type", type), ("pricing", row.Text("PricingModel")), ("subscription", row.Text("SubscriptionId")),
            ("group", row.Text(Group)), ("resource", row.Text(Resource)?.ToLowerInvariant()), ("meter", row.Text("MeterId")), ("part", row.Text("PartNumber")),
            ("unit", row.Text("UnitOfMeasure")), ("frequency", row.Text("Frequency")), ("benefit", row.Text("BenefitId") ?? row.Text("ReservationId")),
            ("section", row.Text(Section)), ("tags", string.Join(",", tags.Select(tag => $"{tag.Name}:{tag.Value}"))));
        var charge = new Charge
        {
            Issuer = Issuer,
            Account = account,
            Provider = Issuer,
            Publisher = row.Text("PublisherType") is "Marketplace" && row.Text("PublisherName") is { } publisher ? context.Providers.Id(publisher) : null,
            Model = model,
            // "Foundry Models / Azure OpenAI": the AI rules look at either word.
            Service = string.Join(" / ", new[] { category, row.Text("MeterSubCategory") }.Where(name => name is not null)) is { Length: > 0 } service ? service : row.Required("MeterCategory"),
            Item = meter ?? row.Text(Product),
            Days = days,
            BillingPeriod = BillingPeriod(row, order, day),
            Category = Category(row, type, billed),
            Billed = amortised && IsAmortised(row, billed) ? 0 : billed,
            Effective = billed,
            Currency = row.Currency(Currency),
            Subject = subject,
            Dimensions = dimensions,
        };
        if (model is null || charge.Category != ChargeCategory.Usage || BilledTokens.Of(row.Text("Quantity"), row.Text("UnitOfMeasure"), meter ?? "") is not { } tokens)
            return new AcceptedLine(row.Line, charge);
        var at = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        var bucket = new UsageRecord { At = at, To = at.AddDays(1), Provider = Issuer, Model = model, Subject = subject, Tokens = tokens, Requests = 0, Dimensions = dimensions };
        return new AcceptedLine(row.Line, [bucket], [charge]);
    }

    /// <summary>Usage under a commitment costs nothing in an actual export, and has its part in an amortised one.</summary>
    private static bool IsAmortised(CsvRow row, long cost) =>
        row.Text("ChargeType") is { } type && (Unused.Contains(type) || (type == "Usage" && cost != 0 && IsCommitment(row)));

    private static bool IsCommitment(CsvRow row) => row.Text("PricingModel") is "Reservation" or "SavingsPlan";

    /// <summary>Term is in months; a recurring purchase pays one of them.</summary>
    private static DateOnly EndOfTerm(CsvRow row, DateOnly day)
    {
        var months = row.Text("Frequency") is "Recurring" ? 1 : row.Count("Term") ?? 1;
        return months is >= 1 and <= 120 ? day.AddMonths((int)months) : row.Fail("Term", row.Text("Term"), "months from 1 to 120", day.AddDays(1));
    }

    private static Period BillingPeriod(CsvRow row, DateOrder order, DateOnly day)
    {
        if (row.Text("BillingPeriodStartDate") is null) return Month.Containing(day).Days;
        var from = Day(row, order, "BillingPeriodStartDate");
        if (row.Text("BillingPeriodEndDate") is null) return Month.Containing(from).Days;
        // The end is the last day, not the one after.
        var last = Day(row, order, "BillingPeriodEndDate");
        return last >= from ? new Period(from, last.AddDays(1)) : row.Fail("BillingPeriodEndDate", row.Text("BillingPeriodEndDate"), "a day that is not before BillingPeriodStartDate", default(Period));
    }

    private static DateOnly Day(CsvRow row, DateOrder order, string column)
    {
        var text = row.Text(column);
        return order.TryParse(text, out var day) ? day : row.Fail(column, text, "a day from 2000 to 2099, written as the other dates of the file", DateOnly.FromDateTime(DateTime.UnixEpoch));
    }

    private static ChargeCategory Category(CsvRow row, string type, long billed) => type switch
    {
        "Usage" or "UnusedReservation" or "UnusedSavingsPlan" => billed < 0 ? ChargeCategory.Credit : ChargeCategory.Usage,
        "Purchase" => ChargeCategory.Purchase,
        "Refund" or "Credit" => ChargeCategory.Credit,
        "Tax" => ChargeCategory.Tax,
        "Adjustment" or "RoundingAdjustment" => ChargeCategory.Adjustment,
        _ => row.Fail("ChargeType", type, "Usage, Purchase, Refund, Adjustment, Tax, UnusedReservation or UnusedSavingsPlan", ChargeCategory.Usage),
    };

    /// <summary>"gpt 4o 1120 Inp glbl Tokens" → gpt-4o; newer meters drop the family: "5.4 inp Gl 1M Tokens" of "Azure OpenAI GPT5".</summary>
    private static string? Model(string? meter, string? subCategory, string? product)
    {
        if (SkuModel.In(meter) is { } model) return model;
        var family = $"{subCategory} {product}";
        return meter is [>= '0' and <= '9', ..] && family.Contains("GPT", StringComparison.OrdinalIgnoreCase) && family.Contains("OpenAI", StringComparison.OrdinalIgnoreCase)
            ? "gpt-" + meter.Split(' ')[0]
            : null;
    }
}

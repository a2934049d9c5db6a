using System.Text.Json;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ingestion.Formats;

/// <summary>A line of Google's billing export: a cost, and the credits against it, each a charge of its own.</summary>
/// <remarks>
/// cost is before credits; the invoice is the sum of both. Times are UTC, but days and invoice months are cut in Pacific time.
/// Where a SKU of a model counts tokens, its usage is in tokens.
/// </remarks>
internal static class GoogleLine
{
    private const string Issuer = "google";
    private static readonly TimeZoneInfo Pacific = TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles");
    private static readonly string[] Account = ["billing_account_id"];
    private static readonly string[] Service = ["service.description", "service_description"];
    private static readonly string[] Sku = ["sku.description", "sku_description"];
    private static readonly string[] SkuId = ["sku.id", "sku_id"];
    private static readonly string[] Project = ["project.id", "project_id"];
    private static readonly string[] Amount = ["usage.amount", "usage_amount"];
    private static readonly string[] Unit = ["usage.unit", "usage_unit"];
    private static readonly string[] InvoiceMonth = ["invoice.month", "invoice_month"];
    private static readonly string[] Type = ["cost_type"];
    private static readonly string[] Labels = ["labels"];
    private static readonly string[] ProjectLabels = ["project.labels", "project_labels"];
    private static readonly string[] Region = ["location.location", "location.region", "location_region"];
    private static readonly string[] Resource = ["resource.name", "resource_name"];

    public static FormatInfo Describe(string name, string title, string detectedBy) => new(
        name, title, detectedBy, "SKUs that say token count: disjoint kinds, by SKU",
        IdentityKind.Snapshot, SourceLevel.FinalBill, CoverageRule.BillingPeriods, "America/Los_Angeles", SettlingDays: 5,
        Evidence.PublicDocumentation, "the export's documented schema, public test fixtures of the flattened CSV, SKU names of public cost reports",
        ["usage_start_time", "usage_end_time", "cost", "currency", "credits", .. new[] { Account, Service, Sku, SkuId, Project, Amount, Unit, InvoiceMonth, Type, Labels, ProjectLabels, Region, Resource }.SelectMany(names => names)]);

    public static LineOutcome Outcome(CsvRow row, ReadContext context)
    {
        var from = row.Instant("usage_start_time");
        var to = row.Text("usage_end_time") is null ? from : row.Instant("usage_end_time");
        var (localFrom, localTo) = (TimeZoneInfo.ConvertTimeFromUtc(from, Pacific), TimeZoneInfo.ConvertTimeFromUtc(to, Pacific));
        var days = to < from ? row.Days(from, to, "usage_end_time") : row.Days(localFrom, localTo > localFrom ? localTo : localFrom, "usage_end_time");
        var billed = row.Nanos("cost");
        var (account, service, sku) = (row.Text(Account), row.Text(Service) ?? row.Required(Service), row.Text(Sku));
        var labels = Pairs(row, Labels).Concat(Pairs(row, ProjectLabels)).ToList();
        var model = SkuModel.In(sku);
        var subject = new Subject
        {
            Source = context.Source,
            Level = SourceLevel.FinalBill,
            Issuer = Issuer,
            Account = account,
            Project = row.Text(Project),
            Tags = TagText.Declared(labels, context.TagKeys),
        };
        var dimensions = DimensionText.Of(
            ("sku", row.Text(SkuId) ?? sku), ("type", row.Text(Type)), ("region", row.Text(Region)), ("resource", row.Text(Resource)), ("unit", row.Text(Unit)),
            ("from", from.ToString("s")), ("to", to.ToString("s")), ("labels", string.Join(",", labels.OrderBy(label => label.Name, StringComparer.Ordinal).Select(label => $"{label.Name}:{label.Value}"))));
        var charge = new Charge
        {
            Issuer = Issuer,
            Account = account,
            Provider = Issuer,
            Model = model,
            Service = service,
            Item = sku,
            Days = days,
            BillingPeriod = BillingPeriod(row, days),
            Category = Category(row, billed),
            Billed = billed,
            Effective = billed,
            Currency = row.Currency("currency"),
            Subject = subject,
            Dimensions = dimensions,
        };
        List<Charge> charges = [charge];
        foreach (var (name, amount) in Credits(row))
            charges.Add(charge with { Category = ChargeCategory.Credit, Item = name, Billed = amount, Effective = amount, Dimensions = $"{dimensions}|{DimensionText.Of(("credit", name))}" });

        var unit = row.Text(Unit) is "count" or "tokens" && sku?.Contains("token count", StringComparison.OrdinalIgnoreCase) == true ? "tokens" : null;
        if (model is null || to <= from || charge.Category != ChargeCategory.Usage || BilledTokens.Of(row.Text(Amount), unit, sku ?? "") is not { } tokens) return new AcceptedLine(row.Line, [], charges);
        var bucket = new UsageRecord { At = from, To = to, Provider = Issuer, Model = model, Subject = subject, Tokens = tokens, Requests = 0, Dimensions = dimensions };
        return new AcceptedLine(row.Line, [bucket], charges);
    }

    private static Period BillingPeriod(CsvRow row, Period days)
    {
        if (row.Text(InvoiceMonth) is not { } text) return Month.Containing(days.From).Days;
        var digits = text.Replace("-", "");
        return digits.Length == 6 && Month.TryParse($"{digits[..4]}-{digits[4..]}", out var month) && month.Year is >= 2000 and <= 2099
            ? month.Days
            : row.Fail(row.Has(InvoiceMonth[0]) ? InvoiceMonth[0] : InvoiceMonth[1], text, "an invoice month such as 202610", days);
    }

    private static ChargeCategory Category(CsvRow row, long billed) => row.Text(Type) switch
    {
        null or "regular" => billed < 0 ? ChargeCategory.Credit : ChargeCategory.Usage,
        "tax" => ChargeCategory.Tax,
        "adjustment" or "rounding_error" => ChargeCategory.Adjustment,
        var other => row.Fail(Type[0], other, "regular, tax, adjustment or rounding_error", ChargeCategory.Usage),
    };

    private static List<(string Name, long Amount)> Credits(CsvRow row)
    {
        List<(string, long)> credits = [];
        foreach (var credit in Objects(row, "credits"))
        {
            var text = Text(credit, "amount");
            if (!Nano.TryParse(text, out var nanos)) row.Fail("credits", credit.GetRawText(), "credits with an amount such as -1.25", 0L);
            credits.Add((Text(credit, "full_name") ?? Text(credit, "name") ?? Text(credit, "type") ?? "credit", nanos));
        }
        return credits;
    }

    private static IEnumerable<(string Name, string Value)> Pairs(CsvRow row, string[] columns) =>
        columns.Where(row.Has).Take(1).SelectMany(column => Objects(row, column)).Select(pair => (Text(pair, "key") ?? "", Text(pair, "value") ?? ""));

    private static List<JsonElement> Objects(CsvRow row, string column)
    {
        if (row.Text(column) is not { } text) return [];
        try
        {
            using var json = JsonDocument.Parse(text);
            if (json.RootElement.ValueKind == JsonValueKind.Array && json.RootElement.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Object))
                return [.. json.RootElement.EnumerateArray().Select(item => item.Clone())];
        }
        catch (JsonException)
        {
        }
        return row.Fail(column, text, "a JSON list of objects", (List<JsonElement>)[]);
    }

    /// <summary>A string, or a number as written.</summary>
    private static string? Text(JsonElement item, string name)
    {
        try
        {
            if (!item.TryGetProperty(name, out var value)) return null;
            return value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            };
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair: it names nothing.
            return null;
        }
    }
}

using System.Text.Json;
using TokenSpend.Core.Primitives;

namespace TokenSpend.Core.Demo;

/// <summary>Bills of three clouds and of the model vendors, as FOCUS: AI and other services, tags, tax and one credit.</summary>
internal static class CloudBills
{
    private const int TaxPerMille = 81;
    private const string Ai = "AI and Machine Learning";

    /// <param name="Daily">Usual cost of a day, in thousandths of the currency's unit.</param>
    /// <param name="Application">Whose tags the lines carry: position in <see cref="DemoApplication.All"/>; −1 for none.</param>
    private sealed record Service(string Name, string Category, string Sku, int Daily, int Application, string SubAccount, string Model = "");

    private static readonly FocusFile.Biller Aws = new("AWS", "104466228810", "USD", "eu-central-1");
    private static readonly FocusFile.Biller Azure = new("Microsoft", "8830271", "USD", "westeurope");
    private static readonly FocusFile.Biller Google = new("Google Cloud", "01A7F3-4B92D0-66C1E8", "USD", "europe-west3");

    private static readonly Service[] AwsServices =
    [
        new("Amazon Bedrock", Ai, "bedrock-claude-input", 6_200, 14, "Finance", "anthropic.claude-haiku-4-5"),
        new("Amazon Bedrock", Ai, "bedrock-claude-output", 4_100, 24, "Plants", "anthropic.claude-sonnet-4-5"),
        new("Amazon Elastic Compute Cloud", "Compute", "ec2-m7i", 31_000, 22, "Plants"),
        new("Amazon Simple Storage Service", "Storage", "s3-standard", 6_400, -1, "Shared"),
        new("Amazon Relational Database Service", "Databases", "rds-postgres", 12_500, 10, "Shared"),
    ];

    private static readonly Service[] AzureServices =
    [
        new("Azure OpenAI Service", Ai, "aoai-gpt-4o-input", 9_400, 6, "Sales", "gpt-4o"),
        new("Azure OpenAI Service", Ai, "aoai-gpt-4o-output", 6_300, 17, "Legal", "gpt-4o"),
        new("Virtual Machines", "Compute", "vm-d4s", 22_000, 1, "Engineering"),
        new("Storage", "Storage", "blob-hot", 3_900, -1, "Shared"),
    ];

    private static readonly Service[] GoogleServices =
    [
        new("BigQuery", "Analytics", "bq-analysis", 9_300, 19, "Research"),
        new("Compute Engine", "Compute", "gce-n2", 7_700, 19, "Research"),
    ];

    private static readonly string[] Vendors = ["deepseek", "baidu", "iflytek", "xiaomi", "zhipu", "moonshot", "openrouter"];

    /// <summary>Name and content of the files of a month.</summary>
    public static IReadOnlyList<(string Name, Action<TextWriter> Write)> Of(DemoBills bills, Month month) =>
    [
        ("aws", file => WriteCloud(file, bills, month, Aws, AwsServices)),
        ("azure", file => WriteCloud(file, bills, month, Azure, AzureServices)),
        ("google", file => WriteCloud(file, bills, month, Google, GoogleServices)),
        ("model-vendors", file => WriteVendors(file, bills, month)),
    ];

    private static void WriteCloud(TextWriter writer, DemoBills bills, Month month, FocusFile.Biller biller, Service[] services)
    {
        var file = new FocusFile(writer, month);
        for (var day = month.First; day < month.Days.To; day = day.AddDays(1))
            for (var i = 0; i < services.Length; i++) file.Write(biller, Day(services[i], day, i, bills.Calendar));
        if (biller == Google)
            foreach (var line in bills.Lines("google", month.Days)) file.Write(biller, Tokens(line, "Gemini API"));
        if (biller == Aws && month == bills.Calendar.Running.Add(-3))
            file.Write(biller, new FocusFile.Line(month.Days, "Credit", "Migration credit", "Other", "AWS Credits", "credit", -150 * Nano.PerUnit));
        var tax = file.Nanos / 1000 * TaxPerMille;
        file.Write(biller, new FocusFile.Line(month.Days, "Tax", "Value added tax 8.1%", "Other", "Tax", "tax", tax));
    }

    private static FocusFile.Line Day(Service service, DateOnly day, int number, DemoCalendar calendar)
    {
        var random = new DemoRandom(day.DayNumber, calendar.Today.DayNumber, 1000 + service.Daily + number);
        var weekend = service.Category == Ai && day.DayOfWeek is (DayOfWeek.Saturday or DayOfWeek.Sunday) ? 350 : 1000;
        var grown = 700 + 300 * (day.DayNumber - calendar.Days.From.DayNumber) / calendar.Days.Days;
        var micros = (long)service.Daily * weekend * grown / 1000 * (900 + random.Below(200)) / 1000;
        var nanos = micros * 1_000 + random.Below(1000);
        return new FocusFile.Line(
            new Period(day, day.AddDays(1)), "Usage", $"{service.Name}, {service.Sku}", service.Category, service.Name, service.Sku, nanos,
            SubAccount: service.SubAccount, Tags: Tags(service.Application), Model: service.Model);
    }

    private static string Tags(int application)
    {
        if (application < 0) return "";
        var of = DemoApplication.All[application];
        return JsonSerializer.Serialize(new Dictionary<string, string>
        {
            ["department"] = of.Department, ["app"] = of.Name, ["function"] = of.Function, ["env"] = "prod", ["created-by"] = "terraform",
        });
    }

    private static void WriteVendors(TextWriter writer, DemoBills bills, Month month)
    {
        var file = new FocusFile(writer, month);
        foreach (var vendor in Vendors)
            foreach (var line in bills.Lines(vendor, month.Days))
                file.Write(new FocusFile.Biller(vendor, $"{vendor}-aldermoor", bills.Currency(line.Model), ""), Tokens(line, vendor == "baidu" ? "千帆大模型平台" : "Model API"));
    }

    private static FocusFile.Line Tokens(DemoBills.Line line, string service)
    {
        // Bills round each line to six decimals.
        var rounded = Nano.DivideHalfEven(line.Nanos, 1_000) * 1_000;
        var kind = DemoTokens.Kinds[line.Kind].ToString();
        return new FocusFile.Line(
            new Period(line.Day, line.Day.AddDays(1)), "Usage", $"{line.Of.Title}, {kind}", Ai, service, $"{line.Of.Name}/{kind}", rounded,
            line.Tokens, "Tokens", Model: line.Of.Name);
    }
}

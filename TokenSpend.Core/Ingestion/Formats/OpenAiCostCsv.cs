using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ingestion.Formats;

/// <summary>OpenAI dashboard's cost export: one line per UTC day, line item, project, key and user.</summary>
/// <remarks>A day without cost is a line without amount: it says that the day is complete, so it declares a window.</remarks>
public sealed class OpenAiCostCsv : IDocumentFormat
{
    private const string Issuer = "openai";
    private static readonly string[] Required = ["start_time", "end_time", "amount_value", "amount_currency"];

    public FormatInfo Info { get; } = new(
        "openai-cost-csv", "OpenAI dashboard cost export (CSV)", "header with start_time, end_time, amount_value, amount_currency, line_item",
        "", IdentityKind.Snapshot, SourceLevel.CostReport, CoverageRule.DeclaredWindows, "Etc/UTC", SettlingDays: 1,
        Evidence.PublicDocumentation, "a public test fixture with the dashboard's 17 columns",
        ["start_time", "end_time", "amount_value", "amount_currency", "quantity_unit", "line_item", "user_id", "user_email",
            "api_key_id", "project_id", "project_name", "organization_id", "api_source"]);

    public Match Detect(FileHead head) =>
        head.HasColumns("start_time", "end_time", "amount_value", "amount_currency", "line_item") ? Match.Sure : Match.No;

    public IEnumerable<LineOutcome> Read(TextReader content, ReadContext context)
    {
        var declared = new DeclaredDays();
        var accounts = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var outcome in CsvTable.Read(content, Required, row => Outcome(row, declared, accounts, context))) yield return outcome;
        // An empty day names no organisation: the export is complete for each that it names elsewhere.
        foreach (var days in declared.Whole())
        {
            if (accounts.Count == 0) yield return new DeclaredWindow(days, Issuer, null);
            foreach (var account in accounts) yield return new DeclaredWindow(days, Issuer, account);
        }
    }

    private static LineOutcome Outcome(CsvRow row, DeclaredDays declared, SortedSet<string> accounts, ReadContext context)
    {
        var (from, to) = (row.Epoch("start_time"), row.Epoch("end_time"));
        var days = row.Days(from, to, "end_time");
        // A bad line of a day leaves the day declared: the import reports the rejection, and a repaired file adds it.
        if (row.Problem is null) declared.Add(from, to);
        if (row.Text("amount_value") is null && row.Text("line_item") is null) return new IgnoredLine(row.Line, "empty-day");

        var billed = row.Nanos("amount_value");
        var account = row.Text("organization_id");
        if (row.Problem is null && account is not null) accounts.Add(account);
        var item = row.Text("line_item");
        return new AcceptedLine(row.Line, new Charge
        {
            Issuer = Issuer,
            Account = account,
            Provider = Issuer,
            Publisher = Issuer,
            Model = ModelOf(item),
            Service = "OpenAI API",
            Item = item,
            Days = days,
            BillingPeriod = Month.Containing(days.From).Days,
            Category = billed < 0 ? ChargeCategory.Credit : ChargeCategory.Usage,
            Billed = billed,
            Effective = billed,
            Currency = row.Currency("amount_currency"),
            Subject = new Subject
            {
                Source = context.Source,
                Level = SourceLevel.CostReport,
                Issuer = Issuer,
                Account = account,
                Project = row.Text("project_name") ?? row.Text("project_id"),
                Key = row.Text("api_key_id"),
                User = row.Text("user_email") ?? row.Text("user_id"),
            },
            Dimensions = DimensionText.Of(
                ("line_item", item), ("quantity_unit", row.Text("quantity_unit")), ("project_id", row.Text("project_id")),
                ("api_key_id", row.Text("api_key_id")), ("user_id", row.Text("user_id")), ("user_email", row.Text("user_email")),
                ("api_source", row.Text("api_source")), ("start", from.ToString("s")), ("end", to.ToString("s"))),
        });
    }

    /// <summary>"gpt-5-nano, input_tokens" names a model before its last comma; "web search calls" names none.</summary>
    internal static string? ModelOf(string? item) => item?.LastIndexOf(", ", StringComparison.Ordinal) is > 0 and var cut ? item[..cut].Trim() : null;
}

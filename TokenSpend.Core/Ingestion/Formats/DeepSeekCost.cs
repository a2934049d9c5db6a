using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ingestion.Formats;

/// <summary>DeepSeek platform export, cost-….csv: one line per day, model and wallet.</summary>
/// <remarks>
/// What a granted wallet pays was given away: beside its cost stands a credit of the same amount.
/// A negative cost is rejected: one public file has them, and nothing says whether they are deductions or refunds.
/// </remarks>
public sealed class DeepSeekCost : IDocumentFormat
{
    private const string Issuer = "deepseek";
    private static readonly string[] Required = ["model", "cost", "currency"];

    public FormatInfo Info { get; } = new(
        "deepseek-cost", "DeepSeek cost export, cost-….csv", "header with utc_date or start_time_iso, model, wallet_type, cost, currency",
        "", IdentityKind.Snapshot, SourceLevel.CostReport, CoverageRule.SpanOfUsage, "Etc/UTC", SettlingDays: 1,
        Evidence.PublicDocumentation, "parsers and sanitised exports of several public projects, both generations of the header",
        [.. Required, .. DeepSeekDays.Fields, "user_id", "wallet_type"]);

    public Match Detect(FileHead head) => head.HasColumns("model", "wallet_type", "cost", "currency") && DeepSeekDays.IsKnown(head) ? Match.Sure : Match.No;

    public IEnumerable<LineOutcome> Read(TextReader content, ReadContext context) =>
        CsvTable.Read(content, Required, row => Outcome(row, context));

    private static AcceptedLine Outcome(CsvRow row, ReadContext context)
    {
        var (from, to) = DeepSeekDays.Of(row);
        var days = row.Days(from, to, row.Has("start_time_iso") ? "end_time_iso" : "utc_date");
        var billed = row.Nanos("cost");
        if (billed < 0) billed = row.Fail("cost", row.Text("cost"), "a cost of 0 or more", 0L);
        var (account, wallet) = (row.Text("user_id"), row.Text("wallet_type"));
        var charge = new Charge
        {
            Issuer = Issuer,
            Account = account,
            Provider = Issuer,
            Publisher = Issuer,
            Model = row.Required("model"),
            Service = "DeepSeek API",
            Item = wallet,
            Days = days,
            BillingPeriod = Month.Containing(days.From).Days,
            Category = ChargeCategory.Usage,
            Billed = billed,
            Effective = billed,
            Currency = row.Currency("currency"),
            Subject = new Subject { Source = context.Source, Level = SourceLevel.CostReport, Issuer = Issuer, Account = account },
            Dimensions = DimensionText.Of(("wallet", wallet?.ToLowerInvariant())),
        };
        return wallet?.Contains("grant", StringComparison.OrdinalIgnoreCase) == true
            ? new AcceptedLine(row.Line, [], [charge, charge with { Category = ChargeCategory.Credit, Billed = -billed, Effective = -billed }])
            : new AcceptedLine(row.Line, charge);
    }
}

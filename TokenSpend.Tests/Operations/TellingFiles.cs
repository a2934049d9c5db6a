using System.Globalization;
using System.Text;
using TokenSpend.Core.Primitives;

namespace TokenSpend.Tests.Operations;

/// <summary>One request of the days below; nobody's gateway sees the console's use, only the provider does.</summary>
internal readonly record struct Told(int Day, string Account, string Model, long Input, long Output)
{
    /// <summary>At list prices of 2025: 1.25 and 10, 0.25 and 2 USD a million tokens.</summary>
    public long Nanos => Model == "gpt-5" ? Input * 1250 + Output * 10_000 : Input * 250 + Output * 2_000;
}

/// <summary>Everything that may be told of the same requests of August 2025, as files: six files of two accounts.</summary>
/// <param name="ReportDays">Days from the first that the usage report covers.</param>
/// <param name="CostDays">Full days from the first in the cost export; the day after it is told until noon only.</param>
internal sealed record TellingFiles(IReadOnlyList<Told> Requests, int ReportDays, int CostDays)
{
    public const int Days = 6;
    public const string First = "openai / org-a";
    public const string Second = "openai / org-b";

    private const long ConsoleTokens = 1000;
    private const int CreditDay = 3;
    private const long Credit = -500_000_000;
    private const string FocusHeader = "BilledCost,EffectiveCost,BillingCurrency,BillingAccountId,BillingPeriodStart,BillingPeriodEnd,ChargeCategory,ChargePeriodStart,ChargePeriodEnd,ChargeDescription,InvoiceIssuerName,ProviderName,ServiceName\n";

    public static readonly string[] Names = ["gateway.ndjson", "usage.json", "cost.csv", "bill-a.csv", "bill-b.csv", "credit.csv"];

    /// <summary>The gateway's keys tell the account; what states no account is the first's.</summary>
    public const string PayerRules = "provider,source,api_base,project,key,account,issuer,billing_account,note\nopenai,,,,org-b,,,org-b,\nopenai,,,,,,,org-a,\n";

    public string Text(string name) => name switch
    {
        "gateway.ndjson" => string.Concat(Requests.Select((request, at) => LogLines.Line($"r{at}", Day(request.Day).AddHours(9), "openai", request.Model, request.Input, 0, request.Output, request.Account) + "\n")),
        "usage.json" => Report(),
        "cost.csv" => Costs(),
        "bill-a.csv" => FocusHeader + string.Concat(All.Select(day => Focus("org-a", day, BillOf(day, "org-a"), BillOf(day, "org-a"), "Usage", "tokens"))),
        "bill-b.csv" => FocusHeader + string.Concat(All.Select(day => Focus("org-b", day, BillOf(day, "org-b"), BillOf(day, "org-b"), "Usage", "tokens"))),
        // A credit lowers what is consumed; a top-up buys a balance and consumes nothing.
        _ => FocusHeader + Focus("org-a", CreditDay, Credit, Credit, "Credit", "goodwill") + Focus("org-a", 2, 100 * Nano.PerUnit, 0, "Purchase", "prepaid balance"),
    };

    /// <summary>The slow obvious rule: each account's day costs what the highest of the files that cover it says.</summary>
    public IEnumerable<(string Payer, string Day, long Nanos)> Expected(IReadOnlySet<string> there)
    {
        foreach (var day in All)
        {
            yield return (First, Name(day), FirstOn(day, there));
            yield return (Second, Name(day), there.Contains("bill-b.csv") ? BillOf(day, "org-b") : there.Contains("gateway.ndjson") ? Logged(day, "org-b").Sum(request => request.Nanos) : 0);
        }
    }

    private long FirstOn(int day, IReadOnlySet<string> there)
    {
        var credit = there.Contains("credit.csv") && day == CreditDay ? Credit : 0;
        if (there.Contains("bill-a.csv")) return BillOf(day, "org-a") + credit;
        if (there.Contains("cost.csv") && day <= CostDays) return CostOf(day);
        if (there.Contains("usage.json") && day <= ReportDays) return Logged(day, "org-a").Sum(request => request.Nanos) + Console(day).Nanos;
        if (there.Contains("gateway.ndjson") && Logged(day, "org-a").Any()) return Logged(day, "org-a").Sum(request => request.Nanos);
        // Nobody covers the day: what an open end tells, else the credit alone.
        return there.Contains("cost.csv") && day == CostDays + 1 ? CostOf(day) : credit;
    }

    private static IEnumerable<int> All => Enumerable.Range(1, Days);

    private IEnumerable<Told> Logged(int day, string account) => Requests.Where(request => request.Day == day && request.Account == account);

    private static Told Console(int day) => new(day, "org-a", "gpt-5", ConsoleTokens, day);

    private static long BillOf(int day, string account) => 7_000_000_001L * day + (account == "org-a" ? 3 : 11);

    private static long CostOf(int day) => 5_000_000_003L * day;

    private string Report() => $$"""{"object":"page","data":[{{string.Join(',', Enumerable.Range(1, ReportDays).Select(Bucket))}}],"has_more":false}""";

    private string Bucket(int day) => $$"""{"object":"bucket","start_time":{{Epoch(Day(day))}},"end_time":{{Epoch(Day(day + 1))}},"results":[{{string.Join(',', Logged(day, "org-a").Append(Console(day)).GroupBy(told => told.Model).Select(Result))}}]}""";

    private static string Result(IGrouping<string, Told> told) => $$"""{"object":"organization.usage.completions.result","input_tokens":{{told.Sum(one => one.Input)}},"output_tokens":{{told.Sum(one => one.Output)}},"input_cached_tokens":0,"num_model_requests":{{told.Count()}},"project_id":null,"user_id":null,"api_key_id":null,"model":"{{told.Key}}","batch":null}""";

    private string Costs()
    {
        var text = new StringBuilder("start_time,end_time,amount_value,amount_currency,quantity_unit,line_item,project_id,organization_id\n");
        for (var day = 1; day <= CostDays + 1; day++)
        {
            var end = day <= CostDays ? Day(day + 1) : Day(day).AddHours(12);
            text.Append(CultureInfo.InvariantCulture, $"{Epoch(Day(day))},{Epoch(end)},{Nano.Format(CostOf(day))},usd,tokens,\"gpt-5, input\",,org-a\n");
        }
        return text.ToString();
    }

    private static string Focus(string account, int day, long billed, long effective, string category, string what) => string.Create(CultureInfo.InvariantCulture,
        $"{Nano.Format(billed)},{Nano.Format(effective)},USD,{account},2025-08-01T00:00:00Z,2025-09-01T00:00:00Z,{category},{Day(day):s}Z,{Day(day + 1):s}Z,{what},OpenAI,OpenAI,OpenAI API\n");

    private static DateTime Day(int day) => new DateTime(2025, 8, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(day - 1);

    private static string Name(int day) => Day(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static long Epoch(DateTime at) => new DateTimeOffset(at).ToUnixTimeSeconds();
}

using TokenSpend.Core.Ledger;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;
using TokenSpend.Core.Usage;

namespace TokenSpend.Tests.Spend;

/// <summary>A company in a few lines: says who used what and which bills came, and gives the ledger and the cube.</summary>
/// <remarks>November 2026; days are days of that month. Payer: issuer (else provider) and account (else "main"). "gpt@2" is a spelling of "gpt".</remarks>
internal sealed class SmallCompany
{
    private readonly List<Subject> _subjects = [];
    private readonly List<ModelName> _models = [];
    private readonly Dictionary<string, List<(DateOnly From, Owner Owner)>> _owners = [];

    public static readonly Month November = new(2026, 11);

    public List<UsageDay> Usage { get; } = [];
    public List<ChargeFact> Charges { get; } = [];
    public List<Coverage> Covered { get; } = [];

    public SpendLookups Lookups => new(
        id => _subjects[id],
        id => _models[id],
        (_, raw) => new CanonicalModel(raw.Split('@')[0], raw.StartsWith("gpt", StringComparison.Ordinal) ? "openai" : null),
        (subject, provider) => provider == "nobody" ? Payer.Unknown : new Payer(subject.Issuer ?? provider, subject.Account ?? "main"),
        (issuer, account) => new Payer(issuer, account ?? "main"),
        charge => charge.Service != "storage",
        (subject, day) => _owners.GetValueOrDefault(subject.Key ?? "")?.LastOrDefault(owner => owner.From <= day).Owner ?? Owner.Unassigned,
        subject => [.. (_owners.GetValueOrDefault(subject.Key ?? "") ?? []).Select(owner => owner.From)]);

    public MonthLedger Ledger(Month? month = null) => MonthLedger.Of(month ?? November, Usage, Charges, Covered, Lookups);

    public SpendCube Cube() => new([MonthSegment.Open(Ledger())], Lookups);

    public static DateOnly Day(int day) => new(2026, 11, day);

    public static Period Days(int from, int to) => new(Day(1).AddDays(from - 1), Day(1).AddDays(to - 1));

    public SmallCompany Owns(string department, string key, int fromDay = 1)
    {
        if (!_owners.TryGetValue(key, out var owners)) _owners.Add(key, owners = []);
        owners.Add((fromDay == 1 ? DateOnly.MinValue : Day(fromDay), new Owner(department, department + "-app", null)));
        return this;
    }

    public SmallCompany Log(int day, string? key, string model, long metered, long tokens = 100, string provider = "openai", long unpriced = 0, string source = "gateway") =>
        Uses(new Subject { Source = source, Level = SourceLevel.PrimaryLog, Key = key }, day, provider, model, metered, tokens, unpriced);

    public SmallCompany Report(int day, string? project, string model, long metered, long tokens = 100, string provider = "openai", long unpriced = 0, string source = "report") =>
        Uses(new Subject { Source = source, Level = SourceLevel.UsageReport, Project = project }, day, provider, model, metered, tokens, unpriced);

    public SmallCompany Trace(int day, string key, string model, long metered, string provider = "openai") =>
        Uses(new Subject { Source = "trace", Level = SourceLevel.Detail, Key = key }, day, provider, model, metered, 100, 0);

    public SmallCompany Uses(Subject subject, int day, string provider, string model, long metered, long tokens, long unpriced, string currency = "USD")
    {
        Usage.Add(new UsageDay(
            Day(day).DayNumber, -1, Id(_subjects, subject), Id(_models, new ModelName(provider, model)), ServiceTier.Standard,
            metered == 0 && unpriced > 0 ? "" : currency, 1, TokenCounts.FromDisjoint(tokens)!.Value, metered, unpriced));
        return this;
    }

    public SmallCompany Bill(
        int from, int to, long amount, string? model = null, ChargeCategory category = ChargeCategory.Usage, SourceLevel level = SourceLevel.FinalBill,
        string provider = "openai", string? account = null, string? project = null, string? key = null, string currency = "USD",
        string format = "focus", string service = "api", long? effective = null)
    {
        var subject = new Subject { Source = format, Level = level, Issuer = provider, Account = account, Project = project, Key = key };
        var charge = new Charge
        {
            Issuer = provider, Account = account, Provider = provider, Model = model, Service = service, Days = Days(from, to),
            BillingPeriod = November.Days, Category = category, Billed = amount, Effective = effective ?? amount, Currency = currency,
            Subject = subject, Dimensions = "",
        };
        Charges.Add(new ChargeFact(
            Charges.Count, format, level, charge, Id(_subjects, subject), model is null ? null : Id(_models, new ModelName(provider, model))));
        return this;
    }

    public SmallCompany Covers(int from, int to, SourceLevel level = SourceLevel.FinalBill, string provider = "openai", string? account = null, string format = "focus", bool final = true)
    {
        Covered.Add(new Coverage(format, level, provider, account, Days(from, to), final));
        return this;
    }

    private static int Id<T>(List<T> all, T value)
    {
        var at = all.IndexOf(value);
        if (at >= 0) return at;
        all.Add(value);
        return all.Count - 1;
    }
}

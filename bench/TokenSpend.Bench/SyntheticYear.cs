using TokenSpend.Core.Ledger;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;

namespace TokenSpend.Bench;

/// <summary>A year of a large company, the same each time: zipf keys, 40 models, bills for all but the last two months.</summary>
internal sealed class SyntheticYear(int dayRows)
{
    public const int Subjects = 3_000;
    private const int Models = 40;
    private const int Payers = 8;

    private readonly Subject[] _subjects = [.. Enumerable.Range(0, Subjects + Payers).Select(Subject)];
    private readonly Random _random = new(7);

    public static Month First { get; } = new(2025, 12);

    public static Period Year { get; } = new(First.First, First.Add(12).First);

    public SpendLookups Lookups => new(
        id => _subjects[id],
        id => new ModelName($"provider-{id % Payers}", $"model-{id}"),
        (_, raw) => new CanonicalModel(raw, null),
        (subject, provider) => new Payer(subject.Issuer ?? provider, "main"),
        (issuer, _) => new Payer(issuer, "main"),
        _ => true,
        (subject, _) => subject.Level == SourceLevel.PrimaryLog ? OwnerOf(subject) : Owner.Unassigned,
        _ => []);

    public MonthLedger Ledger(int at, SpendLookups lookups)
    {
        var month = First.Add(at);
        var charges = at < 10 ? Bills(month) : [];
        var coverage = charges.Select(fact => new Coverage("bill", SourceLevel.FinalBill, fact.Charge.Issuer, "main", month.Days, true)).Distinct().ToList();
        return MonthLedger.Of(month, Usage(month), charges, coverage, lookups);
    }

    private List<UsageDay> Usage(Month month)
    {
        var wanted = dayRows / 12;
        var seen = new HashSet<(int, int, int)>();
        var rows = new List<UsageDay>(wanted);
        while (rows.Count < wanted)
        {
            // Zipf by inversion: rank ~ N^u. A key calls a handful of models, each nearly every day that it is used.
            var subject = rows.Count % 5 == 0 ? (int)Math.Pow(Subjects, _random.NextDouble()) - 1 : _random.Next(Subjects);
            var model = (subject * 7 + (int)Math.Pow(6, _random.NextDouble()) * 3) % Models;
            var day = month.First.DayNumber + _random.Next(month.Days.Days);
            if (!seen.Add((subject, model, day))) continue;
            long requests = _random.Next(1, 400);
            var tokens = TokenCounts.FromDisjoint(
                requests * _random.Next(100, 3000), requests * _random.Next(0, 2000), model % 3 == 0 ? requests * 50 : 0, 0,
                requests * _random.Next(20, 800), model % 2 == 0 ? requests * _random.Next(0, 300) : 0)!.Value;
            rows.Add(new UsageDay(day, -1, subject, model, ServiceTier.Standard, "USD", requests, tokens, tokens.Total * (500 + model * 37), 0));
        }
        rows.Sort((a, b) => (a.Day, a.Subject, a.Model).CompareTo((b.Day, b.Subject, b.Model)));
        return rows;
    }

    /// <summary>Daily lines per model and side, as most providers' cost exports have them.</summary>
    private List<ChargeFact> Bills(Month month)
    {
        var facts = new List<ChargeFact>();
        for (var model = 0; model < Models; model++)
            for (var day = month.Days.From; day < month.Days.To; day = day.AddDays(1))
                foreach (var side in (ReadOnlySpan<string>)["input", "output"])
                {
                    var payer = model % Payers;
                    var amount = _random.NextInt64(1_000_000_000, 400_000_000_000);
                    var charge = new Charge
                    {
                        Issuer = $"provider-{payer}", Account = "main", Provider = $"provider-{payer}", Model = $"model-{model}", Service = "api",
                        Item = side, Days = new Period(day, day.AddDays(1)), BillingPeriod = month.Days, Category = ChargeCategory.Usage,
                        Billed = amount, Effective = amount, Currency = payer == 3 ? "CNY" : "USD", Subject = _subjects[Subjects + payer], Dimensions = side,
                    };
                    facts.Add(new ChargeFact(facts.Count, "bill", SourceLevel.FinalBill, charge, Subjects + payer, model));
                }
        return facts;
    }

    private static Subject Subject(int id) => id >= Subjects
        ? new Subject { Source = "bill", Level = SourceLevel.FinalBill, Issuer = $"provider-{id - Subjects}", Account = "main" }
        : new Subject { Source = "gateway", Level = SourceLevel.PrimaryLog, Key = $"key-{id}", Project = $"project-{id % 200}", User = $"user-{id % 1000}" };

    private static Owner OwnerOf(Subject subject)
    {
        var id = int.Parse(subject.Key.AsSpan(4), System.Globalization.CultureInfo.InvariantCulture);
        return id % 20 == 0 ? Owner.Unassigned : new Owner($"department-{id % 8}", $"application-{id % 25}", $"function-{id % 10}");
    }
}

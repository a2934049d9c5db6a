using CsCheck;
using TokenSpend.Core.Ledger;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;
using TokenSpend.Core.Usage;

namespace TokenSpend.Tests.Spend;

/// <summary>Random usage, bills, ledgers and questions.</summary>
internal static class SpendGenerators
{
    public static readonly IReadOnlyList<Payer> Payers = [new("openai", "a"), new("openai", null), new("aws", "a"), Payer.Unknown];

    public static readonly IReadOnlyList<LedgerModel> Models =
    [
        new(0, "openai", "gpt", "openai"), new(1, "azure", "gpt", "openai"), new(2, "aws", "claude", "anthropic"), new(3, "aws", "nova", null), new(-1, "aws", null, null),
    ];

    public static readonly IReadOnlyList<Subject> Subjects =
    [
        .. Enumerable.Range(0, 9).Select(id => new Subject
        {
            Source = "s" + id % 2, Key = id % 3 == 0 ? null : "k" + id, User = id % 4 == 0 ? null : "u" + id % 2, Project = id % 5 == 0 ? "p" : null,
        }),
    ];

    public static SpendLookups Lookups(int rules = 0) => new(
        id => Subjects[id], id => new ModelName(Models[id].Provider, Models[id].Model!), (_, raw) => new CanonicalModel(raw, null),
        (_, _) => Payer.Unknown, (_, _) => Payer.Unknown, _ => true,
        (subject, day) => Owner(subject, day, rules),
        subject => subject.User == "u1" ? [new DateOnly(2026, 10, 9), new DateOnly(2026, 11, 16)] : []);

    /// <summary>Owners of users u1 move on two days; rules of another number give others.</summary>
    private static Owner Owner(Subject subject, DateOnly day, int rules)
    {
        if (subject.Key is null) return Core.Usage.Owner.Unassigned;
        var moved = subject.User != "u1" || day < new DateOnly(2026, 10, 9) ? 0 : day < new DateOnly(2026, 11, 16) ? 1 : 2;
        return new Owner($"d{(subject.Key[1] + moved + rules) % 3}", subject.Project is null ? null : "app", $"f{moved}");
    }

    private static readonly Gen<TokenCounts> Tokens =
        Gen.Select(Gen.Frequency((40, Gen.Long[0, 5_000_000_000]), (1, Gen.Long[1L << 40, 1L << 50])), Gen.Long[0, 9], Gen.Long[0, 9], Gen.Long[0, 3]).Select((input, read, output, audio) =>
            TokenCounts.FromDisjoint(input, read, output: output)!.Value.With(TokenKind.InputAudio, audio)!.Value);

    private static readonly Gen<long> Amount = Gen.OneOf(Gen.Const(0L), Gen.Long[-5, 50], Gen.Long[-1_000_000_000_000, 9_000_000_000_000]);

    private static readonly Gen<string> Currency = One("USD", "USD", "CNY", "EUR");

    public static Gen<T> One<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(at => values[at]);

    private static Gen<LedgerRow> Row(Month month) =>
        Gen.Select(
            Gen.Select(Gen.Int[0, month.Days.Days - 1], Gen.Frequency((9, Gen.Const(-1)), (1, Gen.Int[0, 23])), Gen.Int[0, Subjects.Count - 1], Gen.Int[0, Models.Count - 1], Gen.Int[0, Payers.Count - 1]),
            Gen.Select(Currency, Currency, Gen.Int[1, 15], One(LedgerMarks.None, LedgerMarks.None, LedgerMarks.Other, LedgerMarks.Unmatched)),
            Gen.Select(Amount, Amount, Amount, Amount, Amount), Gen.Select(Gen.Long[0, 3], Gen.Long[0, 100], Tokens))
        .Select((keys, kind, money, usage) => new LedgerRow
        {
            Day = month.First.DayNumber + keys.Item1, Hour = (sbyte)keys.Item2, Subject = keys.Item3, Model = keys.Item4, Payer = keys.Item5,
            Currency = kind.Item1, MeteredCurrency = kind.Item2, Parts = (LedgerParts)kind.Item3, Marks = kind.Item4,
            Attributed = money.Item1, Accrued = money.Item2, Effective = money.Item3, Billed = money.Item4, Metered = money.Item5,
            AttributedUnpriced = usage.Item1, MeteredUnpriced = usage.Item1 / 2, Requests = usage.Item2, Tokens = usage.Item3,
        });

    public static Gen<MonthLedger> Ledger(Month month) =>
        Row(month).Array[0, 60].Select(rows => new MonthLedger(month, Payers, Models, rows));

    /// <summary>September to November 2026.</summary>
    public static readonly Gen<MonthLedger[]> Ledgers =
        Gen.Select(Ledger(new Month(2026, 9)), Ledger(new Month(2026, 10)), Ledger(new Month(2026, 11))).Select((a, b, c) => new[] { a, b, c });

    /// <summary>The same with so few models and payers that many subjects share them.</summary>
    public static readonly Gen<MonthLedger[]> SharedModels = Ledgers.Select(ledgers => Array.ConvertAll(ledgers, ledger => ledger with
    {
        Rows = [.. ledger.Rows.Select(row => row with
        {
            Model = row.Model % 2, Payer = row.Payer % 2, Hour = -1, Currency = "USD", MeteredCurrency = row.Model == 0 ? "EUR" : "USD",
            Parts = LedgerParts.Attributed | LedgerParts.Usage | LedgerParts.Effective, Marks = row.Marks & LedgerMarks.Other,
        })],
    }));

    private static readonly Gen<Period> Days = Gen.OneOf(
        Gen.Const(new Period(new DateOnly(2026, 9, 1), new DateOnly(2026, 12, 1))),
        Gen.Select(Gen.Int[-3, 95], Gen.Int[0, 60]).Select((from, days) =>
            new Period(new DateOnly(2026, 9, 1).AddDays(from), new DateOnly(2026, 9, 1).AddDays(from + days))));

    private static readonly Gen<Filter> Filter = Gen.Select(
        Gen.Enum<Dimension>(),
        One<string?>(null, "d0", "d1", "app", "f1", "openai", "aws", "gpt", "claude", "openai / a", "k1", "k4", "u1", "USD", "2026-10", "2026-10-09", "03").Array[1, 6])
        .Select((dimension, values) => new Filter(dimension, values));

    public static readonly Gen<SpendQuery> Query = Gen.Select(
        Days, Gen.Enum<Dimension>().Array[0, 3], Gen.Enum<Measure>(), Gen.Enum<Scope>(), Gen.Frequency((3, Filter.Array[0, 0]), (2, Filter.Array[1, 2])))
        .Select((days, by, measure, scope, where) => new SpendQuery(days, by, measure, scope, where));
}

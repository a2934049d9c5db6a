using CsCheck;
using TokenSpend.Core.Pricing;
using TokenSpend.Core.Savings;
using TokenSpend.Core.Usage;

namespace TokenSpend.Tests.Savings;

/// <summary>Laws of the joint potential on small random companies, against counting request by request.</summary>
public sealed class JointPotential_Tests
{
    private const int Hints = 3;
    private const int Models = 2;
    private const int Subjects = 3;

    /// <param name="Claims">Savings by hint, at most the cost; 0: no claim.</param>
    private sealed record Request(int Day, int Subject, int Model, long Cost, long[] Claims);

    private sealed record Case(Request[] Requests, bool[] Dismissed, bool[] IdleSubjects);

    private static readonly Gen<Request> Requests =
        Gen.Select(Gen.Int[1, 3], Gen.Int[0, Subjects - 1], Gen.Int[0, Models - 1], Gen.Long[0, 50], Gen.Long[0, 100].Array[Hints])
            .Select((day, subject, model, cost, claims) => new Request(day, subject, model, cost, [.. claims.Select(claim => claim > 50 ? 0 : Math.Min(claim, cost))]));

    private static readonly Gen<Case> Cases =
        Gen.Select(Requests.Array[1, 40], Gen.Bool.Array[64], Gen.Bool.Array[Subjects], (requests, dismissed, idle) => new Case(requests, dismissed, idle));

    [Fact]
    public void The_potential_is_the_best_active_action_of_each_request_and_never_more_than_the_hints_or_the_spend() => Cases.Sample(one =>
    {
        var cells = Cells(one);
        var groups = Groups(one);
        var keys = cells.SelectMany(cell => Enumerable.Range(0, Hints).Select(hint => groups.Of(hint, cell).Key).Append(groups.OfIdle(cell)?.Key))
            .OfType<string>().Distinct().Order(StringComparer.Ordinal).ToList();
        var active = keys.Where((_, at) => !one.Dismissed[at % one.Dismissed.Length]).ToHashSet();

        var joint = JointPotential.Of(cells, groups, active).SingleOrDefault() ?? new JointPotential("USD", 0, 0);
        var (potential, sumOfHints) = Slowly(one, groups, active);
        return joint.Potential == potential && joint.Potential <= sumOfHints && joint.Potential <= joint.Spent && joint.Spent == one.Requests.Sum(request => request.Cost);
    });

    [Fact]
    public void A_dismissal_never_raises_the_potential() => Cases.Sample(one =>
    {
        var (cells, groups) = (Cells(one), Groups(one));
        var keys = cells.SelectMany(cell => Enumerable.Range(0, Hints).Select(hint => groups.Of(hint, cell).Key)).ToHashSet();
        var all = JointPotential.Of(cells, groups, keys).Sum(joint => joint.Potential);
        return keys.All(key => JointPotential.Of(cells, groups, keys.Except([key]).ToHashSet()).Sum(joint => joint.Potential) <= all);
    });

    private static (long Potential, long SumOfHints) Slowly(Case one, CellGroups groups, HashSet<string> active)
    {
        long potential = 0, sum = 0;
        foreach (var request in one.Requests)
        {
            var cell = new SavingCell(request.Day, request.Subject, request.Model, "USD", 0, 0, 0, 0, 0, 0);
            List<long> savings = [.. Enumerable.Range(0, Hints).Where(hint => active.Contains(groups.Of(hint, cell).Key)).Select(hint => request.Claims[hint])];
            if (groups.OfIdle(cell) is { } idle && active.Contains(idle.Key)) savings.Add(request.Cost);
            potential += savings.DefaultIfEmpty().Max();
            sum += savings.Sum();
        }
        return (potential, sum);
    }

    private static List<SavingCell> Cells(Case one)
    {
        List<SavingCell> cells = [];
        foreach (var day in one.Requests.GroupBy(request => request.Day).OrderBy(day => day.Key))
        {
            var scripted = new Scripted([.. day]);
            var fold = new DayFold(day.Key, 0, scripted.Hints);
            foreach (var (request, at) in day.Select((request, at) => (request, at)))
                fold.Claim(new LoggedRequest { AtMs = at, Subject = request.Subject, Model = request.Model, Cost = request.Cost, Currency = "USD" });
            cells.AddRange(fold.Cells().OrderBy(cell => (cell.Subject, cell.Model, cell.Hints)));
        }
        return cells;
    }

    private static CellGroups Groups(Case one)
    {
        var books = new PriceBooks([], _ => TimeZoneInfo.Utc);
        var models = ModelTable.Of([.. Enumerable.Range(0, Models).Select(id => new ModelName("p", $"m{id}"))], books, ModelFamilies.None, new SavingsSettings());
        var names = new SavingsNames(id => new Subject { Key = $"k{id / 2}", User = $"u{id}" }, models, (_, _) => Owner.Unassigned, _ => false);
        var silent = Enumerable.Range(0, Subjects).Where(id => one.IdleSubjects[id]).Select(id => $"k{id / 2}").ToHashSet();
        return new CellGroups(names, new Scripted([]).Hints, new IdleKeys(_ => null, silent));
    }

    /// <summary>Hints that claim what the case says, in the order of the requests.</summary>
    private sealed class Scripted(Request[] requests)
    {
        public IReadOnlyList<IRequestHint> Hints { get; } = [.. Enumerable.Range(0, JointPotential_Tests.Hints).Select(hint => new One(hint, requests))];

        private sealed class One(int hint, Request[] requests) : IRequestHint
        {
            public string Code => $"hint-{hint}";
            public bool IsPerModel => hint == 0;
            public void Learn(in LoggedRequest request) { }
            public SavingClaim Claim(in LoggedRequest request) => new(requests[request.AtMs].Claims[hint], 0, requests[request.AtMs].Claims[hint]);
            public bool Holds(in GroupSums group) => true;
            public int Confidence(in GroupSums group) => 50;
        }
    }
}

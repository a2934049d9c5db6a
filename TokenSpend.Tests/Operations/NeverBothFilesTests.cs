using CsCheck;
using TokenSpend.Core.Spend;

namespace TokenSpend.Tests.Operations;

/// <summary>Never both, from files through the real store: no request is paid twice, however many sources tell of it.</summary>
public sealed class NeverBothFilesTests
{
    private static readonly Gen<TellingFiles> Files = Gen.Select(
        Gen.Select(Gen.Int[1, TellingFiles.Days], Gen.Bool, Gen.Bool, Gen.Long[1, 50_000], Gen.Long[0, 5_000]).Array[1, 12],
        Gen.Int[1, TellingFiles.Days], Gen.Int[1, TellingFiles.Days - 1],
        (requests, report, cost) => new TellingFiles(
            [.. requests.Select(request => new Told(request.Item1, request.Item2 ? "org-a" : "org-b", request.Item3 ? "gpt-5" : "gpt-5-mini", request.Item4, request.Item5))], report, cost));

    [Fact]
    public void Each_accounts_day_costs_what_the_highest_covering_source_says_in_any_order_of_import_and_undo() =>
        Gen.Select(Files, Gen.Shuffle(TellingFiles.Names), Gen.Int[0, 63], Gen.Int[0, 63]).Sample((files, order, kept, undone) =>
        {
            using var place = Place();
            using var plain = Place();
            // Some are imported and taken away again, some never come.
            var imported = order.Where((_, at) => ((kept | undone) >> at & 1) == 1).ToList();
            var left = imported.Where(name => (kept >> Array.IndexOf(order, name) & 1) == 1).ToHashSet();
            var ids = imported.ToDictionary(name => name, name => Import(place, files, name));
            foreach (var name in imported.Where(name => !left.Contains(name)).Reverse()) place.UndoAsync(ids[name]).GetAwaiter().GetResult();
            foreach (var name in TellingFiles.Names.Where(left.Contains)) Import(plain, files, name);

            var told = string.Join(", ", imported.Select(name => left.Contains(name) ? name : $"({name})"));
            Assert.Equal((told, string.Join('\n', files.Expected(left).Where(day => day.Nanos != 0).Order())), (told, string.Join('\n', Days(place))));
            Assert.Equal((told, plain.StateAsync().GetAwaiter().GetResult()), (told, place.StateAsync().GetAwaiter().GetResult()));
        }, iter: 15, threads: 1);

    private static TestPlace Place()
    {
        var place = new TestPlace();
        File.WriteAllText(Path.Combine(place.Folder, "rules", "payers.csv"), TellingFiles.PayerRules);
        return place;
    }

    private static long Import(TestPlace place, TellingFiles files, string name)
    {
        var report = place.ImportAsync(place.Write(name, files.Text(name))).GetAwaiter().GetResult();
        Assert.Empty(report.Rejections);
        return report.Import!.Value;
    }

    private static IEnumerable<(string, string, long)> Days(TestPlace place) => place.QueryAsync(Measure.Attributed, Scope.All, Dimension.Payer, Dimension.Day)
        .GetAwaiter().GetResult().Rows.Where(row => row.Figures.Cost is not 0)
        .Select(row => (row.Keys[0]!, row.Keys[1]!, row.Figures.Cost!.Value)).Order();
}

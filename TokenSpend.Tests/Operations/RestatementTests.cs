using CsCheck;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;

namespace TokenSpend.Tests.Operations;

/// <summary>What a done bill changed, and the choice between keeping and replacing what it lacks.</summary>
public sealed class RestatementTests
{
    private static readonly string[] Skus = ["in", "out", "cache"];

    private static readonly Gen<(string Sku, string Cost)[][]> Bills =
        Gen.Select(Gen.Int[0, Skus.Length - 1], Gen.Int[1, 4], (sku, cost) => (Skus[sku], $"{cost}")).Array[1, 3].Array[2, 3];

    [Fact]
    public Task Replacing_later_is_importing_with_replace_and_keeping_again_is_importing_without() =>
        Bills.SelectMany(bills => Gen.Int[0, bills.Length - 1].Select(at => (bills, at))).SampleAsync(async told =>
        {
            using var later = new TestPlace();
            using var atOnce = new TestPlace();
            var plain = await ImportAsync(later, told.bills, replacing: -1);
            await ImportAsync(atOnce, told.bills, told.at);
            var kept = await later.StateAsync();

            await ReplaceAsync(later, plain[told.at], true);
            Assert.Equal(await atOnce.StateAsync(), await later.StateAsync());
            await BalancedAsync(later, plain);
            await ReplaceAsync(later, plain[told.at], false);
            Assert.Equal(kept, await later.StateAsync());
            await BalancedAsync(later, plain);
        }, iter: 12, threads: 1);

    [Fact]
    public Task What_the_page_says_a_choice_comes_to_is_what_it_comes_to() =>
        Bills.SampleAsync(async bills =>
        {
            using var place = new TestPlace();
            var imports = await ImportAsync(place, bills, replacing: -1);
            foreach (var import in imports)
            {
                if (await place.Imports.MissingAsync(Viewer.Everything, import, 1, CancellationToken.None) is not { } missing) continue;
                var before = await BilledAsync(place);
                await ReplaceAsync(place, import, true);
                Assert.Equal(missing.All.Sum(change => change.Difference), await BilledAsync(place) - before);
                await ReplaceAsync(place, import, false);
                Assert.Equal(before, await BilledAsync(place));
            }
        }, iter: 12, threads: 1);

    [Fact]
    public Task What_an_undo_says_it_takes_away_is_what_it_takes_away() =>
        Bills.SelectMany(bills => Gen.Int[0, bills.Length - 1].Select(at => (bills, at))).SampleAsync(async told =>
        {
            using var place = new TestPlace();
            var imports = await ImportAsync(place, told.bills, replacing: told.at);
            var before = await BilledAsync(place);
            var effect = (await place.Imports.UndoEffectAsync(Viewer.Everything, imports[told.at], CancellationToken.None))!;
            await place.UndoAsync(imports[told.at]);
            Assert.Equal(effect.Money.Sum(change => change.Difference), await BilledAsync(place) - before);
        }, iter: 12, threads: 1);

    [Fact]
    public async Task A_log_replaces_nothing()
    {
        using var place = new TestPlace();
        var log = await place.ImportAsync(place.Write("a.ndjson", LogLines.Line("r1", new DateTime(2026, 10, 3, 9, 0, 0, DateTimeKind.Utc), "openai", "gpt-5", 1, 0, 0) + "\n"));
        var refused = await Assert.ThrowsAsync<RefusedException>(() => place.Imports.ReplaceAsync(Viewer.Everything, log.Import!.Value, true, CancellationToken.None));
        Assert.Contains("a.ndjson", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_are_listed_against_earlier_imports_and_say_when_a_later_one_changed_them_again()
    {
        using var place = new TestPlace();
        var imports = await ImportAsync(place, [[("in", "10")], [("in", "12")], [("in", "15")]], replacing: -1);
        var second = await place.Imports.ChangesAsync(Viewer.Everything, imports[1], 1, CancellationToken.None);
        var row = Assert.Single(second!.Rows);
        Assert.Equal((10 * Nano.PerUnit, 12 * Nano.PerUnit, true), (row.Before!.Nanos, row.After!.Nanos, row.IsPast));
        Assert.Equal((imports[0], "bill-0.csv"), row.ToldBy);
        Assert.False(Assert.Single((await place.Imports.ChangesAsync(Viewer.Everything, imports[2], 1, CancellationToken.None))!.Rows).IsPast);
        Assert.Null(await place.Imports.ChangesAsync(Viewer.Everything, imports[0], 1, CancellationToken.None));
    }

    [Fact]
    public async Task Lines_come_in_pages_of_a_hundred_and_the_totals_are_of_all()
    {
        using var place = new TestPlace();
        var skus = Enumerable.Range(0, 250).Select(number => $"sku-{number}").ToList();
        var imports = await ImportAsync(place, [[.. skus.Select(sku => (sku, "1"))], [("other", "1")]], replacing: -1);
        var last = (await place.Imports.MissingAsync(Viewer.Everything, imports[1], 9, CancellationToken.None))!;
        Assert.Equal((3, 3, 250L, 50), (last.Page, last.Pages, last.Total, last.Rows.Count));
        Assert.Equal((250 * Nano.PerUnit, 0L), (Assert.Single(last.Lacking).Before, last.Lacking[0].After));
    }

    private static async Task<List<long>> ImportAsync(TestPlace place, (string Sku, string Cost)[][] bills, int replacing)
    {
        List<long> imports = [];
        for (var at = 0; at < bills.Length; at++)
        {
            place.Clock.Now = TestPlace.Now.AddMinutes(at);
            // Two lines of one item are one fact; here each item is told once.
            var lines = bills[at].DistinctBy(line => line.Sku);
            imports.Add((await place.ImportAsync(place.Write($"bill-{at}.csv", SnapshotBills.Of(lines)), replace: at == replacing)).Import!.Value);
        }
        return imports;
    }

    private static Task ReplaceAsync(TestPlace place, long import, bool replace) =>
        place.Imports.ReplaceAsync(Viewer.Everything, import, replace, CancellationToken.None);

    private static async Task BalancedAsync(TestPlace place, IEnumerable<long> imports)
    {
        foreach (var import in imports)
        {
            var report = (await place.Imports.ReportAsync(Viewer.Everything, import, CancellationToken.None))!;
            Assert.Equal(report.Lines, report.Accepted + report.Duplicates + report.Replaced + report.Ignored + report.Rejected + report.Blank);
            Assert.Equal(report.Ignored, report.IgnoredBy.Values.Sum());
        }
    }

    private static async Task<long> BilledAsync(TestPlace place) =>
        (await place.QueryAsync(Measure.Billed, Scope.All)).Totals.Sum(total => total.Figures.Cost ?? 0);
}

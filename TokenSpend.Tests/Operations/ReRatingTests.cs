using CsCheck;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Pricing;
using TokenSpend.Core.Reporting;
using TokenSpend.Core.Spend;
using TokenSpend.Core.Storage;
using TokenSpend.Core.Usage;

namespace TokenSpend.Tests.Operations;

public sealed class ReRatingTests
{
    private const string Header = "provider,model,currency,per_tokens,from,to,input,output,source,checked\n";
    private static readonly string[] Models = ["gpt-5", "gpt-5-mini", "gpt-4o"];
    private static readonly string[] Departments = ["kind,name,department,application,function,valid_from,valid_to", "key,key-1,Sales,,,,", "key,key-2,Legal,,,,"];

    [Fact]
    public void Rating_anew_twice_is_once_and_equals_importing_with_the_new_book() =>
        Gen.Select(Gen.Int[1, 1_000], Gen.Select(Gen.Int[0, 2].Select(model => Models[model]), Gen.Int[1, 25], Gen.Int[1, 20], Gen.Int[1, 99]).Array[1, 4]).Sample((seed, changes) =>
        {
            using var place = new TestPlace();
            using var fresh = new TestPlace();
            var log = place.Write("a.ndjson", "");
            LogLines.Write(log, 60, seed);
            // One price for each model over some days of October.
            var contract = place.Write("contract.csv", Header + string.Concat(changes.DistinctBy(change => change.Item1)
                .Select(change => FormattableString.Invariant($"openai,{change.Item1},USD,1000000,2026-10-{change.Item2:D2},2026-{(change.Item2 + change.Item3 > 31 ? "11-01" : $"10-{change.Item2 + change.Item3:D2}")},{change.Item4},{change.Item4},offer,2026-10-01\n"))));
            place.ImportAsync(log).GetAwaiter().GetResult();
            var rating = new ReRating(place.Database, place.Company);
            rating.CatchUpAsync(CancellationToken.None).GetAwaiter().GetResult();

            var (before, state) = (place.Company.Rules.Prices, place.StateAsync().GetAwaiter().GetResult());
            var preview = TakeOver(place, contract, rating);
            var changed = rating.RunAsync(before, CancellationToken.None).GetAwaiter().GetResult();
            var after = place.StateAsync().GetAwaiter().GetResult();
            TakeOver(fresh, contract, null);
            fresh.ImportAsync(log).GetAwaiter().GetResult();
            Assert.Equal(fresh.StateAsync().GetAwaiter().GetResult(), after);
            Assert.Equal(changed, preview!.Records);
            Assert.Equal(changed == 0, state == after);
            Assert.Equal(0, rating.RunAsync(before, CancellationToken.None).GetAwaiter().GetResult());
            Assert.Equal(0, rating.CatchUpAsync(CancellationToken.None).GetAwaiter().GetResult());
            Assert.Equal(after, place.StateAsync().GetAwaiter().GetResult());
        }, iter: 6, threads: 1);

    [Fact]
    public async Task A_preview_tells_cost_before_and_after_by_department_and_changes_nothing()
    {
        using var place = new TestPlace();
        File.WriteAllLines(Path.Combine(place.Company.RulesFolder, "directory.csv"), Departments);
        var at = new DateTime(2026, 10, 5, 12, 0, 0, DateTimeKind.Utc);
        await place.ImportAsync(place.Write("a.ndjson", string.Join('\n',
            LogLines.Line("r1", at, "openai", "gpt-5", 1_000_000, 0, 0, "key-1"),
            LogLines.Line("r2", at.AddDays(1), "openai", "gpt-5", 2_000_000, 0, 0, "key-2"),
            LogLines.Line("r3", at.AddDays(9), "openai", "gpt-5", 1_000_000, 0, 0, "key-2"),
            LogLines.Line("r4", at, "openai", "nobody-knows-1", 500, 0, 0, "key-1"))));
        var (state, rating) = (await place.StateAsync(), new ReRating(place.Database, place.Company));
        var edition = new PriceBookFiles(place.Company, place.Clock).Prepare(
            place.Write("c.csv", Header + "openai,gpt-5,USD,1000000,,2026-10-10,1,5,offer,2026-10-01\nopenai,nobody-knows-1,EUR,1000000,,,1,5,offer,2026-10-01\n"), "contract");
        var preview = await rating.PreviewAsync(edition.Book, edition.Merged, CancellationToken.None);
        Assert.Equal((3L, new Period(new DateOnly(2026, 10, 5), new DateOnly(2026, 10, 7))), (preview.Records, preview.Days!.Value));
        Assert.Equal(
            [
                new RatingPreviewRow("Legal", "USD", 1, 2_500_000_000, 2_000_000_000, 0, 0),
                new RatingPreviewRow("Sales", "USD", 1, 1_250_000_000, 1_000_000_000, 0, 0),
                new RatingPreviewRow("Sales", "EUR", 1, 0, 500_000, 0, 0),
                new RatingPreviewRow("Sales", "", 0, 0, 0, 500, 0),
            ], preview.Rows);
        Assert.Equal(state, await place.StateAsync());
        var other = await rating.PreviewAsync("quote", edition.Merged, CancellationToken.None);
        Assert.Equal(0, other.Records);
    }

    [Fact]
    public async Task A_book_that_was_edited_by_hand_is_caught_up_with()
    {
        using var place = new TestPlace();
        await place.ImportAsync(place.Write("a.ndjson", LogLines.Line("r1", new DateTime(2026, 10, 5, 12, 0, 0, DateTimeKind.Utc), "openai", "gpt-5", 1_000_000, 0, 0)));
        var rating = new ReRating(place.Database, place.Company);
        Assert.Equal(0, await rating.CatchUpAsync(CancellationToken.None));
        File.WriteAllText(place.Company.BookPath("contract"), Header + "openai,gpt-5,USD,1000000,,,1,5,offer,2026-10-01\n");
        Assert.Equal(1, await rating.CatchUpAsync(CancellationToken.None));
        Assert.Contains("1,", SpendCsv.Of(await place.QueryAsync(Measure.Metered, Scope.All)), StringComparison.Ordinal);
        Assert.Equal(0, await rating.CatchUpAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_closed_month_keeps_its_figures_and_the_preview_names_it()
    {
        using var place = new TestPlace();
        var october = new DateTime(2026, 10, 5, 12, 0, 0, DateTimeKind.Utc);
        await place.ImportAsync(place.Write("a.ndjson", string.Join('\n',
            LogLines.Line("r1", october, "openai", "gpt-5", 1_000_000, 0, 0), LogLines.Line("r2", october.AddMonths(1), "openai", "gpt-5", 1_000_000, 0, 0))));
        using (var store = new SpendStore(place.Database, place.Company))
        using (var writer = place.Database.OpenWrite())
        {
            var cube = store.Current().Cube;
            using var transaction = writer.BeginTransaction(deferred: false);
            ClosedMonth.Write(writer, cube.Segments.Single(segment => segment.Month == new Month(2026, 10)).Close(cube.Lookups));
            transaction.Commit();
        }
        var (rating, books, before) = (new ReRating(place.Database, place.Company), new PriceBookFiles(place.Company, place.Clock), place.Company.Rules.Prices);
        var edition = books.Prepare(place.Write("c.csv", Header + "openai,gpt-5,USD,1000000,,,1,5,offer,2026-10-01\n"), "contract");
        Assert.Equal([new Month(2026, 10)], (await rating.PreviewAsync(edition.Book, edition.Merged, CancellationToken.None)).ClosedMonths);
        books.TakeOver(edition);
        Assert.Equal(2, await rating.RunAsync(before, CancellationToken.None));
        Assert.Equal([("2026-10", "1.25"), ("2026-11", "1")],
            (await place.QueryAsync(Measure.Metered, Scope.Ai, Dimension.Month)).Rows.Select(row => (row.Keys[0]!, Nano.Format(row.Figures.Cost!.Value))).Order());
    }

    [Fact]
    public void Only_the_days_of_a_change_are_gone_over()
    {
        PriceBooks Books(string rows)
        {
            Assert.True(PriceBook.TryLoad(new StringReader(Header + rows), "f", out var book, out _));
            return new PriceBooks([("list", book)], _ => TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));
        }
        static long Ms(string utc) => DateTimeOffset.Parse(utc, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
        var one = Books("p,m,USD,1000000,,2026-01-10,1,2,s,2026-01-01\np,m,USD,1000000,2026-01-10,,3,4,s,2026-01-01\n");
        var other = Books("p,m,USD,1000000,,2026-01-20,1,2,s,2026-01-01\np,m,USD,1000000,2026-01-20,,3,4,other words,2026-01-01\np,n,USD,1000000,,,1,1,s,2026-01-01\n");
        Assert.Equal([(Ms("2026-01-09T16:00:00Z"), Ms("2026-01-19T16:00:00Z"))], other.DiffersFrom(one, [new ModelName("p", "m")]));
        Assert.Empty(other.DiffersFrom(one, []));
        Assert.Equal([(long.MinValue, long.MaxValue)], other.DiffersFrom(one, [new ModelName("p", "n"), new ModelName("p", "m")]));
    }

    private static RatingPreview? TakeOver(TestPlace place, string contract, ReRating? rating)
    {
        var books = new PriceBookFiles(place.Company, place.Clock);
        var edition = books.Prepare(contract, "contract");
        var preview = rating?.PreviewAsync(edition.Book, edition.Merged, CancellationToken.None).GetAwaiter().GetResult();
        books.TakeOver(edition);
        return preview;
    }
}

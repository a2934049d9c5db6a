using TokenSpend.Core.Operations;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Pricing;
using TokenSpend.Core.Usage;

namespace TokenSpend.Tests.Operations;

public sealed class PriceReportsTests
{
    private static readonly DateTime October = new(2026, 10, 6, 12, 0, 0, DateTimeKind.Utc);
    private static readonly Period Days = new Month(2026, 10).Days;

    private static PriceRow Entered(string model, long dollars, string currency = "USD", DateOnly? from = null) => new()
    {
        Line = 1, Provider = "openai", Model = model, Aliases = [], Publisher = "openai", Currency = currency, On = new PriceSelector(null, ServiceTier.Standard, null, null), ContextOver = 0,
        From = from, To = null, NanosPerMillion = [dollars * Nano.PerUnit, .. new long?[TokenKindInfo.Count - 1]], Source = "offer", Checked = new DateOnly(2026, 10, 1), EnteredBy = "Ann",
    };

    [Fact]
    public async Task Models_without_a_price_are_listed_with_their_tokens_and_near_names_of_the_period_alone()
    {
        using var place = new TestPlace();
        await place.ImportAsync(place.Write("a.ndjson", string.Join('\n',
            LogLines.Line("r1", October, "openai", "gpt-5", 1_000, 0, 0), LogLines.Line("r2", October, "openai", "gpt-5-minor", 500, 0, 7), LogLines.Line("r3", October.AddMonths(1), "openai", "gpt-5-minor", 900, 0, 0))));
        var listing = await new PriceReports(place.Company, place.Spend).ListAsync(Viewer.Everything, Days, CancellationToken.None);
        var unpriced = Assert.Single(listing.Unpriced);
        Assert.Equal(("openai", "gpt-5-minor", 507L, 1L), (unpriced.Provider, unpriced.Model, unpriced.Tokens, unpriced.Requests));
        Assert.Equal(("openai", "gpt-5-mini"), unpriced.Nearest[0]);
        Assert.Contains(listing.Prices, price => price is { Book: "list", Row: { Provider: "openai", Model: "gpt-5" } });
        Assert.Empty(listing.Bills);
    }

    [Fact]
    public async Task A_bill_is_compared_with_the_usage_of_its_own_days_alone()
    {
        using var place = new TestPlace();
        await place.ImportAsync(place.Write("a.ndjson", string.Join('\n', LogLines.Line("r1", October, "openai", "gpt-5", 1_000_000, 0, 0), LogLines.Line("r2", October.AddMonths(-1), "openai", "gpt-5", 4_000_000, 0, 0))));
        var reports = new PriceReports(place.Company, place.Spend);
        await place.ImportAsync(place.Write("b.csv", Browser.FocusBill.Of(new Month(2026, 10), "acct", ("Sales", "gpt-5", 1))));
        var check = Assert.Single((await reports.ListAsync(Viewer.Everything, new Period(new DateOnly(2026, 9, 1), Days.To), CancellationToken.None)).Bills);
        Assert.Equal(("openai", "gpt-5", 1 * Nano.PerUnit, 1_250_000_000L), (check.Provider, check.Model, check.Billed, check.ByBook));
    }

    [Fact]
    public void An_entered_price_is_added_to_the_contract_and_what_it_said_stays_on_record()
    {
        using var place = new TestPlace();
        var books = new PriceBookFiles(place.Company, place.Clock);
        books.TakeOver(books.Prepare(Entered("gpt-5", 3)).Edition!);
        place.Clock.Now = place.Clock.Now.AddHours(1);
        books.TakeOver(books.Prepare(Entered("gpt-5", 2, from: new DateOnly(2026, 11, 1))).Edition!);
        var record = new PriceReports(place.Company, place.Spend).Get(Viewer.Everything, "openai", "gpt-5-2025-08-07")!;
        Assert.Equal("gpt-5", record.Model);
        var contract = record.Rows.Where(row => row.Book == "contract").ToList();
        Assert.Equal([(2L, (DateTime?)null, true), (3L, place.Clock.Now.UtcDateTime, true)], contract.Select(row => (row.Row.NanosPerMillion[0]!.Value / Nano.PerUnit, row.Until, row.IsBelieved)));
        Assert.All(contract, row => Assert.Equal("Ann", row.Row.EnteredBy));
        Assert.Equal(3 * Nano.PerUnit, books.Read("contract").At(new DateOnly(2026, 10, 31), DateTime.MaxValue).Single().NanosPerMillion[0]);
        Assert.Contains(record.Rows, row => row.Book == "list");
        Assert.Null(new PriceReports(place.Company, place.Spend).Get(Viewer.Everything, "openai", "nobody-knows-1"));
    }

    [Fact]
    public void An_entered_price_that_contradicts_the_contract_is_refused_and_a_broken_contract_is_kept()
    {
        using var place = new TestPlace();
        var books = new PriceBookFiles(place.Company, place.Clock);
        books.TakeOver(books.Prepare(Entered("gpt-5", 3)).Edition!);
        var batch = Entered("gpt-5", 3, "EUR") with { On = new PriceSelector(null, ServiceTier.Batch, null, null) };
        Assert.Equal(["currency"], books.Prepare(batch).Errors.Select(error => error.Column));
        File.AppendAllText(place.Company.BookPath("contract"), "what is this\n");
        var broken = books.Prepare(Entered("gpt-4o", 1));
        Assert.Null(broken.Edition);
        Assert.Equal("prices-contract.csv", broken.Errors[0].File);
    }

    [Fact]
    public async Task After_an_entered_price_the_catching_up_goes_over_its_days_alone_and_tells_when_it_is_done()
    {
        using var place = new TestPlace();
        await place.ImportAsync(place.Write("a.ndjson", string.Join('\n', LogLines.Line("r1", October, "openai", "gpt-5", 1_000_000, 0, 0), LogLines.Line("r2", October.AddMonths(1), "openai", "gpt-5", 1_000_000, 0, 0))));
        var (books, rating, done) = (new PriceBookFiles(place.Company, place.Clock), new ReRating(place.Database, place.Company), 0);
        rating.Done += () => done++;
        await rating.CatchUpAsync(CancellationToken.None);
        books.TakeOver(books.Prepare(Entered("gpt-5", 9, from: new DateOnly(2026, 11, 1))).Edition!);
        Assert.True(rating.IsBehind);
        Assert.Equal(1, await rating.CatchUpAsync(CancellationToken.None));
        Assert.False(rating.IsBehind);
        Assert.Equal(2, done);
        Assert.Equal(0, await new ReRating(place.Database, place.Company).CatchUpAsync(CancellationToken.None));
    }
}

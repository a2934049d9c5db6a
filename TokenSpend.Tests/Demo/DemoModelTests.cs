using TokenSpend.Core.Demo;
using TokenSpend.Core.Pricing;
using TokenSpend.Core.Usage;

namespace TokenSpend.Tests.Demo;

public class DemoModelTests
{
    private static readonly string Seed = Path.Combine(AppContext.BaseDirectory, "seed");

    [Fact]
    public void The_shipped_book_prices_every_model_but_one_at_its_largest_request_as_at_a_small_one()
    {
        using var csv = new StreamReader(Path.Combine(Seed, "prices.csv"));
        Assert.True(PriceBook.TryLoad(csv, "prices.csv", out var book, out _));
        var books = new PriceBooks([("list", book)], _ => TimeZoneInfo.Utc);
        var unpriced = new List<string>();
        foreach (var model in DemoModel.All)
        {
            var small = Rate(books, model, 1_000);
            if (small.Total is null) unpriced.Add(model.Name);
            // A larger context tier would make the bills, written at the small price, differ from the book.
            else Assert.Equal(small.Total * model.Most / 1_000, Rate(books, model, model.Most).Total);
        }
        Assert.Equal(["northlake/atlas-preview"], unpriced);
    }

    private static RatedCost Rate(PriceBooks books, DemoModel model, long input)
    {
        var at = new DateTimeOffset(2026, 10, 1, 12, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
        return books.For(model.Provider, model.Name).Rate(at, ServiceTier.Standard, RequestStatus.Ok, DemoTokens.Only(0, input), isBucket: false);
    }
}

using TokenSpend.Core.Primitives;
using TokenSpend.Core.Pricing;
using TokenSpend.Core.Spend;

namespace TokenSpend.Core.Operations;

/// <summary>Answers what models cost, whose prices are missing, and where bills say otherwise.</summary>
public sealed class PriceReports(Company company, SpendReports spend)
{
    /// <param name="over">The days whose usage tells of missing and outdated prices.</param>
    public async Task<PriceListing> ListAsync(Viewer viewer, Period over, CancellationToken cancellation)
    {
        var books = company.Rules.Prices;
        var prices = ListedPrice.On(books, spend.Today);
        var (metered, attributed) = await spend.ReadAsync(viewer, answers => (answers.Ask(Query(over, Measure.Metered)), answers.Ask(Query(over, Measure.Attributed))), cancellation);
        var names = prices.Select(line => (line.Row.Provider, line.Row.Model)).ToHashSet();
        var unpriced = metered.Rows.Where(row => row.Figures.UnpricedTokens > 0).GroupBy(row => (Provider: row.Keys[0], Model: row.Keys[1]))
            .Select(same => new UnpricedModel(same.Key.Provider, same.Key.Model, same.Sum(row => row.Figures.UnpricedTokens), same.Sum(row => row.Figures.Requests),
                same.Key.Model is { } model ? NearestModels.Of(same.Key.Provider ?? "", model, names) : []));
        return new PriceListing(spend.Today, prices, [.. unpriced.OrderByDescending(model => model.Tokens).ThenBy(model => model.Model, StringComparer.Ordinal)], Bills(metered, attributed));
    }

    /// <returns>Null where no book in force ever named it.</returns>
    public ModelRecord? Get(Viewer viewer, string provider, string model)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var books = company.Rules.Prices;
        var known = books.Identity.Of(provider, model);
        var all = books.Books.SelectMany(book => book.Book.Rows.Select(row => (Book: book, Row: row))).Where(one => Is(one.Row, known.Model)).ToList();
        var own = all.Where(one => string.Equals(one.Row.Provider, provider, StringComparison.OrdinalIgnoreCase)).ToList();
        if (own.Count == 0) return null;
        var names = own.SelectMany(one => one.Row.Aliases).Concat(own.Select(one => one.Row.Match?.Text).OfType<string>()).Distinct(StringComparer.OrdinalIgnoreCase);
        var rows = own.OrderBy(one => books.Books.ToList().IndexOf(one.Book)).ThenBy(one => one.Row.On.Payer, StringComparer.Ordinal).ThenBy(one => one.Row.Tier).ThenBy(one => one.Row.On.Region, StringComparer.Ordinal)
            .ThenBy(one => one.Row.On.Hours?.From).ThenBy(one => one.Row.ContextOver).ThenByDescending(one => one.Row.From ?? DateOnly.MinValue).ThenByDescending(one => one.Row.Recorded ?? DateTime.MinValue);
        return new ModelRecord(own[0].Row.Provider, own[0].Row.Model, known.Publisher, [.. names],
            [.. rows.Select(one => new RecordedPrice(one.Book.Name, one.Row, one.Row.SupersededAt(one.Book.Book.Rows), one.Book.Book.Current.Any(piece => piece.Line == one.Row.Line)))],
            Of(books, own[0].Row.Provider, own[0].Row.Model, book => book.Current),
            [.. all.Select(one => one.Row.Provider).Distinct().Where(other => !string.Equals(other, provider, StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal)]);

        static bool Is(PriceRow row, string name) => string.Equals(row.Model, name, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Prices of a model on a day as they were believed at a moment, the winning book first, then by tier, payer, region, hours and length.</summary>
    /// <param name="day">In the provider's calendar.</param>
    /// <param name="knownAt">UTC; <see cref="DateTime.MaxValue"/>: as they are now.</param>
    public IReadOnlyList<BookPrice> On(Viewer viewer, string provider, string model, DateOnly day, DateTime knownAt)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return Of(company.Rules.Prices, provider, model, book => book.At(day, knownAt));
    }

    private static IReadOnlyList<BookPrice> Of(PriceBooks books, string provider, string model, Func<PriceBook, IReadOnlyList<PriceRow>> rows) =>
    [
        .. books.Books.SelectMany(book => rows(book.Book)
            .Where(row => string.Equals(row.Provider, provider, StringComparison.OrdinalIgnoreCase) && string.Equals(row.Model, model, StringComparison.OrdinalIgnoreCase))
            .OrderBy(row => row.Tier).ThenBy(row => row.On.Payer, StringComparer.Ordinal).ThenBy(row => row.On.Region, StringComparer.Ordinal).ThenBy(row => row.On.Hours?.From).ThenBy(row => row.ContextOver)
            .Select(row => new BookPrice(book.Name, row))),
    ];

    /// <summary>Every model with a price in any book in force, for people to choose from.</summary>
    public IReadOnlyList<(string Provider, string Model)> Models => [.. company.Rules.Prices.Books.SelectMany(book => book.Book.Current).Select(row => (row.Provider, row.Model)).Distinct().Order()];

    /// <summary>The model that a provider's name and a model's name mean, by all names that the books and the provider list know.</summary>
    public KnownModel Named(string provider, string model)
    {
        var rules = company.Rules;
        return rules.Prices.Identity.Of(rules.Providers.Id(provider), model);
    }

    /// <summary>The standard price of a model today; null where no book in force has one.</summary>
    public PriceRow? Today(Viewer viewer, string provider, string model)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return ListedPrice.On(company.Rules.Prices, spend.Today).FirstOrDefault(line => line.Row.Provider == provider && line.Row.Model == model)?.Row;
    }

    private static SpendQuery Query(Period days, Measure measure) => new(days, [Dimension.Provider, Dimension.Model], measure, Scope.Ai, []);

    /// <summary>On the days that bills cover: what is not accrued is billed, and of the metered cost the accrued part has no bill to compare with.</summary>
    private static IReadOnlyList<BillCheck> Bills(SpendResult metered, SpendResult attributed)
    {
        var byBook = metered.Rows.Where(row => row.Figures is { Cost: not null, UnpricedTokens: 0 }).ToDictionary(Key, row => row.Figures.Cost!.Value);
        var checks =
            from row in attributed.Rows
            where row.Figures is { Cost: not null, UnpricedTokens: 0 } && row.Keys[0] is not null && row.Keys[1] is not null && byBook.ContainsKey(Key(row))
            select BillCheck.Of(row.Keys[0]!, row.Keys[1]!, row.Currency, row.Figures.Cost!.Value - row.Figures.Accrued, byBook[Key(row)] - row.Figures.Accrued);
        return [.. checks.OfType<BillCheck>().OrderByDescending(check => Math.Abs(check.Billed - check.ByBook))];

        static (string?, string?, string) Key(SpendRow row) => (row.Keys[0], row.Keys[1], row.Currency);
    }
}

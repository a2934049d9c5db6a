using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Pricing;

/// <summary>What a model costs on a day, in one line: its standard price, and whether other conditions have others.</summary>
/// <param name="Book">Whose price wins: contract or list.</param>
/// <param name="Row">Standard tier, every region, the rest of the day and short prompts, as far as there is such a row.</param>
/// <param name="HasOthers">Other tiers, regions, hours or lengths have rows of their own.</param>
public sealed record ListedPrice(string Book, PriceRow Row, bool HasOthers)
{
    /// <summary>One line a provider's model, and one more for each payer with a contract of its own.</summary>
    /// <param name="day">In the provider's calendar.</param>
    public static IReadOnlyList<ListedPrice> On(PriceBooks books, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(books);
        var rows = books.Books.SelectMany((book, layer) => book.Book.Current.Where(row => row.Holds(day)).Select(row => (book.Name, Layer: layer, Row: row)));
        return [.. rows.GroupBy(one => (one.Row.Provider, one.Row.Model), NameComparer.Instance)
            .SelectMany(model => model.GroupBy(one => one.Row.On.Payer).Select(payer =>
            {
                // A contract for batches alone leaves the standard price to the list.
                var first = payer.OrderBy(one => Rank(one.Row)).ThenBy(one => one.Layer).First();
                return new ListedPrice(first.Name, first.Row, model.Any(other => Rank(other.Row) > 0));
            }))
            .OrderBy(line => line.Row.Provider, StringComparer.Ordinal).ThenBy(line => line.Row.Model, StringComparer.OrdinalIgnoreCase).ThenBy(line => line.Row.On.Payer, StringComparer.Ordinal)];
    }

    // 0: the price that a reader means by "the price".
    private static int Rank(PriceRow row) =>
        (row.Tier == ServiceTier.Standard ? 0 : 8) + (row.On.Region is null ? 0 : 4) + (row.On.Hours is null ? 0 : 2) + (row.ContextOver == 0 ? 0 : 1);
}

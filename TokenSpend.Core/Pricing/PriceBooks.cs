using System.Collections.Concurrent;

namespace TokenSpend.Core.Pricing;

/// <summary>Books laid over each other: for each model, tier and moment the first that has a price wins. Thread-safe.</summary>
/// <remarks>A winning row wins as a whole: a contract that names input and output only rates cache reads as input, never at the list's price.</remarks>
public sealed class PriceBooks
{
    private readonly Dictionary<(string Provider, string Model), PriceRow[]>[] _layers;
    private readonly Func<string, TimeZoneInfo> _zoneOf;
    private readonly ConcurrentDictionary<(string Provider, string Name, string? Payer), ModelPrices> _prices = new();

    /// <param name="books">By name, the winning one first: contract before list.</param>
    /// <param name="zoneOf">Zone of a provider's days: a price changes at its midnight.</param>
    public PriceBooks(IReadOnlyList<(string Name, PriceBook Book)> books, Func<string, TimeZoneInfo> zoneOf)
    {
        Names = [.. books.Select(book => book.Name)];
        _zoneOf = zoneOf;
        _layers = [.. books.Select(book => book.Book.Current.GroupBy(row => (row.Provider, row.Model), NameComparer.Instance)
            .ToDictionary(rows => rows.Key, rows => rows.ToArray(), NameComparer.Instance))];
        AskPayer = books.Any(book => book.Book.Current.Any(row => row.On.Payer is not null));
        Identity = new ModelIdentity(books.SelectMany(book => book.Book.Current));
    }

    public IReadOnlyList<string> Names { get; }

    public ModelIdentity Identity { get; }

    /// <summary>Some rows hold for one payer only: the payer must be known to rate.</summary>
    public bool AskPayer { get; }

    /// <summary>Prices of a model by any of its names; never null: an unknown model has prices that say so.</summary>
    /// <param name="payer">"issuer / account" of who pays; null where unknown.</param>
    public ModelPrices For(string provider, string rawModel, string? payer = null) =>
        _prices.GetOrAdd((provider, rawModel, AskPayer ? payer : null), static (key, self) => self.Resolve(key.Provider, key.Name, key.Payer), this);

    private ModelPrices Resolve(string provider, string rawModel, string? payer)
    {
        var model = Identity.Of(provider, rawModel);
        return new ModelPrices(model, [.. _layers.Select(layer => layer.GetValueOrDefault((provider, model.Model)) ?? [])], _zoneOf(provider), payer);
    }
}

using System.Collections.Concurrent;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Pricing;

/// <summary>Books laid over each other: for each model, tier and moment the first that has a price wins. Thread-safe.</summary>
/// <remarks>A winning row wins as a whole: a contract that names input and output only rates cache reads as input, never at the list's price.</remarks>
public sealed class PriceBooks
{
    private readonly Dictionary<(string Provider, string Model), PriceRow[]>[] _layers;
    private readonly IReadOnlyList<(string Name, PriceBook Book)> _books;
    private readonly Func<string, TimeZoneInfo> _zoneOf;
    private string? _fingerprint;
    private readonly ConcurrentDictionary<(string Provider, string Name, string? Payer), ModelPrices> _prices = new();

    /// <param name="books">By name, the winning one first: contract before list.</param>
    /// <param name="zoneOf">Zone of a provider's days: a price changes at its midnight.</param>
    public PriceBooks(IReadOnlyList<(string Name, PriceBook Book)> books, Func<string, TimeZoneInfo> zoneOf)
    {
        (_books, _zoneOf) = (books, zoneOf);
        _layers = [.. books.Select(book => book.Book.Current.GroupBy(row => (row.Provider, row.Model), NameComparer.Instance)
            .ToDictionary(rows => rows.Key, rows => rows.ToArray(), NameComparer.Instance))];
        AskPayer = books.Any(book => book.Book.Current.Any(row => row.On.Payer is not null));
        Identity = new ModelIdentity(books.SelectMany(book => book.Book.Current));
    }

    public IReadOnlyList<string> Names => [.. _books.Select(book => book.Name)];

    /// <summary>By name, the winning one first.</summary>
    public IReadOnlyList<(string Name, PriceBook Book)> Books => _books;

    /// <summary>Who the rows for one payer only are for.</summary>
    public IEnumerable<string> Payers => _books.SelectMany(book => book.Book.Current).Select(row => row.On.Payer).OfType<string>().Distinct();

    /// <summary>The same with one book replaced.</summary>
    /// <param name="order">Names of all books that can be in force, the winning one first; another one's prices rate nothing by themselves.</param>
    public PriceBooks With(string name, PriceBook book, IReadOnlyList<string> order) =>
        new([.. _books.Where(other => other.Name != name).Append((name, book)).Where(any => order.Contains(any.Item1)).OrderBy(any => order.ToList().IndexOf(any.Item1))], _zoneOf);

    /// <summary>What tells two states of the books apart.</summary>
    public string Fingerprint => _fingerprint ??= Convert.ToHexString(System.IO.Hashing.XxHash128.Hash(System.Text.Encoding.UTF8.GetBytes(
        string.Join('\0', _books.Select(book => $"{book.Name}\n{PriceFileWriter.Write(book.Book.Current)}")))));

    /// <summary>When usage of the models costs something else with other books.</summary>
    /// <returns>[from, to) in milliseconds since 1970, UTC, ascending and apart.</returns>
    public IReadOnlyList<(long FromMs, long ToMs)> DiffersFrom(PriceBooks other, IEnumerable<ModelName> models)
    {
        ArgumentNullException.ThrowIfNull(other);
        string?[] payers = [null, .. Payers.Concat(other.Payers).Distinct()];
        var spans = new List<(long FromMs, long ToMs)>();
        foreach (var (fromMs, toMs) in models.SelectMany(model => payers.SelectMany(payer => For(model.Provider, model.Model, payer).DiffersFrom(other.For(model.Provider, model.Model, payer)))).Order())
            if (spans.Count > 0 && fromMs <= spans[^1].ToMs) spans[^1] = (spans[^1].FromMs, Math.Max(spans[^1].ToMs, toMs));
            else spans.Add((fromMs, toMs));
        return spans;
    }

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

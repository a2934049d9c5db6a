using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace TokenSpend.Core.Pricing;

/// <summary>Which model a raw name means.</summary>
/// <param name="Model">Canonical name, the same at every provider; the raw name where it is unknown.</param>
/// <param name="Publisher">Who made it; null where unknown.</param>
/// <param name="IsFree">A variant that its provider gives away.</param>
/// <param name="Region">Where it is served, as the raw name says (Bedrock's "eu.", a region in an ARN); null where it does not.</param>
public sealed record KnownModel(string Provider, string Model, string? Publisher, bool IsFree, string? Region = null);

/// <summary>Finds the canonical model for the names that providers, consoles and gateways use. Thread-safe.</summary>
/// <remarks>
/// The name as it stands is looked up first, by name and then by the rows' match rules in their order; then after each of the <see cref="NameSteps"/>: so a dated snapshot with a price
/// of its own keeps it, and one without takes the plain model's. A model that this provider does not sell but another does
/// is still known by name and publisher, without a price.
/// </remarks>
public sealed class ModelIdentity
{
    private readonly Dictionary<(string Provider, string Name), PriceRow> _atProvider = new(NameComparer.Instance);
    private readonly Dictionary<string, PriceRow> _anywhere = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<(NameMatch Match, PriceRow Row)>> _matches = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<(string Provider, string Name), KnownModel> _known = new();

    public ModelIdentity(IEnumerable<PriceRow> rows)
    {
        var all = rows.ToList();
        foreach (var row in all)
        {
            _atProvider.TryAdd((row.Provider, row.Model), row);
            _anywhere.TryAdd(row.Model, row);
            if (row.Match is null) continue;
            if (!_matches.TryGetValue(row.Provider, out var matches)) _matches[row.Provider] = matches = [];
            if (matches.Count == 0 || matches[^1].Row.Model != row.Model) matches.Add((row.Match, row));
        }
        // After all names, so that an alias never hides a model's own name.
        foreach (var row in all)
            foreach (var alias in row.Aliases)
            {
                _atProvider.TryAdd((row.Provider, alias), row);
                _anywhere.TryAdd(alias, row);
            }
    }

    public KnownModel Of(string provider, string rawModel) => _known.GetOrAdd((provider, rawModel), static (key, self) => self.Resolve(key.Provider, key.Name), this);

    private bool Matching(string provider, string name, [NotNullWhen(true)] out PriceRow? row)
    {
        row = _matches.TryGetValue(provider, out var matches) ? matches.Find(rule => rule.Match.Matches(name)).Row : null;
        return row is not null;
    }

    private KnownModel Resolve(string provider, string raw)
    {
        // OpenRouter's ":free" variants cost nothing, whatever the plain model does.
        var isFree = provider == "openrouter" && raw.EndsWith(":free", StringComparison.OrdinalIgnoreCase);
        var region = NameSteps.RegionOf(raw);
        foreach (var name in NameSteps.From(raw))
            if (_atProvider.TryGetValue((provider, name), out var row) || Matching(provider, name, out row)) return new(provider, row.Model, row.Publisher, isFree, region);
        foreach (var name in NameSteps.From(raw))
            if (_anywhere.TryGetValue(name, out var row)) return new(provider, row.Model, row.Publisher, isFree, region);
        return new(provider, raw, null, isFree, region);
    }
}

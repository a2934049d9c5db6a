using TokenSpend.Core.Primitives;

namespace TokenSpend.Core.Ingestion;

/// <summary>The list of provider ids with their other spellings and the zone that their days are cut in (data/providers.csv).</summary>
public sealed class ProviderNames
{
    private readonly Dictionary<string, Entry> _byName = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="Id">Lower case.</param>
    /// <param name="Zone">IANA zone of its billing days.</param>
    public sealed record Entry(string Id, string Title, string TitleZh, string Zone, IReadOnlyList<string> Aliases);

    public ProviderNames(IEnumerable<Entry> entries)
    {
        foreach (var entry in entries)
        {
            _byName[entry.Id] = entry;
            foreach (var alias in entry.Aliases) _byName.TryAdd(alias, entry);
        }
    }

    public IEnumerable<Entry> All => _byName.Values.Distinct();

    /// <summary>The id for any known spelling; an unknown name is kept as it is.</summary>
    public string Id(string name) => _byName.TryGetValue(name.Trim(), out var entry) ? entry.Id : name.Trim();

    public Entry? Find(string name) => _byName.GetValueOrDefault(name.Trim());

    /// <summary>IANA zone of the provider's days; UTC for a provider that is not in the list.</summary>
    public string Zone(string name) => Find(name)?.Zone ?? "Etc/UTC";
}

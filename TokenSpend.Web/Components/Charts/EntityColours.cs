using TokenSpend.Core.Spend;

namespace TokenSpend.Web.Components.Charts;

/// <summary>
/// The colour of each entity, the same on all pages and in all periods: preferred by its rank over the last twelve months without filters,
/// so that a filter or another month never repaints a department.
/// </summary>
/// <remarks>
/// Seven colours serve the seven greatest of a dimension for certain. A smaller entity prefers the colour of its rank; where a greater one
/// in the same picture has that already, it takes the next that is free.
/// </remarks>
public sealed class EntityColours
{
    public static readonly EntityColours None = new(new Dictionary<Dimension, IReadOnlyList<string>>());

    private readonly Dictionary<Dimension, Dictionary<string, int>> _ranks;

    /// <param name="ranked">Per dimension its values, greatest first.</param>
    public EntityColours(IReadOnlyDictionary<Dimension, IReadOnlyList<string>> ranked) => _ranks = ranked.ToDictionary(
        pair => pair.Key,
        pair => pair.Value.Distinct(StringComparer.Ordinal).Select((value, rank) => (value, rank)).ToDictionary(at => at.value, at => at.rank, StringComparer.Ordinal));

    /// <summary>Colours for the entities of one picture, at most <see cref="Palette.MostSeries"/> named ones; null is the unassigned bucket.</summary>
    public IReadOnlyDictionary<string, string> For(Dimension dimension, IEnumerable<string?> entities)
    {
        var ranks = _ranks.GetValueOrDefault(dimension) ?? [];
        var named = entities.OfType<string>().Distinct(StringComparer.Ordinal)
            .OrderBy(entity => ranks.GetValueOrDefault(entity, int.MaxValue)).ThenBy(entity => entity, StringComparer.Ordinal)
            .Take(Palette.MostSeries);
        var taken = new Dictionary<int, string>();
        foreach (var entity in named)
        {
            var slot = ranks.TryGetValue(entity, out var rank) ? rank % Palette.MostSeries : StableSlot(entity);
            while (taken.ContainsKey(slot)) slot = (slot + 1) % Palette.MostSeries;
            taken[slot] = entity;
        }
        return taken.ToDictionary(pair => pair.Value, pair => Palette.Series[pair.Key], StringComparer.Ordinal);
    }

    // string.GetHashCode differs from start to start; a colour must not.
    private static int StableSlot(string entity) => (int)(entity.Aggregate(2166136261u, (hash, letter) => (hash ^ letter) * 16777619u) % (uint)Palette.MostSeries);
}

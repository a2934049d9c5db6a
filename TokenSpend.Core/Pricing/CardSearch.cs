using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Pricing;

/// <summary>The cards of one day and tier: for some hours, and for the rest.</summary>
internal sealed record DayCards(PriceCard RestOfDay, (DayHours Hours, PriceCard Card)[] Windows)
{
    public PriceCard At(int minute)
    {
        foreach (var (hours, card) in Windows)
            if (hours.Contains(minute)) return card;
        return RestOfDay;
    }

    public bool CostsAs(DayCards other) => RestOfDay.CostsAs(other.RestOfDay) && Windows.Length == other.Windows.Length
        && Windows.OrderBy(window => window.Hours.From).Zip(other.Windows.OrderBy(window => window.Hours.From))
            .All(pair => pair.First.Hours == pair.Second.Hours && pair.First.Card.CostsAs(pair.Second.Card));
}

/// <summary>Finds the rows that hold for a day, tier, region and payer.</summary>
/// <remarks>
/// In this order: the tier itself before the standard one, which is then assumed; the first book; the account's own rows before
/// its issuer's and anybody's; the closest region before all regions. What is found wins as a whole, with its hours and context lengths.
/// </remarks>
internal static class CardSearch
{
    /// <returns>Null where no book has a price.</returns>
    public static DayCards? Find(IReadOnlyList<IReadOnlyList<PriceRow>> layers, DateOnly day, ServiceTier tier, string? region, string? payer) =>
        Find(layers, day, tier, region, payer, isAssumed: false)
        ?? (tier == ServiceTier.Standard ? null : Find(layers, day, ServiceTier.Standard, region, payer, isAssumed: true));

    private static DayCards? Find(IReadOnlyList<IReadOnlyList<PriceRow>> layers, DateOnly day, ServiceTier tier, string? region, string? payer, bool isAssumed)
    {
        foreach (var layer in layers)
        {
            var held = layer.Where(row => row.Tier == tier && row.Holds(day) && Pays(row.On.Payer, payer)).ToList();
            var best = held.Where(row => row is { ContextOver: 0, On.Hours: null } && Covers(row.On.Region, region))
                .OrderByDescending(row => row.On.Payer?.Length ?? 0).ThenByDescending(row => row.On.Region?.Length ?? 0).FirstOrDefault();
            if (best is not null) return Cards(held, best.On, isAssumed || (region is null && held.Exists(row => row.On.Region is not null && row.On.Payer == best.On.Payer)));
        }
        return null;
    }

    private static DayCards Cards(List<PriceRow> held, PriceSelector found, bool isAssumed)
    {
        var own = held.Where(row => row.On with { Hours = null } == found).ToLookup(row => row.On.Hours);
        var windows = own.Where(rows => rows.Key is not null && rows.Any(row => row.ContextOver == 0))
            .Select(rows => (rows.Key!.Value, new PriceCard(rows, isAssumed, hasHours: false))).ToArray();
        return new DayCards(new PriceCard(own[null], isAssumed, hasHours: windows.Length > 0), windows);
    }

    private static bool Pays(string? row, string? payer) =>
        row is null || (payer is not null && (payer == row || payer.StartsWith(row + " / ", StringComparison.Ordinal)));

    private static bool Covers(string? row, string? region) =>
        row is null || (region is not null && (region == row || region.StartsWith(row + "-", StringComparison.Ordinal)));
}

namespace TokenSpend.Core.Spend;

/// <summary>Puts the groups of an answer in order and makes its rows.</summary>
/// <remarks>A year by day and model has some ten thousand: they are compared as numbers, before any row is made.</remarks>
internal sealed class SpendRows
{
    private readonly MoneyTable _sums;
    private readonly Key[] _keys;
    private readonly bool _byTime;
    private readonly int _width;

    private SpendRows(SpendQuery query, IReadOnlyList<Axis> axes, MoneyTable sums, int width)
    {
        (_sums, _width) = (sums, width);
        _byTime = query.By is [Dimension.Hour or Dimension.Day or Dimension.Month, ..];
        _keys = [.. query.By.Select(dimension => KeyOf(dimension))];

        Key KeyOf(Dimension dimension)
        {
            var at = axes.ToList().FindIndex(axis => axis.Source == CubeCodes.SourceOf(dimension));
            return new Key(axes[at].Names(dimension), axes[at].Ranks(dimension), sums.Groups.Coordinates(at));
        }
    }

    /// <summary>By time where that comes first, then greatest cost first, unknown last, then by keys.</summary>
    public static IReadOnlyList<SpendRow> Of(SpendQuery query, IReadOnlyList<Axis> axes, MoneyTable sums, int width)
    {
        var rows = new SpendRows(query, axes, sums, width);
        return Array.ConvertAll(rows.Order(), rows.Row);
    }

    private Place[] Order()
    {
        var order = new Place[_sums.Groups.Count];
        for (var group = 0; group < order.Length; group++)
        {
            var cost = MeasureFigures.CostOf(_sums.Groups.Value(MeasureFigures.Cost, group), _sums.Groups.Value(MeasureFigures.Unpriced, group));
            order[group] = new Place(_byTime ? _keys[0].Rank(group) : 0, cost is { } known ? ~known : long.MaxValue, group);
        }
        order.AsSpan().Sort(Compare);
        return order;
    }

    private int Compare(Place a, Place b)
    {
        if (a.Time != b.Time) return a.Time.CompareTo(b.Time);
        if (a.Descending != b.Descending) return a.Descending.CompareTo(b.Descending);
        foreach (var key in _keys)
            if (key.Rank(a.Group).CompareTo(key.Rank(b.Group)) is var rank and not 0) return rank;
        return string.CompareOrdinal(_sums.Currency(a.Group), _sums.Currency(b.Group));
    }

    private SpendRow Row(Place place)
    {
        Span<long> values = stackalloc long[_width];
        _sums.Groups.Read(place.Group, values);
        var keys = new string?[_keys.Length];
        for (var i = 0; i < keys.Length; i++) keys[i] = _keys[i].Name(place.Group);
        return new SpendRow(keys, _sums.Currency(place.Group), MeasureFigures.Figures(values));
    }

    /// <summary>Where a group stands.</summary>
    /// <param name="Time">0 where the answer is not ordered by time.</param>
    /// <param name="Descending">Ascends as the cost descends; unknown is greatest.</param>
    private readonly record struct Place(int Time, long Descending, int Group);

    /// <summary>One dimension of the query.</summary>
    private sealed record Key(string?[] Names, int[] Ranks, int[] Coordinates)
    {
        public string? Name(int group) => Names[Coordinates[group]];

        public int Rank(int group) => Ranks[Coordinates[group]];
    }
}

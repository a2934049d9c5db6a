namespace TokenSpend.Core.Spend;

/// <summary>Adds up groups again whose amounts were converted: along the axes asked for and the currency that each amount is in now.</summary>
internal sealed class ConvertedSums
{
    private readonly string[] _currencies;
    private readonly int[] _counts;
    private readonly int _width;
    private readonly GroupIndex _groups;
    private long[] _values = [];
    private readonly long[] _own;

    /// <param name="request">Its axes come first in every table that is added.</param>
    /// <param name="currencies">All that an amount can be in.</param>
    public ConvertedSums(ScanRequest request, string[] currencies)
    {
        _currencies = currencies.Distinct().ToArray();
        _counts = [.. request.Axes.Select(axis => axis.Count), _currencies.Length];
        _width = request.Figures.Length;
        _own = new long[_width];
        _groups = new GroupIndex(_counts.Aggregate(1L, (all, count) => checked(all * Math.Max(1, count))));
    }

    /// <param name="converted">Cost and accrued in <paramref name="currency"/>; null: as they are.</param>
    public void Add(GroupTable table, int group, string currency, (long Cost, long Accrued)? converted)
    {
        long key = 0;
        for (var axis = 0; axis < _counts.Length - 1; axis++) key = key * _counts[axis] + table.Coordinates(axis)[group];
        var sum = _groups.Of(key * _currencies.Length + Array.IndexOf(_currencies, currency)) * _width;
        if (_values.Length < sum + _width) Array.Resize(ref _values, Math.Max(64 * _width, _values.Length * 2));

        table.Read(group, _own);
        if (converted is { } amounts) (_own[MeasureFigures.Cost], _own[MeasureFigures.Accrued]) = amounts;
        for (var i = 0; i < _width; i++) _values[sum + i] = checked(_values[sum + i] + _own[i]);
    }

    public MoneyTable ToTable() => new(
        new GroupTable(
            [.. Enumerable.Range(0, _groups.Count)], _groups.Keys.ToArray(), _counts,
            [.. Enumerable.Range(0, _width).Select(figure => new SumColumn(_values, _width, figure))]),
        _currencies, _counts.Length - 1);
}

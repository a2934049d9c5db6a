using TokenSpend.Core.Primitives;

namespace TokenSpend.Core.Spend;

/// <summary>One group in one currency.</summary>
/// <param name="Coordinates">One per axis of the question.</param>
/// <param name="Values">One per figure of <see cref="MeasureFigures"/>.</param>
internal readonly record struct MoneyGroup(int[] Coordinates, string Currency, long[] Values);

/// <summary>Sums per group and currency, converted where the query names a currency.</summary>
internal sealed class MoneyGroups
{
    private readonly SpendCube _cube;
    private readonly ConvertMoney? _convert;
    private readonly string? _target;
    private readonly SortedDictionary<string, DateOnly> _rateDates = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _noRate = new(StringComparer.Ordinal);

    public MoneyGroups(SpendCube cube, string? target, ConvertMoney? convert) => (_cube, _target, _convert) = (cube, target, convert);

    /// <summary>By converted currency: date of the newest rate used.</summary>
    public IReadOnlyDictionary<string, DateOnly> RateDates => _rateDates;

    /// <summary>Currencies that no rate converts.</summary>
    public IReadOnlySet<string> NoRate => _noRate;

    public IEnumerable<MoneyGroup> Read(ScanRequest request)
    {
        var currencies = _cube.Codes.Currencies;
        if (_target is null) return Groups(request, byDay: false).Select(found => found.Group);
        var foreign = currencies.Select(IsForeign).ToArray();
        if (!foreign.Contains(true)) return Groups(request, byDay: false).Select(found => found.Group);

        // Only amounts that need a rate are read day by day.
        var sums = new Dictionary<string, MoneyGroup>();
        var own = request.Keep(CodeSource.Currency, Array.ConvertAll(foreign, isForeign => !isForeign));
        foreach (var (group, _) in Groups(own, byDay: false)) Add(group with { Currency = _target });
        foreach (var (group, day) in Groups(request.Keep(CodeSource.Currency, foreign), byDay: true)) Add(Convert(group, day));
        return sums.Values;

        void Add(MoneyGroup group)
        {
            var key = string.Join(',', group.Coordinates) + group.Currency;
            if (!sums.TryGetValue(key, out var sum)) sums.Add(key, group);
            else for (var i = 0; i < sum.Values.Length; i++) sum.Values[i] = checked(sum.Values[i] + group.Values[i]);
        }
    }

    /// <summary>Usage that nothing prices has no currency and needs no rate.</summary>
    private bool IsForeign(string currency) => currency != _target && currency.Length > 0;

    private MoneyGroup Convert(MoneyGroup group, DateOnly day)
    {
        if (_convert?.Invoke(new Money(group.Values[MeasureFigures.Cost], group.Currency), day) is not { } cost ||
            _convert(new Money(group.Values[MeasureFigures.Accrued], group.Currency), day) is not { } accrued)
        {
            _noRate.Add(group.Currency);
            return group;
        }
        if (!_rateDates.TryGetValue(group.Currency, out var before) || before < cost.RateDate) _rateDates[group.Currency] = cost.RateDate;
        var values = (long[])group.Values.Clone();
        (values[MeasureFigures.Cost], values[MeasureFigures.Accrued]) = (cost.Amount.Nanos, accrued.Amount.Nanos);
        return group with { Currency = cost.Amount.Currency, Values = values };
    }

    private IEnumerable<(MoneyGroup Group, DateOnly Day)> Groups(ScanRequest request, bool byDay)
    {
        var asked = request.Axes.Count;
        var axes = request.Axes.ToList();
        if (request.On(CodeSource.Currency) is null) axes.Add(Of(CodeSource.Currency, Dimension.Currency));
        if (byDay && request.On(CodeSource.Day) is null) axes.Add(Of(CodeSource.Day, Dimension.Day));
        var currencyAt = axes.FindIndex(axis => axis.Source == CodeSource.Currency);
        var dayAt = axes.FindIndex(axis => axis.Source == CodeSource.Day);
        var sums = CubeScan.Run(request.Along(axes), _cube);
        foreach (var group in sums.Groups)
        {
            var at = sums.Coordinates(group);
            var day = dayAt < 0 ? request.Days.From : request.Days.From.AddDays(at[dayAt]);
            yield return (new MoneyGroup(at[..asked], axes[currencyAt].Name(Dimension.Currency, at[currencyAt])!, sums.Values(group)), day);
        }

        Axis Of(CodeSource source, Dimension dimension) => Axis.Of(source, [dimension], _cube.Codes, request.Days);
    }
}

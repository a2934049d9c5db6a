using TokenSpend.Core.Primitives;

namespace TokenSpend.Core.Spend;

/// <summary>Sums per group and currency.</summary>
/// <param name="groups">Along the axes asked for, then perhaps others.</param>
/// <param name="currencies">Name of the currency, by coordinate of <paramref name="axis"/>.</param>
internal sealed class MoneyTable(GroupTable groups, string?[] currencies, int axis)
{
    private readonly int[] _currency = groups.Coordinates(axis);

    public GroupTable Groups => groups;

    public string Currency(int group) => currencies[_currency[group]]!;
}

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

    public MoneyTable Read(ScanRequest request)
    {
        var foreign = _cube.Codes.Currencies.Select(IsForeign).ToArray();
        if (!foreign.Contains(true)) return Sums(request);

        // Only amounts that need a rate are read day by day.
        var converted = new ConvertedSums(request, [.. _cube.Codes.Currencies, _target!]);
        var own = Sums(request.Keep(CodeSource.Currency, Array.ConvertAll(foreign, isForeign => !isForeign)));
        for (var group = 0; group < own.Groups.Count; group++) converted.Add(own.Groups, group, _target!, null);

        var days = With(request.Keep(CodeSource.Currency, foreign), CodeSource.Day, Dimension.Day);
        var other = Sums(days);
        var day = other.Groups.Coordinates(At(days, CodeSource.Day));
        for (var group = 0; group < other.Groups.Count; group++) Convert(other, group, request.Days.From.AddDays(day[group]), converted);
        return converted.ToTable();
    }

    /// <summary>Usage that nothing prices has no currency and needs no rate.</summary>
    private bool IsForeign(string currency) => _target is not null && currency != _target && currency.Length > 0;

    private void Convert(MoneyTable sums, int group, DateOnly day, ConvertedSums converted)
    {
        var currency = sums.Currency(group);
        if (_convert?.Invoke(new Money(sums.Groups.Value(MeasureFigures.Cost, group), currency), day) is not { } cost ||
            _convert(new Money(sums.Groups.Value(MeasureFigures.Accrued, group), currency), day) is not { } accrued)
        {
            _noRate.Add(currency);
            converted.Add(sums.Groups, group, currency, null);
            return;
        }
        if (cost.RateDay is { } used && (!_rateDates.TryGetValue(currency, out var before) || before < used)) _rateDates[currency] = used;
        converted.Add(sums.Groups, group, cost.Amount.Currency, (cost.Amount.Nanos, accrued.Amount.Nanos));
    }

    private MoneyTable Sums(ScanRequest request)
    {
        request = With(request, CodeSource.Currency, Dimension.Currency);
        var axis = At(request, CodeSource.Currency);
        return new MoneyTable(CubeScan.Run(request, _cube), request.Axes[axis].Names(Dimension.Currency), axis);
    }

    /// <summary>Along one more axis, if it is not there yet.</summary>
    private ScanRequest With(ScanRequest request, CodeSource source, Dimension dimension) => request.On(source) is not null ? request
        : request.Along([.. request.Axes, Axis.Of(source, [dimension], _cube.Codes, request.Days)]);

    private static int At(ScanRequest request, CodeSource source) => request.Axes.ToList().FindIndex(axis => axis.Source == source);
}

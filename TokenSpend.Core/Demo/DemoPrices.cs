using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Demo;

/// <summary>List price of tokens.</summary>
/// <returns>Nano units and their currency; null where there is no price.</returns>
internal delegate (long Nanos, string Currency)? ListPrice(string provider, string model, DateTime at, TokenCounts tokens);

/// <summary>The price of a thousand tokens of each model, kind and day, asked for once: a thousand stay in the first context tier.</summary>
internal sealed class DemoPrices
{
    private const int Thousand = 1_000;
    private readonly DateOnly _first;
    private readonly long[,,] _nanos;
    private readonly string[] _currencies;

    public DemoPrices(ListPrice price, Period days)
    {
        // Bills cut days at UTC+8 and at the Pacific: a day more on each side.
        _first = days.From.AddDays(-1);
        var count = days.Days + 2;
        var models = DemoModel.All;
        _nanos = new long[models.Count, DemoTokens.Kinds.Length, count];
        _currencies = [.. models.Select(model => model.Currency)];
        for (var model = 0; model < models.Count; model++)
            for (var kind = 0; kind < DemoTokens.Kinds.Length; kind++)
                for (var day = 0; day < count; day++)
                {
                    var at = _first.AddDays(day).ToDateTime(DemoCalendar.Noon, DateTimeKind.Utc);
                    var found = price(models[model].Provider, models[model].Name, at, DemoTokens.Only(kind, Thousand));
                    if (found is { } known) _currencies[model] = known.Currency;
                    _nanos[model, kind, day] = found?.Nanos ?? DemoTokens.Unlisted[kind];
                }
    }

    /// <summary>Currency of a model's bill.</summary>
    public string Currency(int model) => _currencies[model];

    /// <summary>Nano units.</summary>
    public long Cost(int model, int kind, DateOnly day, long tokens) =>
        Nano.DivideHalfEven((Int128)tokens * _nanos[model, kind, day.DayNumber - _first.DayNumber], Thousand);

    /// <summary>What the gateway thinks that a request costs: nano USD, at a rate of its own.</summary>
    public long ClaimNanoUsd(int model, DateOnly day, in DemoTokens tokens)
    {
        long sum = 0;
        for (var kind = 0; kind < DemoTokens.Kinds.Length; kind++) sum += Cost(model, kind, day, tokens.Of(kind));
        return _currencies[model] == "CNY" ? sum * 10 / 71 : sum;
    }
}

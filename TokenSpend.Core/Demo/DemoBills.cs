using TokenSpend.Core.Primitives;

namespace TokenSpend.Core.Demo;

/// <summary>What the provider bills for a day, model and kind: list price × what it metered, and a little that no log tells of.</summary>
internal sealed class DemoBills(DemoCalendar calendar, DemoTally tally, DemoPrices prices)
{
    public DemoCalendar Calendar => calendar;

    /// <param name="Tokens">Of this kind.</param>
    /// <param name="Nanos">Above 0.</param>
    public readonly record struct Line(DateOnly Day, int Model, int Kind, long Tokens, long Nanos)
    {
        public DemoModel Of => DemoModel.All[Model];
    }

    /// <summary>The lines of a provider, by day, model and kind.</summary>
    public IEnumerable<Line> Lines(string provider, Period days)
    {
        for (var day = days.From; day < days.To; day = day.AddDays(1))
            for (var model = 0; model < DemoModel.All.Count; model++)
            {
                if (DemoModel.All[model].Provider != provider) continue;
                for (var kind = 0; kind < DemoTokens.Kinds.Length; kind++)
                {
                    var tokens = Billed(tally.Tokens(day, model, kind), day, model);
                    if (tokens == 0) continue;
                    var nanos = prices.Cost(model, kind, day, tokens);
                    if (nanos > 0) yield return new Line(day, model, kind, tokens, nanos);
                }
            }
    }

    /// <summary>Tokens that the provider's own usage report tells of.</summary>
    public long Metered(DateOnly day, int model, int kind) => Billed(tally.Tokens(day, model, kind), day, model);

    public long Requests(DateOnly day, int model) => tally.Requests(day, model);

    public string Currency(int model) => prices.Currency(model);

    /// <summary>Up to six per mille more than was logged: retries and tests past the gateway.</summary>
    private long Billed(long tokens, DateOnly day, int model) =>
        tokens * (1000 + new DemoRandom(day.DayNumber, model, calendar.Today.DayNumber).Below(7)) / 1000;
}

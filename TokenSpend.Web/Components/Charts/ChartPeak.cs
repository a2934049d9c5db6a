using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;

namespace TokenSpend.Web.Components.Charts;

/// <summary>A point so much greater than all others that a reader asks why they are so small.</summary>
/// <param name="Value">Height of the point; only for drawing, so a double will do.</param>
public sealed record ChartPeak(int Category, double Value, string Text)
{
    /// <summary>A runaway is more than this many times the next greatest.</summary>
    private const int Times = 5;

    /// <param name="points">Per line or pile of bars what its points cost; null: to come.</param>
    /// <param name="say">The text for a point, from its line, its category and its cost in nano units.</param>
    /// <returns>Null where no point stands out, or there is only one.</returns>
    public static ChartPeak? Of(IReadOnlyList<IReadOnlyList<SpendFigures?>> points, Func<int, int, long, string> say)
    {
        var greatest = points
            .SelectMany((line, of) => line.Select((figures, at) => (of, at, Cost: figures?.Cost ?? 0)))
            .Where(point => point.Cost > 0)
            .OrderByDescending(point => point.Cost).Take(2).ToList();
        if (greatest is not [var top, var next] || top.Cost <= (Int128)next.Cost * Times) return null;
        return new ChartPeak(top.at, (double)Nano.ToDecimal(top.Cost), say(top.of, top.at, top.Cost));
    }
}

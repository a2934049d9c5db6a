using System.Globalization;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;
using TokenSpend.Web.Components.Shared;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Charts;

/// <summary>The categories of a time axis: every day or month of a period, whether there is data or not.</summary>
/// <param name="Keys">As the cube spells them, in order.</param>
/// <param name="Running">The one that holds today; null: none.</param>
/// <param name="Begun">How many have begun; later ones are to come and stay empty.</param>
public sealed record TimeAxis(
    Dimension Dimension, IReadOnlyList<string> Keys, IReadOnlyList<string> Labels, IReadOnlyList<string> LongLabels, int? Running, int Begun)
{
    private const int MostDays = 93;

    /// <summary>Days while a reader can tell them apart, else months.</summary>
    public static Dimension Grain(Period days) => days.Days <= MostDays ? Dimension.Day : Dimension.Month;

    public static TimeAxis Of(Period days, Dimension grain, DateOnly today, Days writing)
    {
        if (grain == Dimension.Month)
        {
            var months = Month.In(days).ToList();
            var running = months.IndexOf(Month.Containing(today));
            return new(grain, [.. months.Select(month => month.ToString())], [.. months.Select(writing.Axis)], [.. months.Select(writing.Long)],
                running < 0 ? null : running, months.Count(month => month.First <= today));
        }
        var all = Enumerable.Range(0, days.Days).Select(days.From.AddDays).ToList();
        var now = all.IndexOf(today);
        return new(grain, [.. all.Select(day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))], [.. all.Select(writing.Short)],
            [.. all.Select(writing.Weekday)], now < 0 ? null : now, all.Count(day => day <= today));
    }

    /// <summary>Where caveats say that a source is missing.</summary>
    public IReadOnlyList<int> Gaps(IEnumerable<Caveat> caveats)
    {
        var missing = caveats.Where(caveat => caveat.Code == "missing-log" && caveat.Arguments.Count > 0).Select(caveat => caveat.Arguments[0]).ToHashSet();
        return [.. Enumerable.Range(0, Keys.Count).Where(at => missing.Contains(Keys[at]))];
    }

    /// <summary>Cost a category for drawing: nothing used is 0, unknown or a gap is null, days to come are null.</summary>
    /// <param name="currency">Null: all, for counts, which have none.</param>
    public IReadOnlyList<SpendFigures?> Align(IEnumerable<SpendRow> rows, string? currency, int keyAt = 0)
    {
        var byKey = rows.Where(row => currency is null || ComparedRows.Counts(row.Currency, currency)).ToLookup(row => row.Keys[keyAt], row => row.Figures);
        return [.. Keys.Select((key, at) => byKey[key].Any() ? ComparedRows.Sum(byKey[key]) : at < Begun ? Nothing : null)];
    }

    private static readonly SpendFigures Nothing = new(0, 0, 0, default, 0);
}

using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;

namespace TokenSpend.Web.Navigation;

/// <summary>The steps a reader takes: each answers the view after it.</summary>
public static class ViewChanges
{
    /// <summary>Where a drill goes next, in this order, past everything that is filtered already.</summary>
    private static readonly Dimension[] DrillPath = [Dimension.Department, Dimension.Application, Dimension.Model, Dimension.Subject, Dimension.Day];

    public static ViewState With(this ViewState view, Dimension dimension, string? value)
    {
        var values = view.Where.FirstOrDefault(filter => filter.Dimension == dimension)?.Values ?? [];
        return values.Contains(value) ? view : view.Replace(dimension, [.. values, value]);
    }

    public static ViewState Without(this ViewState view, Dimension dimension, string? value)
    {
        var values = view.Where.FirstOrDefault(filter => filter.Dimension == dimension)?.Values ?? [];
        return view.Replace(dimension, [.. values.Where(kept => kept != value)]);
    }

    /// <summary>Only this value of the dimension.</summary>
    public static ViewState Only(this ViewState view, Dimension dimension, string? value) => view.Replace(dimension, [value]);

    public static ViewState In(this ViewState view, Period days) => view with { Period = PeriodChoice.Between(days) };

    /// <summary>Narrows the view to one row of a table and groups by what comes next.</summary>
    /// <param name="keys">One per dimension of <paramref name="by"/>.</param>
    public static ViewState Drill(this ViewState view, IReadOnlyList<Dimension> by, IReadOnlyList<string?> keys)
    {
        var next = by.Zip(keys).Aggregate(view, (narrowed, key) => narrowed.NarrowedTo(key.First, key.Second));
        var left = DrillPath.Where(step => !by.Contains(step) && next.Where.All(filter => filter.Dimension != step)).ToList();
        return next with { By = [left.Count == 0 ? Dimension.Day : left[0]], Sort = null };
    }

    private static ViewState NarrowedTo(this ViewState view, Dimension dimension, string? key) => (dimension, key) switch
    {
        (Dimension.Month, { } text) when Month.TryParse(text, out var month) => view.In(month.Days),
        (Dimension.Day, { } text) when DateOnly.TryParseExact(text, "yyyy-MM-dd", out var day) => view.In(new Period(day, day.AddDays(1))),
        (Dimension.Currency, { } text) => view with { Show = text },
        ({ } other, _) when other.IsTime() => view,
        _ => view.Only(dimension, key),
    };

    private static ViewState Replace(this ViewState view, Dimension dimension, IReadOnlyList<string?> values) => view with
    {
        Where = [.. view.Where.Where(filter => filter.Dimension != dimension)
            .Concat(values.Count == 0 ? [] : [new Filter(dimension, values)])
            .OrderBy(filter => filter.Dimension)],
    };
}

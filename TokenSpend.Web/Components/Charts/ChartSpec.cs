namespace TokenSpend.Web.Components.Charts;

public enum ChartKind
{
    /// <summary>Bars side by side, or a bar with a line over it.</summary>
    Columns,
    /// <summary>Bars of parts.</summary>
    Stacked,
    Line,
}

/// <summary>The notation of finance reports: what a series is decides how it is drawn.</summary>
public enum SeriesLook
{
    Actual,
    /// <summary>The period before: the same hue, lighter, as a line.</summary>
    Before,
    /// <summary>What the seven series leave: grey.</summary>
    Other,
    /// <summary>Budget or plan: an outline.</summary>
    Plan,
    /// <summary>What is expected: dashed.</summary>
    Forecast,
}

/// <summary>One series, with its texts made on the server: the drawing formats nothing.</summary>
/// <param name="Colour">"#rrggbb" from <see cref="Palette"/>.</param>
/// <param name="Values">One a category; null: a gap in the data, never 0. Only for drawing, so a double will do.</param>
/// <param name="Texts">What pointing at the value says, one a category.</param>
/// <param name="Key">What a drill into the series filters by; null: unassigned or not drillable.</param>
public sealed record SpendSeries(
    string Name, string Colour, SeriesLook Look, IReadOnlyList<double?> Values, IReadOnlyList<string> Texts, string? Key = null);

/// <summary>All that a chart shows.</summary>
/// <param name="Summary">The chart in one or two sentences, for screen readers and for print.</param>
/// <param name="Categories">Short labels of the axis.</param>
/// <param name="LongCategories">The same in full, for pointing and for the table.</param>
/// <param name="Unit">Written before axis figures: "$", "¥"; empty for counts.</param>
/// <param name="Running">Category that is not over yet, hatched; null: none.</param>
/// <param name="Gaps">Categories that a source should have covered and did not.</param>
/// <param name="Peak">The point that sets the scale alone; null: none does.</param>
public sealed record ChartSpec(
    ChartKind Kind, string Title, string Summary, IReadOnlyList<string> Categories, IReadOnlyList<string> LongCategories,
    IReadOnlyList<SpendSeries> Series, string Unit, int? Running, IReadOnlyList<int> Gaps, ChartPeak? Peak = null)
{
    /// <summary>Another source may have data where one is missing: a bar stands there, although too low.</summary>
    public bool HasBar(int category) => Series.Any(entry => entry.Look is SeriesLook.Actual or SeriesLook.Other && entry.Values[category] is not (null or 0));
}

/// <summary>A point that the reader clicked; <paramref name="Series"/> is null where the whole category was meant.</summary>
public readonly record struct ChartPoint(int? Series, int Category);

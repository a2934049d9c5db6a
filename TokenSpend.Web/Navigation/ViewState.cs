using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using TokenSpend.Core.Spend;

namespace TokenSpend.Web.Navigation;

/// <summary>Everything a reader has chosen, as one value that the address carries. Pages hold no other state.</summary>
/// <param name="Where">At most one filter a dimension, in the order of <see cref="Dimension"/>; null among its values is the unassigned bucket.</param>
/// <param name="By">Grouping of Explore, at most two; empty: the page's own.</param>
/// <param name="Currency">Convert to it; null: each amount stays in its own.</param>
/// <param name="Show">Of several currencies, the one that chart and tables show; null: the first.</param>
/// <param name="Compare">Explore shows the period before beside the figures.</param>
/// <param name="Sort">Column that a table is sorted by, "-" before it for descending; null: the table's own order.</param>
public sealed record ViewState(
    PeriodChoice Period, IReadOnlyList<Filter> Where, IReadOnlyList<Dimension> By, Measure Measure, Scope Scope,
    string? Currency, string? Show, bool Compare, string? Sort)
{
    public static readonly ViewState Default = new(PeriodChoice.Default, [], [], Measure.Attributed, Scope.Ai, null, null, false, null);

    private const int MostDimensions = 2;

    /// <summary>Reads the query part of an address; what it does not know is left out, so an old link still opens.</summary>
    public static ViewState Parse(string? query)
    {
        var fields = QueryHelpers.ParseQuery(query);
        string? One(string name) => fields.TryGetValue(name, out var values) && values.Count > 0 && values[0] is { Length: > 0 } text ? text : null;

        var where = Enum.GetValues<Dimension>()
            .Select(dimension => (dimension, Values: new[] { DimensionNames.Of(dimension), DimensionNames.Full(dimension) }
                .Distinct().SelectMany(name => fields.TryGetValue(name, out var values) ? [.. values] : Array.Empty<string?>())
                .Select(value => string.IsNullOrEmpty(value) ? null : value).Distinct().ToArray()))
            .Where(filter => filter.Values.Length > 0 && !(filter.dimension == Dimension.Currency))
            .Select(filter => new Filter(filter.dimension, filter.Values))
            .ToArray();
        var by = (One("by") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(name => DimensionNames.TryParse(name, out var dimension) ? dimension : (Dimension?)null)
            .OfType<Dimension>().Distinct().Take(MostDimensions).ToArray();

        return new ViewState(
            PeriodChoice.Parse(One("period"), One("from"), One("to")), where, by,
            Named(One("measure"), Measure.Attributed), Named(One("scope"), Scope.Ai),
            CurrencyCode(One("currency")), CurrencyCode(One("show")), One("compare") == "1", One("sort"));
    }

    /// <summary>The query part with its "?", shortest form; empty for the default.</summary>
    public string Print()
    {
        var fields = new List<KeyValuePair<string, string?>>();
        void Add(string name, string? value)
        {
            if (value is not null) fields.Add(new(name, value));
        }

        if (Period.Preset == PeriodPreset.Custom)
        {
            var days = Period.Days(DateOnly.MinValue);
            Add("from", Day(days.From));
            Add("to", Day(days.To));
        }
        Add("period", Period.Name);
        foreach (var filter in Where)
            foreach (var value in filter.Values)
                Add(DimensionNames.Of(filter.Dimension), value ?? "");
        Add("by", By.Count == 0 ? null : string.Join(',', By.Select(DimensionNames.Full)));
        Add("measure", Measure == Measure.Attributed ? null : Measure.ToString().ToLowerInvariant());
        Add("scope", Scope == Scope.Ai ? null : Scope.ToString().ToLowerInvariant());
        Add("currency", Currency);
        Add("show", Show);
        Add("compare", Compare ? "1" : null);
        Add("sort", Sort);
        return fields.Count == 0 ? "" : "?" + string.Join('&', fields.Select(field => $"{field.Key}={Escape(field.Value!)}"));
    }

    /// <summary>The question to the cube for the days shown.</summary>
    public SpendQuery Query(DateOnly today, params IReadOnlyList<Dimension> by) => new(Period.Days(today), by, Measure, Scope, Where, Currency);

    /// <summary>The same question about the days it is compared with.</summary>
    public SpendQuery QueryBefore(DateOnly today, params IReadOnlyList<Dimension> by) => new(Period.Before(today), by, Measure, Scope, Where, Currency);

    public bool Equals(ViewState? other) => other is not null && Print() == other.Print();

    public override int GetHashCode() => Print().GetHashCode(StringComparison.Ordinal);

    // Commas stay readable in "by=department,model"; everything else is escaped as usual.
    private static string Escape(string value) => Uri.EscapeDataString(value).Replace("%2C", ",", StringComparison.Ordinal);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? CurrencyCode(string? text) =>
        text is { Length: 3 } && text.All(char.IsAsciiLetter) ? text.ToUpperInvariant() : null;

    private static T Named<T>(string? text, T otherwise) where T : struct, Enum =>
        text is not null && text.All(char.IsAsciiLetter) && Enum.TryParse<T>(text, ignoreCase: true, out var value) ? value : otherwise;
}

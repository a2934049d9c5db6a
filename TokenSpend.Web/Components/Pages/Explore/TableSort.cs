using System.Globalization;
using TokenSpend.Core.Spend;
using TokenSpend.Web.Components.Shared;

namespace TokenSpend.Web.Components.Pages.Explore;

/// <summary>Order of a table, as the address spells it: "-cost", "key0"; empty: the query's own order.</summary>
public sealed record TableSort(string Column, bool Descending)
{
    public const string Cost = "cost", Before = "before", Change = "change", Accrued = "accrued", Requests = "requests", Tokens = "tokens";

    public static string Key(int at) => string.Create(CultureInfo.InvariantCulture, $"key{at}");

    public static TableSort Parse(string? text) => text is { Length: > 0 }
        ? new(text.TrimStart('-'), text.StartsWith('-'))
        : new("", false);

    public string? Print() => Column.Length == 0 ? null : (Descending ? "-" : "") + Column;

    /// <summary>Figures start with the greatest, names with A; the same column again turns round.</summary>
    public TableSort Toggle(string column) =>
        column == Column ? this with { Descending = !Descending } : new(column, !column.StartsWith("key", StringComparison.Ordinal));

    public IEnumerable<ComparedRow> Apply(IReadOnlyList<ComparedRow> rows, IReadOnlyList<Dimension> by)
    {
        if (Column.Length == 4 && Column.StartsWith("key", StringComparison.Ordinal) && Column[3] - '0' is >= 0 and var at && at < by.Count)
            return Descending
                ? rows.OrderByDescending(row => row.Keys[at], StringComparer.CurrentCulture)
                : rows.OrderBy(row => row.Keys[at], StringComparer.CurrentCulture);
        Func<ComparedRow, decimal?>? figure = Column switch
        {
            Cost => row => row.Now.Cost,
            Before => row => row.Before?.Cost,
            Change => row => row.Now.Cost - (row.Before is null ? 0 : row.Before.Cost),
            Accrued => row => row.Now.Accrued,
            Requests => row => row.Now.Requests,
            Tokens => row => row.Now.Tokens.Total,
            _ => null,
        };
        if (figure is null) return rows;
        // Unknown is neither great nor small: it stands at the end either way.
        var ordered = rows.OrderBy(row => figure(row) is null);
        return Descending ? ordered.ThenByDescending(figure) : ordered.ThenBy(figure);
    }
}

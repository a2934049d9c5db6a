using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;
using TokenSpend.Web.Components.Shared;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Explore;

/// <summary>The table behind the chart: sorted by link, filtered by typing, its total the query's and not the visible rows'.</summary>
public sealed partial class SpendTable
{
    [Parameter, EditorRequired] public required ViewState View { get; set; }
    [Parameter, EditorRequired] public required IReadOnlyList<Dimension> By { get; set; }
    [Parameter, EditorRequired] public required ComparedRows Rows { get; set; }

    /// <summary>Days of the view, for the file.</summary>
    [Parameter, EditorRequired] public required Period Days { get; set; }

    /// <summary>A log tells of single requests: rows lead to them.</summary>
    [Parameter] public bool HasRequests { get; set; }

    [Inject] private Writing Writing { get; set; } = null!;

    private string _typed = "";
    private List<Line> _lines = [];
    private Line _total = null!;

    /// <param name="Singles">Its single requests; null: no log tells of them.</param>
    /// <param name="More">The further names in one, for a screen too narrow for their columns.</param>
    private sealed record Line(
        IReadOnlyList<string> Names, string More, string Link, Figure Cost, Figure Share, Figure? Before, Change? Change, Figure Accrued, Figure Requests, Figure Tokens, string? Singles);

    private sealed record Column(string Name, string Class, string Link, string? Sorted, string Arrow);

    private bool Compares => Rows.TotalBefore is not null;

    private TableSort Sort => TableSort.Parse(View.Sort);

    protected override void OnParametersSet() => Make();

    private void Type(ChangeEventArgs e)
    {
        _typed = e.Value?.ToString()?.Trim() ?? "";
        Make();
    }

    private void Make()
    {
        _lines = [.. Sort.Apply(Rows.Rows, By)
            .Select(row => (row, Names: Names(row)))
            .Where(line => line.Names.Any(name => name.Contains(_typed, StringComparison.CurrentCultureIgnoreCase)))
            .Select(line => ToLine(line.row.Now, line.row.Before, line.Names, (View with { Show = Rows.Currency }).Drill(By, line.row.Keys)))];
        // A total is a sum, even of nothing.
        _total = ToLine(Rows.Total, Rows.TotalBefore, [], null) with { Requests = Figures.Count(Rows.Total.Requests), Tokens = Figures.Count(Rows.Total.Tokens.Total) };
    }

    private List<string> Names(ComparedRow row) =>
        [.. By.Zip(row.Keys, (dimension, key) => dimension.IsTime() && key is not null ? Writing.Days.Key(key) : Text.Key(dimension, key))];

    private Line ToLine(SpendFigures now, SpendFigures? before, IReadOnlyList<string> names, ViewState? parts) => new(
        names, string.Join(" · ", names.Skip(1)), parts is null ? "" : Links.Explore(parts), Writing.Figures.Cost(now, Rows.Currency), Writing.Figures.Share(now.Cost, Rows.Total.Cost),
        Compares ? before is null ? Figures.NotApplicable : Writing.Figures.Cost(before, Rows.Currency) : null,
        Compares ? Writing.Figures.Change(now.Cost, before is null ? 0 : before.Cost) : null,
        Writing.Figures.Cost(now with { Cost = now.Accrued, UnpricedTokens = 0 }, Rows.Currency),
        Writing.Figures.Used(now, now.Requests), Writing.Figures.Used(now, now.Tokens.Total),
        HasRequests && now.Requests > 0 && parts is not null ? Links.Requests(parts) : null);

    private IEnumerable<Column> Columns =>
    [
        .. By.Select((dimension, at) => Head(Text.Of(dimension), TableSort.Key(at), at == 0 ? "" : "wide")),
        Head(Text["Column.Cost", Rows.Currency], TableSort.Cost, "num"),
        Head(Text["Column.Share"], TableSort.Cost, "num wide"),
        .. Compares
            ? [Head(Text["Column.Before", Rows.Currency], TableSort.Before, "num wide"), Head(Text["Column.Change"], TableSort.Change, "num wide")]
            : Array.Empty<Column>(),
        Head(Text["Column.Accrued", Rows.Currency], TableSort.Accrued, "num wide"),
        Head(Text["Column.Requests"], TableSort.Requests, "num wide"),
        Head(Text["Column.Tokens"], TableSort.Tokens, "num wide"),
    ];

    private Column Head(string name, string column, string look)
    {
        var (sorted, arrow) = Sort.Column != column ? ((string?)null, "") : Sort.Descending ? ("descending", "▼") : ("ascending", "▲");
        return new Column(name, look, Links.Explore(View with { Sort = Sort.Toggle(column).Print() }), sorted, arrow);
    }
}

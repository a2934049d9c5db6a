using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Spend;
using TokenSpend.Web.Components.Shared;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Budgets;

/// <summary>What uses a budget, by one dimension: the greatest, the rest as one row, and the total.</summary>
public sealed partial class BudgetParts
{
    private const int Most = 12;

    [Parameter, EditorRequired] public required BudgetData Data { get; set; }

    /// <summary>The budget's spend, on Explore.</summary>
    [Parameter, EditorRequired] public required ViewState Behind { get; set; }

    [Inject] private Writing Writing { get; set; } = null!;

    private sealed record Line(string Name, string? Link, Figure Used, Figure Share);

    private List<Line> _lines = [];
    private Line _total = null!;

    protected override void OnParametersSet()
    {
        if (Data is not { Parts: { } parts, Standing: { } standing }) return;
        var groups = parts.Rows.Where(row => Counts(row.Currency)).GroupBy(row => row.Keys[0])
            .Select(group => (group.Key, Figures: ComparedRows.Sum(group.Select(row => row.Figures)))).OrderByDescending(group => Amount(group.Figures)).ToList();
        _lines = [.. groups.Take(Most).Select(group => ToLine(Text.Key(Data.Cut, group.Key), Links.Explore(Behind.Drill([Data.Cut], [group.Key])), group.Figures))];
        var rest = groups.Skip(Most).ToList();
        if (rest.Count > 0) _lines.Add(ToLine(Text["Table.Others", rest.Count], Links.Explore(Behind with { By = [Data.Cut] }), ComparedRows.Sum(rest.Select(group => group.Figures))));
        _total = ToLine(Text["Table.Total"], null, ComparedRows.Sum(groups.Select(group => group.Figures)));

        Line ToLine(string name, string? link, SpendFigures figures) => new(name, link,
            Data.Budget.Currency is { } currency ? Writing.Figures.Cost(figures, currency) : Figures.Count(figures.Tokens.Total), Writing.Figures.Share(Amount(figures), standing.Amount));
    }

    private bool Counts(string currency) => Data.Budget.Currency is not { } own || ComparedRows.Counts(currency, own);

    private long? Amount(SpendFigures figures) => Data.Budget.IsMoney ? figures.Cost : figures.Tokens.Total;
}

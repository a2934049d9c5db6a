using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Budgets;
using TokenSpend.Core.Spend;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Budgets;

/// <summary>The list of standings that are there; the grouping in the address says which kind of budgets it shows.</summary>
public sealed partial class BudgetList
{
    private static readonly Dimension[] Named = [Dimension.Department, Dimension.Application, Dimension.Model];

    [Parameter, EditorRequired] public required BudgetListData Data { get; set; }
    [Parameter] public bool Stale { get; set; }

    [Inject] private Writing Writing { get; set; } = null!;

    private sealed record Kind(string Name, string Link, bool Current);

    private sealed record Total(Figure Amount, Figure Actual, Figure Used, Figure MonthEnd);

    private List<BudgetLine> _lines = [];
    private Total? _total;

    private Dimension? Shown => Data.View.By.Count > 0 ? Data.View.By[0] : null;

    private string Sentence => BudgetSentences.Of(Data.Standings, Data.Month, Data.Status.Today, Text, Writing);

    private IReadOnlyList<Kind> Kinds =>
    [
        new Kind(Text["Budgets.All"], Links.Budgets(Data.View with { By = [] }), Shown is null),
        .. Named.Where(dimension => Data.Standings.Any(standing => IsFor(standing, dimension)))
            .Select(dimension => new Kind(Text.Of(dimension), Links.Budgets(Data.View with { By = [dimension] }), Shown == dimension)),
    ];

    protected override void OnParametersSet()
    {
        var shown = BudgetLine.Ordered(Data.Standings.Where(standing => Shown is not { } dimension || IsFor(standing, dimension))).ToList();
        _lines = [.. shown.Select(standing => BudgetLine.Of(standing, Data.View, Text, Writing))];
        _total = TotalOf(shown);
    }

    private static bool IsFor(BudgetStanding standing, Dimension dimension) => standing.Budget.Where is [var filter] && filter.Dimension == dimension;

    /// <summary>Null where a sum would mean nothing: units differ, or the same spend would count twice.</summary>
    private Total? TotalOf(IReadOnlyList<BudgetStanding> shown)
    {
        if (shown.Count < 2 || shown.Select(standing => standing.Budget.Currency).Distinct().Count() > 1 || shown.Any(standing => standing.Actual is null)) return null;
        if (shown.Select(standing => standing.Budget.Where is [var filter] ? filter.Dimension : (Dimension?)null).Distinct().ToList() is not [{ }]) return null;
        var values = shown.SelectMany(standing => standing.Budget.Where[0].Values).ToList();
        if (values.Distinct().Count() < values.Count) return null;
        var figures = new BudgetFigures(Text, Writing);
        var (amount, actual) = (Sum(shown.Select(standing => standing.Amount)), Sum(shown.Select(standing => standing.Actual!.Value)));
        var isLowerBound = shown.Any(standing => standing.UnpricedTokens > 0);
        var currency = shown[0].Budget.Currency;
        return new Total(figures.Of(amount, currency), figures.Of(actual, currency, isLowerBound), figures.Percent(actual * 100m / amount),
            shown.All(standing => standing.RunRate is not null) ? figures.Of(Sum(shown.Select(standing => standing.RunRate!.Value)), currency, isLowerBound) : Figures.NotApplicable);
    }

    private static long Sum(IEnumerable<long> amounts) => amounts.Aggregate(0L, (sum, amount) => checked(sum + amount));
}

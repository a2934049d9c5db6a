using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Budgets;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;
using TokenSpend.Web.Navigation;

namespace TokenSpend.Web.Components.Pages.Budgets;

/// <summary>One budget and all that its page shows.</summary>
/// <param name="Standing">Null: it has no amount in the month.</param>
/// <param name="Parts">The same spend by one dimension; null without a standing.</param>
public sealed record BudgetData(
    ViewState View, DataStatus Status, Month Month, Budget Budget, BudgetStanding? Standing, SpendResult? Parts, IReadOnlyList<BudgetChange> History)
{
    /// <summary>What a budget may be cut by: what it is not for anyway. An application has one department.</summary>
    public static IReadOnlyList<Dimension> Cuts(Budget budget)
    {
        var one = budget.Where.Where(filter => filter.Values.Count == 1).Select(filter => filter.Dimension).ToList();
        if (one.Contains(Dimension.Application)) one.Add(Dimension.Department);
        return [.. new[] { Dimension.Department, Dimension.Application, Dimension.Model, Dimension.Key }.Except(one)];
    }

    public Dimension Cut => CutOf(View, Budget);

    public static Dimension CutOf(ViewState view, Budget budget) =>
        view.By.Count > 0 && Cuts(budget).Contains(view.By[0]) ? view.By[0] : Cuts(budget).DefaultIfEmpty(Dimension.Subject).First();
}

/// <summary>Where does one budget stand, where will it end, and what uses it?</summary>
public sealed partial class BudgetPage
{
    [Parameter] public long Id { get; set; }

    [Inject] private BudgetBook Book { get; set; } = null!;

    private BudgetData? _data;
    private bool _isGone;

    protected override void OnInitialized()
    {
        base.OnInitialized();
        Book.Changed += Refresh;
    }

    protected override async Task LoadAsync(CancellationToken cancellation)
    {
        var budget = await Book.GetAsync(Viewer.Everything, Id, cancellation);
        _isGone = budget is null;
        if (budget is null) return;
        var month = BudgetFigures.MonthOf(View, Status.Today);
        var standing = await Book.StandingAsync(Viewer.Everything, Id, month, cancellation);
        var parts = standing is null ? null : await Spend.QueryAsync(Viewer.Everything, standing.Query with { By = [BudgetData.CutOf(View, budget)] }, cancellation);
        var history = await Book.HistoryAsync(Viewer.Everything, Id, cancellation);
        if (!cancellation.IsCancellationRequested) _data = new BudgetData(View, Status, month, budget, standing, parts, history);
    }

    public override void Dispose()
    {
        Book.Changed -= Refresh;
        base.Dispose();
        GC.SuppressFinalize(this);
    }
}

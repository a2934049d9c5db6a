using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Budgets;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Primitives;
using TokenSpend.Web.Navigation;

namespace TokenSpend.Web.Components.Pages.Budgets;

/// <summary>All budgets of a month and where they stand.</summary>
/// <param name="Count">Budgets there are, with and without an amount in the month.</param>
public sealed record BudgetListData(ViewState View, DataStatus Status, Month Month, IReadOnlyList<BudgetStanding> Standings, int Count);

/// <summary>Which budgets hold, and which break?</summary>
public sealed partial class BudgetsPage
{
    [Inject] private BudgetBook Book { get; set; } = null!;

    private BudgetListData? _data;

    protected override void OnInitialized()
    {
        base.OnInitialized();
        Book.Changed += Refresh;
    }

    protected override async Task LoadAsync(CancellationToken cancellation)
    {
        var month = BudgetFigures.MonthOf(View, Status.Today);
        var standings = await Book.StandingsAsync(Viewer.Everything, month, cancellation);
        var all = await Book.ListAsync(Viewer.Everything, cancellation);
        if (!cancellation.IsCancellationRequested) _data = new BudgetListData(View, Status, month, standings, all.Count);
    }

    public override void Dispose()
    {
        Book.Changed -= Refresh;
        base.Dispose();
        GC.SuppressFinalize(this);
    }
}

using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Budgets;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;
using TokenSpend.Web.Navigation;

namespace TokenSpend.Web.Components.Pages.Budgets;

/// <summary>Makes a budget, or changes one from a month on.</summary>
public sealed partial class BudgetEditPage : IDisposable
{
    private const int MonthsOfValues = 12;

    /// <summary>Null: a new one.</summary>
    [Parameter] public long? Id { get; set; }

    [CascadingParameter] public required ViewState View { get; set; }
    [CascadingParameter] public required DataStatus Status { get; set; }

    [Inject] private BudgetBook Book { get; set; } = null!;
    [Inject] private SpendReports Spend { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private readonly CancellationTokenSource _gone = new();
    private readonly Dictionary<Dimension, IReadOnlyList<string>> _values = [];
    private Budget? _before;
    private BudgetDraft? _draft;
    private bool _isGone;
    private IReadOnlyList<BudgetProblem> _problems = [];

    private string Back => Id is { } id ? Links.Budget(id, View) : Links.Budgets(View);

    protected override async Task OnInitializedAsync()
    {
        var month = Month.Containing(Status.Today);
        if (Id is not { } id) _draft = BudgetDraft.New(month, await Book.UsualCurrencyAsync(Viewer.Everything, _gone.Token));
        else if (await Book.GetAsync(Viewer.Everything, id, _gone.Token) is { } budget) (_before, _draft) = (budget, BudgetDraft.Of(budget, month));
        else _isGone = true;
        foreach (var dimension in (_draft?.Where ?? []).Select(condition => condition.Dimension).Distinct()) await OfferAsync(dimension);
    }

    /// <summary>Fetches the names that a dimension has had over a year, to choose from.</summary>
    private async Task OfferAsync(Dimension dimension)
    {
        if (_values.ContainsKey(dimension)) return;
        var year = new Period(Month.Containing(Status.Today).Add(-MonthsOfValues).First, Status.Today.AddDays(1));
        _values[dimension] = await Spend.ValuesAsync(Viewer.Everything, dimension, year, _gone.Token);
    }

    private async Task SaveAsync()
    {
        (var budget, _problems) = _draft!.Read(_before);
        if (budget is null) return;
        (var saved, _problems) = await Book.SaveAsync(Viewer.Everything, budget, _gone.Token);
        if (saved is not null) Navigation.NavigateTo(Links.Budget(saved.Id, View));
    }

    private async Task DeleteAsync()
    {
        await Book.DeleteAsync(Viewer.Everything, Id!.Value, _gone.Token);
        Navigation.NavigateTo(Links.Budgets(View));
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }
}

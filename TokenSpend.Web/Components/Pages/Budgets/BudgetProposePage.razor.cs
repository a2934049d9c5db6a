using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Budgets;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Spend;
using TokenSpend.Web.Components.Shared;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Budgets;

/// <summary>Budgets that the last three months suggest, to tick and take over.</summary>
public sealed partial class BudgetProposePage : IDisposable
{
    private static readonly Dimension[] Offered = [Dimension.Department, Dimension.Application, Dimension.Model];

    [CascadingParameter] public required ViewState View { get; set; }

    [Inject] private BudgetBook Book { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [Inject] private Writing Writing { get; set; } = null!;

    private sealed class Line
    {
        public required BudgetProposal Proposal { get; init; }
        public required IReadOnlyList<Figure> Basis { get; init; }
        public required Figure Mean { get; init; }
        public required Figure Amount { get; init; }
        public required bool HasBudget { get; init; }
        public bool IsTaken { get; set; }
    }

    private readonly LatestOnly _latest = new();
    private BudgetProposals? _proposals;
    private List<Line> _lines = [];
    private string _owner = "";
    private IReadOnlyList<string> _problems = [];
    private (Dimension By, string? Currency)? _loaded;

    private Dimension By => View.By.Count > 0 && Offered.Contains(View.By[0]) ? View.By[0] : Dimension.Department;

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded == (By, View.Currency)) return;
        _loaded = (By, View.Currency);
        var token = _latest.Next();
        try
        {
            var proposals = await Book.ProposeAsync(Viewer.Everything, By, View.Currency, token);
            var budgets = await Book.ListAsync(Viewer.Everything, token);
            if (token.IsCancellationRequested) return;
            _proposals = proposals;
            _lines = [.. proposals.Rows.Select(proposal => ToLine(proposal, proposals.Currency, budgets))];
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // The reader moved on.
        }
    }

    private Line ToLine(BudgetProposal proposal, string currency, IReadOnlyList<Budget> budgets)
    {
        var figures = new BudgetFigures(Text, Writing);
        var has = budgets.Any(budget => budget.Where is [var filter] && filter.Dimension == By && filter.Values is [var value] && value == proposal.Value);
        return new Line
        {
            Proposal = proposal, HasBudget = has, IsTaken = !has,
            Basis = [.. proposal.Basis.Select(cost => cost is null ? new Figure(Text["Figure.Unknown"], FigureLook.Unknown, null) : figures.Of(cost, currency))],
            Mean = figures.Of(proposal.Mean, currency, proposal.UnpricedTokens > 0), Amount = figures.Of(proposal.Amount, currency),
        };
    }

    private async Task TakeAsync()
    {
        if (_proposals is not { } proposals) return;
        var taken = _lines.Where(line => line is { IsTaken: true, HasBudget: false }).Select(line => new Budget
        {
            Name = line.Proposal.Value, Currency = proposals.Currency, Owner = _owner, Where = [new Filter(By, [line.Proposal.Value])],
            Amounts = [new BudgetAmount(proposals.From, line.Proposal.Amount)],
        });
        List<string> problems = [];
        foreach (var budget in taken)
        {
            var saved = await Book.SaveAsync(Viewer.Everything, budget, CancellationToken.None);
            // A department and an application may bear one name.
            if (saved.Problems is [{ Code: "name-taken" }])
                saved = await Book.SaveAsync(Viewer.Everything, budget with { Name = Text["BudgetProposal.NameOf", budget.Name, Text.Of(By)] }, CancellationToken.None);
            problems.AddRange(saved.Problems.Select(problem => Text["BudgetProposal.Problem", budget.Name, Text.BudgetField(problem.Field), Text.Of(problem)].Value));
            // The same owner is wrong for all.
            if (saved.Problems.Any(problem => problem.Field == BudgetColumns.Owner)) break;
        }
        _problems = problems;
        if (problems.Count == 0) Navigation.NavigateTo(Links.Budgets(View));
    }

    public void Dispose() => _latest.Dispose();
}

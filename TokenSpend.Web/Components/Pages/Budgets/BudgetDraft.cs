using System.Globalization;
using TokenSpend.Core.Budgets;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;

namespace TokenSpend.Web.Components.Pages.Budgets;

/// <summary>A budget as it is typed: text in every field, whether it makes sense yet or not.</summary>
public sealed class BudgetDraft
{
    public long Id { get; init; }
    public string Name { get; set; } = "";

    /// <summary>Currency code, or <see cref="BudgetColumns.Tokens"/>.</summary>
    public string Unit { get; set; } = "USD";
    public string Amount { get; set; } = "";

    /// <summary>yyyy-MM.</summary>
    public string From { get; set; } = "";
    public bool Ends { get; set; }
    public List<Condition> Where { get; } = [];
    public string Owner { get; set; } = "";
    public string Watchers { get; set; } = "";
    public string Shares { get; set; } = string.Join("; ", Budget.DefaultShares);
    public bool WatchRunRate { get; set; } = true;

    /// <summary>One value that the budget keeps; an empty value is the unassigned.</summary>
    public sealed class Condition
    {
        public Dimension Dimension { get; set; } = Dimension.Department;
        public string Value { get; set; } = "";
    }

    public static BudgetDraft New(Month month, string unit) => new() { From = month.ToString(), Unit = unit };

    public static BudgetDraft Of(Budget budget, Month month)
    {
        var draft = new BudgetDraft
        {
            Id = budget.Id, Name = budget.Name, Unit = budget.Currency ?? BudgetColumns.Tokens, From = month.ToString(), Amount = AmountText.Print(budget.AmountIn(month), budget.Currency),
            Owner = budget.Owner, Watchers = string.Join("; ", budget.Watchers), Shares = string.Join("; ", budget.AlertShares), WatchRunRate = budget.WatchRunRate,
        };
        draft.Where.AddRange(budget.Where.SelectMany(filter => filter.Values.Select(value => new Condition { Dimension = filter.Dimension, Value = value ?? "" })));
        return draft;
    }

    /// <param name="before">What is kept of it now: amounts of other months stay.</param>
    public (Budget? Budget, IReadOnlyList<BudgetProblem> Problems) Read(Budget? before)
    {
        var currency = Unit == BudgetColumns.Tokens ? null : Unit;
        List<BudgetProblem> problems = [];
        long amount = 0;
        if (!Ends && !AmountText.TryParse(Amount, currency, out amount)) problems.Add(BudgetProblem.Of(currency is null ? "tokens" : "amount", BudgetColumns.Amount, Amount));
        if (!Month.TryParse(From, out var from)) problems.Add(BudgetProblem.Of("month", BudgetColumns.From, From));
        var shares = Split(Shares).Select(text => int.TryParse(text.TrimEnd('%', ' '), NumberStyles.None, CultureInfo.InvariantCulture, out var share) ? share : 0);
        var budget = BudgetRules.Normal(new Budget
        {
            Id = Id, Name = Name, Currency = currency, Owner = Owner, Watchers = Split(Watchers), AlertShares = [.. shares], WatchRunRate = WatchRunRate,
            Where = [.. Where.GroupBy(condition => condition.Dimension).Select(same => new Filter(same.Key, [.. same.Select(condition => condition.Value.Trim() is { Length: > 0 } value ? value : null)]))],
            Amounts = [.. (before?.Amounts ?? []).Where(other => other.From != from), new BudgetAmount(from, Ends ? null : amount)],
        });
        problems.AddRange(BudgetRules.Problems(budget).Where(problem => problem.Field != BudgetColumns.Amount || problems.Count == 0));
        return problems.Count == 0 ? (budget, []) : (null, problems);
    }

    private static IReadOnlyList<string> Split(string text) => text.Split([';', ',', ' ', '；', '，', '、', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

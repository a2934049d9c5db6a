using TokenSpend.Core.Budgets;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;

namespace TokenSpend.Core.Operations;

/// <summary>Budgets of the invented company, from its own figures: the same figures give the same budgets.</summary>
/// <remarks>
/// One for the company, one for each department, two for applications, one for a model. The first application's is broken already, the
/// model's breaks before the month ends, the others hold: as far as the month has days to tell a pace by.
/// </remarks>
public sealed class DemoBudgets(BudgetBook book)
{
    private const string Owner = "finance@demo.example", Watcher = "controlling@demo.example";

    public async Task MakeAsync(Viewer viewer, CancellationToken cancellation)
    {
        var month = Month.Containing(book.Today);
        var departments = await book.ProposeAsync(viewer, Dimension.Department, null, cancellation);
        var applications = await book.ProposeAsync(viewer, Dimension.Application, departments.Currency, cancellation);
        var models = await book.ProposeAsync(viewer, Dimension.Model, departments.Currency, cancellation);
        if (departments.Rows.Count == 0 || applications.Rows.Count < 2 || models.Rows.Count == 0) return;

        var from = month.Add(-3);
        Budget Of(string name, params Filter[] where) => new()
        {
            Name = name, Currency = departments.Currency, Where = where, Owner = Owner, Watchers = [Watcher], Amounts = [new BudgetAmount(from, Nano.PerUnit)],
        };
        var holds = departments.Rows.Select(row => Of(row.Value, new Filter(Dimension.Department, [row.Value])))
            .Prepend(Of("Company")).Append(Of(applications.Rows[1].Value, new Filter(Dimension.Application, [applications.Rows[1].Value])));
        foreach (var budget in holds) await KeepAsync(viewer, budget, month, standing => Above(Greatest(standing)), cancellation);
        await KeepAsync(viewer, Of(applications.Rows[0].Value, new Filter(Dimension.Application, [applications.Rows[0].Value])), month, standing => Below(standing.Actual ?? 0), cancellation);
        await KeepAsync(viewer, Of(models.Rows[0].Value, new Filter(Dimension.Model, [models.Rows[0].Value])), month, Between, cancellation);
    }

    /// <summary>Sees where the budget would stand, and keeps it with an amount from that.</summary>
    private async Task KeepAsync(Viewer viewer, Budget budget, Month month, Func<BudgetStanding, long> amount, CancellationToken cancellation)
    {
        if (await book.StandingAsync(viewer, budget, month, cancellation) is not { } standing) return;
        await book.SaveAsync(viewer, budget with { Amounts = [new BudgetAmount(budget.Amounts[0].From, Math.Max(amount(standing), Nano.PerUnit))] }, cancellation);
    }

    private static long Greatest(BudgetStanding standing) => Math.Max(standing.Actual ?? 0, standing.RunRate ?? 0);

    /// <summary>A seventh more, to two digits.</summary>
    private static long Above(long amount) => BudgetProposals.Rounded(amount + amount / 7);

    private static long Below(long amount) => BudgetProposals.Rounded(amount - amount / 8);

    /// <summary>Nearer to what the month ends at than to what is used: not broken, but soon.</summary>
    private static long Between(BudgetStanding standing)
    {
        if (standing is not { Actual: { } actual, RunRate: { } end } || end <= actual) return Above(Greatest(standing));
        var exact = actual + (end - actual) / 2;
        var rounded = BudgetProposals.Rounded(exact);
        return rounded > actual && rounded < end ? rounded : exact;
    }
}

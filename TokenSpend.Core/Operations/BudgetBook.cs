using Microsoft.EntityFrameworkCore;
using TokenSpend.Core.Budgets;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;
using TokenSpend.Core.Storage;

namespace TokenSpend.Core.Operations;

/// <summary>The company's budgets: kept here, measured by asking for the spend.</summary>
public sealed partial class BudgetBook(Database database, SpendReports spend, TimeProvider clock)
{
    /// <summary>A budget was made, changed or deleted, in this process.</summary>
    public event Action? Changed;

    /// <summary>Today in the organisation's zone.</summary>
    public DateOnly Today => spend.Today;

    /// <summary>By name.</summary>
    public async Task<IReadOnlyList<Budget>> ListAsync(Viewer viewer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        await using var db = database.Edit();
        var budgets = await db.Budgets.AsNoTracking().ToListAsync(cancellation);
        return [.. budgets.OrderBy(budget => budget.Name, StringComparer.OrdinalIgnoreCase)];
    }

    public async Task<Budget?> GetAsync(Viewer viewer, long id, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        await using var db = database.Edit();
        return await db.Budgets.AsNoTracking().SingleOrDefaultAsync(budget => budget.Id == id, cancellation);
    }

    /// <summary>All budgets that have an amount in the month, by name.</summary>
    public async Task<IReadOnlyList<BudgetStanding>> StandingsAsync(Viewer viewer, Month month, CancellationToken cancellation)
    {
        var budgets = await ListAsync(viewer, cancellation);
        var today = Today;
        return await spend.ReadAsync(viewer, answers => BudgetStandings.Of(budgets, month, today, answers), cancellation);
    }

    /// <summary>With all caveats of its query.</summary>
    /// <returns>Null where there is no such budget, or it has no amount in the month.</returns>
    public async Task<BudgetStanding?> StandingAsync(Viewer viewer, long id, Month month, CancellationToken cancellation)
    {
        return await GetAsync(viewer, id, cancellation) is { } budget ? await StandingAsync(viewer, budget, month, cancellation) : null;
    }

    /// <summary>Where a budget would stand, kept or not.</summary>
    public Task<BudgetStanding?> StandingAsync(Viewer viewer, Budget budget, Month month, CancellationToken cancellation)
    {
        var today = Today;
        return spend.ReadAsync(viewer, answers =>
            BudgetStandings.Of([budget], month, today, answers).SingleOrDefault() is { } standing
                ? standing with { Caveats = answers.Ask(standing.Query).Caveats }
                : null, cancellation);
    }

    /// <summary>Newest first; of a deleted budget too.</summary>
    public async Task<IReadOnlyList<BudgetChange>> HistoryAsync(Viewer viewer, long id, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        await using var db = database.Edit();
        return await db.BudgetChanges.AsNoTracking().Where(change => change.BudgetId == id).OrderByDescending(change => change.Id).ToListAsync(cancellation);
    }

    /// <summary>What the last three whole months suggest for each value of a dimension.</summary>
    /// <param name="currency">Null: the usual one.</param>
    public Task<BudgetProposals> ProposeAsync(Viewer viewer, Dimension dimension, string? currency, CancellationToken cancellation)
    {
        var today = Today;
        return spend.ReadAsync(viewer, answers => BudgetProposals.Of(dimension, currency ?? MostUsed(answers, today), today, answers), cancellation);
    }

    /// <summary>The currency that most requests of the last months were paid in.</summary>
    public Task<string> UsualCurrencyAsync(Viewer viewer, CancellationToken cancellation)
    {
        var today = Today;
        return spend.ReadAsync(viewer, answers => MostUsed(answers, today), cancellation);
    }

    /// <summary>The budgets as a file that <see cref="ImportAsync"/> reads back.</summary>
    public async Task<string> ExportAsync(Viewer viewer, CancellationToken cancellation) => BudgetCsv.Print(await ListAsync(viewer, cancellation));

    private static string MostUsed(SpendAnswers answers, DateOnly today)
    {
        var days = new Period(Month.Containing(today).Add(-3).First, today.AddDays(1));
        var totals = answers.Ask(new SpendQuery(days, [], Measure.Attributed, Scope.Ai, [])).Totals;
        return totals.Where(total => total.Currency.Length > 0).MaxBy(total => total.Figures.Requests)?.Currency ?? "USD";
    }
}

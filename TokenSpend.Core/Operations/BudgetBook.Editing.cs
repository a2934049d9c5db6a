using Microsoft.EntityFrameworkCore;
using TokenSpend.Core.Budgets;
using TokenSpend.Core.Storage;

namespace TokenSpend.Core.Operations;

/// <summary>What became of a budget that was to be kept.</summary>
/// <param name="Budget">As it is kept; null where there are problems.</param>
public sealed record BudgetSaved(Budget? Budget, IReadOnlyList<BudgetProblem> Problems);

/// <summary>What became of a file of budgets: with any problem nothing of it was taken over.</summary>
/// <param name="File">Name as the user knows it.</param>
/// <param name="Unchanged">Budgets that are as the file says already.</param>
public sealed record BudgetImport(string File, int Created, int Updated, int Unchanged, IReadOnlyList<BudgetProblem> Problems);

/// <content>What people change.</content>
public sealed partial class BudgetBook
{
    /// <summary>Makes a budget (id 0), or changes the one with its id.</summary>
    public async Task<BudgetSaved> SaveAsync(Viewer viewer, Budget budget, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(budget);
        var wanted = BudgetRules.Normal(budget);
        if (BudgetRules.Problems(wanted) is { Count: > 0 } problems) return new BudgetSaved(null, problems);
        var saved = await EditAsync(async db =>
        {
            var all = await db.Budgets.AsNoTracking().ToListAsync(cancellation);
            var before = all.SingleOrDefault(one => one.Id == wanted.Id);
            if (wanted.Id != 0 && before is null) throw new RefusedException($"There is no budget {wanted.Id}. It may have been deleted meanwhile.");
            if (all.Any(one => one.Id != wanted.Id && SameName(one, wanted))) return new BudgetSaved(null, [BudgetProblem.Of("name-taken", BudgetColumns.Name, wanted.Name)]);
            if (before is not null && UnitProblem(before, wanted) is { } problem) return new BudgetSaved(null, [problem]);
            return new BudgetSaved(await KeepAsync(db, viewer, before, wanted, cancellation), []);
        }, cancellation);
        if (saved.Budget is not null) Changed?.Invoke();
        return saved;
    }

    /// <summary>Deletes a budget; its history stays. One that is gone already is no error.</summary>
    public async Task DeleteAsync(Viewer viewer, long id, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var deleted = await EditAsync(async db =>
        {
            if (await db.Budgets.AsNoTracking().SingleOrDefaultAsync(budget => budget.Id == id, cancellation) is not { } budget) return false;
            db.Budgets.Remove(budget);
            Note(db, viewer, id, BudgetChanges.Between(budget, null));
            await db.SaveChangesAsync(cancellation);
            return true;
        }, cancellation);
        if (deleted) Changed?.Invoke();
    }

    /// <summary>Takes over a file of budgets as a whole, or not at all. The same name changes the budget that has it, in the months that the file names.</summary>
    /// <param name="file">Name as the user knows it.</param>
    public async Task<BudgetImport> ImportAsync(Viewer viewer, TextReader content, string file, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(content);
        var (rows, problems) = BudgetCsv.Read(await content.ReadToEndAsync(cancellation));
        if (problems.Count > 0) return new BudgetImport(file, 0, 0, 0, problems);
        var done = await EditAsync(db => TakeOverAsync(db, viewer, file, rows, cancellation), cancellation);
        if (done.Created + done.Updated > 0) Changed?.Invoke();
        return done;
    }

    private async Task<BudgetImport> TakeOverAsync(
        TokenSpendDb db, Viewer viewer, string file, IReadOnlyList<(int Line, Budget Budget)> rows, CancellationToken cancellation)
    {
        var all = await db.Budgets.AsNoTracking().ToListAsync(cancellation);
        var wanted = rows.Select(row => (row.Line, Before: all.SingleOrDefault(one => SameName(one, row.Budget)), row.Budget)).ToList();
        var problems = wanted.Select(row => row.Before is { } before && UnitProblem(before, row.Budget) is { } problem ? problem with { Line = row.Line } : null).OfType<BudgetProblem>().ToList();
        // What the file says together with what was there must be a budget, too.
        var merged = wanted.Select(row => (row.Line, row.Before, After: Merge(row.Before, row.Budget))).ToList();
        problems.AddRange(merged.SelectMany(row => BudgetRules.Problems(row.After).Select(problem => problem with { Line = row.Line })));
        if (problems.Count > 0) return new BudgetImport(file, 0, 0, 0, problems);

        var (created, updated, unchanged) = (0, 0, 0);
        foreach (var (_, before, after) in merged)
        {
            if (before is not null && BudgetChanges.Between(before, after).Count == 0) unchanged++;
            else
            {
                await KeepAsync(db, viewer, before, after, cancellation);
                if (before is null) created++;
                else updated++;
            }
        }
        return new BudgetImport(file, created, updated, unchanged, []);
    }

    private static Budget Merge(Budget? before, Budget after) => BudgetRules.Normal(after with
    {
        Id = before?.Id ?? 0,
        Name = before?.Name ?? after.Name,
        Amounts = [.. (before?.Amounts ?? []).Where(amount => after.Amounts.All(other => other.From != amount.From)), .. after.Amounts],
    });

    private async Task<Budget> KeepAsync(TokenSpendDb db, Viewer viewer, Budget? before, Budget after, CancellationToken cancellation)
    {
        // A copy: the database gives it its id.
        var row = after with { };
        if (before is null) db.Budgets.Add(row);
        else db.Budgets.Update(row);
        await db.SaveChangesAsync(cancellation);
        Note(db, viewer, row.Id, BudgetChanges.Between(before, after));
        await db.SaveChangesAsync(cancellation);
        return row;
    }

    private void Note(TokenSpendDb db, Viewer viewer, long id, IReadOnlyList<BudgetChange> changes) =>
        db.BudgetChanges.AddRange(changes.Select(change => change with { BudgetId = id, AtUtc = clock.GetUtcNow().UtcDateTime, By = viewer.Name }));

    private static bool SameName(Budget a, Budget b) => string.Equals(a.Name, b.Name, StringComparison.OrdinalIgnoreCase);

    // The amounts that are there would mean something else.
    private static BudgetProblem? UnitProblem(Budget before, Budget after) => before.Currency == after.Currency ? null
        : BudgetProblem.Of("unit-changed", BudgetColumns.Unit, after.Currency ?? BudgetColumns.Tokens, before.Currency ?? BudgetColumns.Tokens);

    private Task<T> EditAsync<T>(Func<TokenSpendDb, Task<T>> edit, CancellationToken cancellation) => database.EditAsync(async db =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var done = await edit(db);
        await transaction.CommitAsync(cancellation);
        return done;
    }, cancellation);
}

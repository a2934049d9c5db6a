using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TokenSpend.Core.Alerts;
using TokenSpend.Core.Budgets;
using TokenSpend.Core.Ingestion;
using TokenSpend.Core.Operations.Importing;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;
using TokenSpend.Core.Storage;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Operations;

/// <summary>Asks for all figures that alerts are made of: budgets, answers of the cube, coverage and imports. Writes nothing.</summary>
public sealed class AlertGathering(Database database, Company company, SpendReports spend, BudgetBook budgets, AlertBook book)
{
    private readonly ArrivalSeries _arrivals = new(database, company);

    /// <summary>Every kind: one evaluation looks at all.</summary>
    internal static IReadOnlySet<AlertKind> Evaluated { get; } = Enum.GetValues<AlertKind>().ToHashSet();

    /// <summary>More than names stay new and history must lie before them together.</summary>
    private const int FirstFactDays = 70;

    /// <param name="known">Causes whose figures are kept already: only the others are explained by rows.</param>
    internal async Task<IReadOnlyList<AlertSignal>> SignalsAsync(IReadOnlySet<string> known, CancellationToken cancellation)
    {
        var settings = book.GetSettings(Viewer.Everything);
        var today = spend.Today;
        var set = await budgets.ListAsync(Viewer.Everything, cancellation);
        var made = await MadeAsync(cancellation);
        var firstImport = await FirstImportAsync(cancellation);
        List<AlertSignal> late =
        [
            .. LateSignals.Bills(await _arrivals.BillsAsync(cancellation), today, settings.BillGraceDays, settings.Recipients),
            .. LateSignals.Logs(await _arrivals.LogsAsync(today, cancellation), today, settings.LogGraceDays, settings.Recipients),
        ];
        return await spend.ReadAsync(Viewer.Everything, answers =>
        {
            IEnumerable<AlertSignal> signals = [.. OfBudgets(set, made, today, answers), .. OfNewNames(today, firstImport, settings, answers), .. OfUnpriced(today, settings, answers), .. late];
            return (IReadOnlyList<AlertSignal>)[.. signals.Select(signal => known.Contains(signal.Cause) ? signal : signal.Explained(answers, today))];
        }, cancellation);
    }

    /// <summary>This month and the last: its bills come in the days after it. A budget that is made today says nothing about the month before.</summary>
    private static IEnumerable<AlertSignal> OfBudgets(IReadOnlyList<Budget> budgets, IReadOnlyDictionary<long, DateOnly> made, DateOnly today, SpendAnswers answers)
    {
        var month = Month.Containing(today);
        var older = budgets.Where(budget => made.GetValueOrDefault(budget.Id) < month.First).ToList();
        return BudgetStandings.Of(older, month.Add(-1), today, answers).Concat(BudgetStandings.Of(budgets, month, today, answers)).SelectMany(BudgetSignals.Of);
    }

    private static IEnumerable<AlertSignal> OfNewNames(DateOnly today, DateOnly? firstImport, AlertSettings settings, SpendAnswers answers)
    {
        return NewNames.Since(today, FirstFact(today, answers), firstImport) is { } since && since <= today ? NewNames.Find(answers, today, since, settings) : [];
    }

    /// <summary>First day with spend. Farther back than names stay new only its being there matters.</summary>
    private static DateOnly? FirstFact(DateOnly today, SpendAnswers answers)
    {
        var recent = new Period(today.AddDays(-FirstFactDays), today.AddDays(1));
        if (Ask(new Period(DateOnly.MinValue, recent.From)).Count > 0) return recent.From;
        return Ask(recent, Dimension.Day) is [var first, ..] ? DateOnly.ParseExact(first.Keys[0]!, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;

        IReadOnlyList<SpendRow> Ask(Period days, params IReadOnlyList<Dimension> by) => answers.Ask(new SpendQuery(days, by, Measure.Attributed, Scope.Ai, [])).Rows;
    }

    private static IEnumerable<AlertSignal> OfUnpriced(DateOnly today, AlertSettings settings, SpendAnswers answers) => UnpricedSignals.Of(
        answers.Ask(new SpendQuery(Month.Containing(today).Days, [Dimension.Model], Measure.Attributed, Scope.Ai, [])), settings.UnpricedTokens, settings.Recipients);

    /// <summary>By budget.</summary>
    private async Task<IReadOnlyDictionary<long, DateOnly>> MadeAsync(CancellationToken cancellation)
    {
        await using var db = database.Edit();
        var made = await db.BudgetChanges.Where(change => change.Field == BudgetChange.Created).Select(change => new { change.BudgetId, change.AtUtc }).ToListAsync(cancellation);
        return made.GroupBy(change => change.BudgetId).ToDictionary(budget => budget.Key, budget => DateOnly.FromDateTime(budget.Min(change => change.AtUtc)));
    }

    /// <summary>Undone ones count too: what they brought first was not new either.</summary>
    private async Task<DateOnly?> FirstImportAsync(CancellationToken cancellation)
    {
        await using var db = database.Edit();
        var first = await db.Imports.Where(job => job.State == ImportState.Done || job.State == ImportState.Undoing || job.State == ImportState.Undone)
            .MinAsync(job => (DateTime?)job.CreatedUtc, cancellation);
        return first is { } utc ? DateOnly.FromDateTime(utc) : null;
    }
}

using Microsoft.EntityFrameworkCore;
using TokenSpend.Core.Operations.Importing;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Storage;

namespace TokenSpend.Core.Operations;

/// <content>One import, with what it says and what an undo would change.</content>
public sealed partial class Imports
{
    /// <summary>Rows on a page of lines.</summary>
    public const int PageRows = 100;

    /// <returns>Null: there is no such import.</returns>
    public async Task<ImportDetail?> DetailAsync(Viewer viewer, long id, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        if (id <= 0 || await JobAsync(id, cancellation) is not { } job) return null;
        using var connection = _database.OpenRead();
        var format = job.Format is { } name ? _company.Rules.Formats.Find(name)?.Info : null;
        return new ImportDetail(View(job), format?.Title, ImportReport.Parse(job.Report), job.Pushed, job.Replace, ImportFacts.Coverage(connection, id), ImportFacts.Moment(connection));
    }

    /// <summary>Its rejected lines, in the order of the file.</summary>
    /// <param name="page">From 1.</param>
    public async Task<RejectionPage> RejectionsAsync(Viewer viewer, long id, int page, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        // What was undone has no lines any more.
        var total = await JobAsync(id, cancellation) is { State: ImportState.Done } job ? job.Rejected : 0;
        var (at, pages) = Paged(page, total);
        using var connection = _database.OpenRead();
        return new RejectionPage(at, pages, total, Quarantine.Read(connection, id, (at - 1) * PageRows, PageRows));
    }

    /// <summary>What leaves the figures when it is undone, and what comes back.</summary>
    /// <returns>Null: it is not done.</returns>
    public async Task<UndoEffect?> UndoEffectAsync(Viewer viewer, long id, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        if (await JobAsync(id, cancellation) is not { State: ImportState.Done } job) return null;
        await using var db = _database.Edit();
        var names = await db.Imports.AsNoTracking().Select(import => new { import.Id, import.File }).ToDictionaryAsync(import => import.Id, import => import.File, cancellation);
        return await Task.Run(() => UndoEffect(job, names), cancellation);
    }

    private UndoEffect UndoEffect(ImportJob job, Dictionary<long, string> names)
    {
        using var connection = _database.OpenRead();
        using var moment = connection.BeginTransaction(deferred: true);
        var visible = Publication.Visible(connection);
        var now = TellingChoice.Among(connection, visible);
        var without = now.Among(visible.Where(import => import != job.Id).ToHashSet());
        var comparison = new SnapshotComparison(connection, now, without);
        List<ComparedFact> facts = [.. comparison.OfOwn(job.Id)];
        // What a replacing import pushed out comes back.
        if (now.Replaces(job.Id)) facts.AddRange(comparison.OfMissing(job.Id));
        var requests = job is { From: { } from, To: { } to } ? ImportFacts.Requests(connection, job.Id, new Period(from, to)) : [];
        var money = Sum(facts.Where(fact => fact.Differs)).Concat(requests.Select(sum => new MoneyChange(sum.Currency, sum.Cost, 0, sum.Unpriced)))
            .GroupBy(change => change.Currency).OrderBy(change => change.Key, StringComparer.Ordinal)
            .Select(change => new MoneyChange(change.Key, change.Sum(one => one.Before), change.Sum(one => one.After), change.Sum(one => one.UnpricedBefore), change.Sum(one => one.UnpricedAfter)));
        return new UndoEffect(facts.Where(fact => fact.Before?.Import == job.Id).Sum(fact => fact.Before!.Lines), requests.Sum(sum => sum.Requests), [.. money],
            [.. Publication.Overlapping(connection, job.Id).Select(other => (other, names.GetValueOrDefault(other, "")))]);
    }

    private static IEnumerable<MoneyChange> Sum(IEnumerable<ComparedFact> facts) => facts.GroupBy(fact => fact.Currency).OrderBy(fact => fact.Key, StringComparer.Ordinal)
        .Select(fact => new MoneyChange(fact.Key, fact.Sum(one => one.Before?.Amount ?? 0), fact.Sum(one => one.After?.Amount ?? 0),
            fact.Sum(one => one.Before?.Unpriced ?? 0), fact.Sum(one => one.After?.Unpriced ?? 0)));

    private static (int Page, int Pages) Paged(int page, long total)
    {
        var pages = (int)Math.Max(1, (total + PageRows - 1) / PageRows);
        return (Math.Clamp(page, 1, pages), pages);
    }
}

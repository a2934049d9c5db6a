using Microsoft.EntityFrameworkCore;
using TokenSpend.Core.Operations.Importing;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Storage;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Operations;

/// <content>What an import changed of earlier ones, and what it lacks of them.</content>
public sealed partial class Imports
{
    /// <summary>What it changed of what earlier imports told, from what is stored of both.</summary>
    /// <param name="page">From 1.</param>
    /// <returns>Null: it is not done, or changed nothing.</returns>
    public async Task<RestatementPage?> ChangesAsync(Viewer viewer, long id, int page, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        if (await JobAsync(id, cancellation) is not { State: ImportState.Done } job || (job.Replaced == 0 && !job.Replace)) return null;
        return await Task.Run(() => Changes(job, page), cancellation);
    }

    /// <summary>What others tell inside of its windows and it does not.</summary>
    /// <param name="page">From 1.</param>
    /// <returns>Null: it is not done, or lacks nothing.</returns>
    public async Task<MissingPage?> MissingAsync(Viewer viewer, long id, int page, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        if (await JobAsync(id, cancellation) is not { State: ImportState.Done } job || (job.MissingFromEarlier == 0 && !job.Replace)) return null;
        return await Task.Run(() => Missing(job, page), cancellation);
    }

    /// <summary>Lets lines that it lacks count no longer, as if it had been imported with --replace; or keeps them again.</summary>
    /// <remarks>Its declared coverage stays: where the same content was told before, a replacing import would declare it as of its own time.</remarks>
    /// <exception cref="RefusedException">There is no such import, it is not done, or it is a log, which replaces nothing.</exception>
    public async Task ReplaceAsync(Viewer viewer, long id, bool replace, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        await Task.Run(() => Replace(id, replace, cancellation), cancellation);
        Changed?.Invoke();
    }

    private void Replace(long id, bool replace, CancellationToken cancellation)
    {
        using var alone = _rollBacks.Enter(cancellation);
        using var db = _database.Edit();
        var job = db.Imports.AsNoTracking().SingleOrDefault(import => import.Id == id) ?? throw new RefusedException($"There is no import {id}. The list of imports has the numbers.");
        (job.Replace, job.StatedAsOfUtc) = (replace, replace ? job.CreatedUtc : null);
        using var connection = _database.OpenWrite();
        if (!new Publication(_database, Tools().Calendar).Restate(connection, job, (outcome, lines) => Recount(job, outcome, lines), cancellation))
            throw new RefusedException($"Import {id} ({job.File}) is no done bill or report: only those replace lines of earlier files.");
    }

    /// <summary>The balance follows, where all of its lines are of snapshots.</summary>
    private static void Recount(ImportJob job, Publication.Outcome outcome, long lines)
    {
        const string Older = "older-telling";
        job.MissingFromEarlier = outcome.Missing;
        if (ImportReport.Parse(job.Report) is not { } report) return;
        report = report with { MissingFromEarlier = outcome.Missing };
        var older = report.IgnoredBy.GetValueOrDefault(Older);
        if (lines == job.Accepted + job.Duplicates + job.Replaced + older)
        {
            (job.Accepted, job.Duplicates, job.Replaced, job.Ignored) = (outcome.Accepted, outcome.Duplicates, outcome.Replaced, job.Ignored - older + outcome.Older);
            var by = report.IgnoredBy.Where(reason => reason.Key != Older).ToDictionary();
            if (outcome.Older > 0) by[Older] = outcome.Older;
            report = report with { Accepted = job.Accepted, Duplicates = job.Duplicates, Replaced = job.Replaced, Ignored = job.Ignored, IgnoredBy = by };
        }
        job.Report = report.ToJson();
    }

    private RestatementPage? Changes(ImportJob job, int page)
    {
        using var reader = new SegmentReader(_database);
        var now = TellingChoice.Among(reader.Connection, Publication.Visible(reader.Connection));
        var with = now.Among(now.Imports.Where(import => import <= job.Id).ToHashSet());
        var comparison = new SnapshotComparison(reader.Connection, now.Among(now.Imports.Where(import => import < job.Id).ToHashSet()), with, now);
        List<ComparedFact> changed = [], added = [];
        foreach (var fact in comparison.OfOwn(job.Id).Where(fact => fact.Differs)) (fact.Before is null ? added : changed).Add(fact);
        if (with.Replaces(job.Id)) changed.AddRange(comparison.OfMissing(job.Id).Where(fact => fact.Differs));
        if (changed.Count == 0) return null;
        var (at, pages) = Paged(page, changed.Count);
        return new RestatementPage(at, pages, changed.Count, Rows(reader, changed, at), [.. Sum(changed)], added.Sum(fact => fact.After!.Lines), [.. Sum(added)]);
    }

    private MissingPage? Missing(ImportJob job, int page)
    {
        using var reader = new SegmentReader(_database);
        var now = TellingChoice.Among(reader.Connection, Publication.Visible(reader.Connection));
        var asOf = new DateTimeOffset(job.StatedAsOfUtc ?? job.CreatedUtc).ToUnixTimeSeconds();
        var comparison = new SnapshotComparison(reader.Connection, now.Supposing(job.Id, null), now.Supposing(job.Id, asOf));
        var missing = comparison.OfMissing(job.Id).Where(fact => fact.Differs).ToList();
        if (missing.Count == 0) return null;
        var all = missing.Concat(comparison.OfOwn(job.Id).Where(fact => fact.Differs));
        var (at, pages) = Paged(page, missing.Count);
        return new MissingPage(at, pages, missing.Count, Rows(reader, missing, at), [.. Sum(missing)], [.. Sum(all)], job.Replace);
    }

    /// <summary>The greatest differences first; those that cannot be told lead.</summary>
    private List<FactChange> Rows(SegmentReader reader, List<ComparedFact> facts, int page)
    {
        var names = new FactNames(reader, _company.Rules.Payers);
        using var db = _database.Edit();
        var shown = facts.OrderByDescending(fact => fact.Difference is { } difference ? Math.Abs(difference) : long.MaxValue)
            .ThenBy(fact => fact.Place.From).ThenBy(fact => (fact.Before ?? fact.After)!.Row).Skip((page - 1) * PageRows).Take(PageRows).ToList();
        var others = shown.Select(fact => fact.Before!.Import).ToHashSet();
        var files = db.Imports.AsNoTracking().Where(import => others.Contains(import.Id)).Select(import => new { import.Id, import.File }).ToDictionary(import => import.Id, import => import.File);
        return [.. shown.Select(fact =>
        {
            var (payer, what) = names.Of(fact.IsCharge, fact.Before!.Row);
            var days = new Period(DateOnly.FromDayNumber(fact.Place.From), DateOnly.FromDayNumber(Math.Max(fact.Place.To, fact.Place.From + 1)));
            return new FactChange(payer, days, what, fact.Currency, Amount(fact, fact.Before), Amount(fact, fact.After), fact.Difference,
                (fact.Before.Import, files.GetValueOrDefault(fact.Before.Import, "")), fact.Now != fact.After);
        })];
    }

    private static FactAmount? Amount(ComparedFact fact, Telling? telling) =>
        telling is null ? null : new FactAmount(telling.Amount, fact.IsCharge ? null : telling.First, telling.Unpriced);
}

using Microsoft.EntityFrameworkCore;
using TokenSpend.Core.Operations.Importing;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Storage;

namespace TokenSpend.Core.Operations;

/// <content>What pages and the API are told of imports.</content>
public sealed partial class Imports
{
    public async Task<IReadOnlyList<ImportView>> ListAsync(Viewer viewer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        await using var db = _database.Edit();
        // A day of pushes is one import; it is there once there is something in it.
        var jobs = await db.Imports.AsNoTracking().Where(job => !job.Pushed || (job.Id > 0 && job.State != ImportState.Running)).OrderByDescending(job => job.Id).ToListAsync(cancellation);
        return [.. jobs.Select(View)];
    }

    /// <summary>Whether an import runs or waits to; pushes, which are done in a moment, are not counted.</summary>
    public async Task<bool> AnyOpenAsync(CancellationToken cancellation)
    {
        await using var db = _database.Edit();
        var ended = _unmarked.Keys.ToList();
        return await db.Imports.AnyAsync(job => !job.Pushed && !ended.Contains(job.Id) && (job.State == ImportState.Queued || job.State == ImportState.Running || job.State == ImportState.Undoing), cancellation);
    }

    public async Task<ImportView?> GetAsync(Viewer viewer, long id, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return await JobAsync(id, cancellation) is { } job ? View(job) : null;
    }

    /// <summary>The full answer of a done import.</summary>
    public async Task<ImportReport?> ReportAsync(Viewer viewer, long id, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return ImportReport.Parse((await JobAsync(id, cancellation))?.Report);
    }

    /// <summary>Rejected lines with their reasons and their text from the archive; the header too, so that the mended file can be imported.</summary>
    public async Task<RejectedLines?> RejectedAsync(Viewer viewer, long id, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        if (await JobAsync(id, cancellation) is not { } job) return null;
        using var connection = _database.OpenRead();
        var rejections = Quarantine.Read(connection, id);
        if (job.Archive is null) return new RejectedLines(job.File, "", rejections, new Dictionary<int, string>());
        var wanted = rejections.Select(why => why.Line).Append(1).ToHashSet();
        var lines = ArchiveReader.Lines(_database, job, wanted);
        return new RejectedLines(job.File, lines.GetValueOrDefault(1, ""), rejections, lines);
    }

    /// <summary>Whether there is an import of this very file, in whatever state.</summary>
    public async Task<bool> KnowsAsync(string path, CancellationToken cancellation)
    {
        await using var db = _database.Edit();
        return await db.Imports.AnyAsync(job => job.Path == path, cancellation);
    }

    private ImportView View(ImportJob job)
    {
        var (state, problem) = EndOf(job);
        var cost = ImportReport.Parse(job.Report)?.Cost
            .Select(cost => (cost.Currency, Nano.TryParse(cost.Billed ?? cost.Metered ?? "0", out var nanos) ? nanos : 0)).ToList() ?? [];
        return new ImportView(job.Id, job.File, job.Format, job.Source, state, job.BytesDone, job.BytesTotal, job.LinesDone, job.Lines,
            job.Accepted, job.Duplicates, job.Replaced, job.Ignored, job.Rejected, job.Blank, cost, job.From, job.To,
            job.CreatedUtc, _running.TryGetValue(job.Id, out var run) ? run.StartedUtc : null, job.FinishedUtc, problem, job.MissingFromEarlier, KeptFile(job) is not null);
    }
}

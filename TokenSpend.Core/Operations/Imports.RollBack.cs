using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using TokenSpend.Core.Ingestion;
using TokenSpend.Core.Operations.Importing;
using TokenSpend.Core.Storage;

namespace TokenSpend.Core.Operations;

/// <content>Taking up and taking away what an import left, also where the disk has no room for that.</content>
/// <remarks>
/// To delete rows SQLite needs room too. Where there is none, the job is marked as failed (or cancelled) in its row, which
/// takes a page or two at most, and keeps its worker's name: that says that rows are left. Where not even that can be
/// written, this process knows it. What is left is in no answer meanwhile, and is taken away before the next import, at the
/// next start, and by whoever calls <see cref="Settle"/> now and then.
/// </remarks>
public sealed partial class Imports
{
    /// <summary>How imports ended whose rows could not even be marked.</summary>
    private readonly ConcurrentDictionary<long, (ImportState State, ImportProblem? Problem)> _unmarked = new();

    /// <summary>Takes away what imports left that ended on a disk without room.</summary>
    /// <returns>False while there is still no room.</returns>
    public bool Settle()
    {
        var unmarked = _unmarked.Keys.ToList();
        List<ImportJob> left;
        using (var db = _database.Edit())
            left = db.Imports.AsNoTracking().Where(job => unmarked.Contains(job.Id)
                || (job.Worker != null && (job.State == ImportState.Failed || job.State == ImportState.Cancelled))).OrderBy(job => job.Id).ToList();
        foreach (var job in left.Where(job => job.Worker is null || job.Worker == WorkerName.Mine || !WorkerName.IsAlive(job.Worker)))
        {
            var (state, problem) = EndOf(job);
            if (!TryRollBack(job, state, problem)) return false;
        }
        return true;
    }

    /// <summary>Takes up what a killed process left: unfinished undos are finished, unfinished imports queued again.</summary>
    /// <returns>Ids to run, oldest first.</returns>
    /// <exception cref="RefusedException">There is no room on the disk to finish an undo: try again.</exception>
    public async Task<IReadOnlyList<long>> RecoverAsync(CancellationToken cancellation)
    {
        Settle();
        await using var db = _database.Edit();
        // Pushes are taken up by the site that has their spool.
        var open = await db.Imports.AsNoTracking()
            .Where(job => job.State == ImportState.Undoing || (!job.Pushed && (job.State == ImportState.Queued || job.State == ImportState.Running)))
            .OrderBy(job => job.Id).ToListAsync(cancellation);
        List<long> queued = [];
        foreach (var job in open.Where(job => job.State == ImportState.Queued || !WorkerName.IsAlive(job.Worker)))
        {
            if (job.State == ImportState.Undoing)
            {
                await UndoAsync(Viewer.Everything, job.Id, cancellation);
                continue;
            }
            await SetStateAsync(job.Id, ImportState.Queued, cancellation);
            queued.Add(job.Id);
        }
        return queued;
    }

    /// <summary>How an import ended, though its row may not say so yet.</summary>
    private (ImportState State, ImportProblem? Problem) EndOf(ImportJob job)
    {
        if (_unmarked.TryGetValue(job.Id, out var end)) return end;
        var problem = ImportProblem.Parse(job.Error);
        return (job.State, job.State == ImportState.Failed ? problem ?? NoRoom(job.File) : problem);
    }

    private ImportProblem NoRoom(string file) => new("disk-full", file, [_database.DataDirectory]);

    /// <summary>Takes away what an import that did not get to its end wrote. Where the disk has no room for it, that is noted for later.</summary>
    /// <returns>False where something is left.</returns>
    private bool TryRollBack(ImportJob job, ImportState state, ImportProblem? problem)
    {
        // First of all: that makes room.
        ArchiveWriter.Delete(Path.Combine(_database.DataDirectory, job.Archive ?? ArchiveReader.RelativePath(job)));
        var isClean = true;
        try
        {
            RollBack(job, state, problem);
            _unmarked.TryRemove(job.Id, out _);
        }
        catch (Exception error) when (DiskFull.Is(error))
        {
            isClean = false;
            _unmarked[job.Id] = (state, problem);
            if (Mark(job.Id, state, problem) || Mark(job.Id, state, null)) _unmarked.TryRemove(job.Id, out _);
        }
        if (state == ImportState.Failed) KeepFailed(job);
        else Release(job);
        return isClean;
    }

    /// <summary>Notes how it ended, in place: its rows are left.</summary>
    private bool Mark(long id, ImportState state, ImportProblem? problem)
    {
        try
        {
            using var turn = _database.Writer.Enter(CancellationToken.None);
            using var db = _database.Edit();
            var error = problem?.ToText();
            db.Imports.Where(job => job.Id == id).ExecuteUpdate(set => set.SetProperty(job => job.State, state)
                .SetProperty(job => job.Error, error).SetProperty(job => job.Worker, WorkerName.Mine));
            return true;
        }
        catch (Exception error) when (DiskFull.Is(error))
        {
            return false;
        }
    }

    /// <summary>Replays the imports that told of its requests, then deletes what is left of it.</summary>
    private void RollBack(ImportJob job, ImportState state, ImportProblem? problem)
    {
        using var alone = _rollBacks.Enter(CancellationToken.None);
        var tools = Tools();
        using var connection = _database.OpenWrite();
        foreach (var other in Publication.Overlapping(connection, job.Id))
        {
            using var db = _database.Edit();
            var told = db.Imports.AsNoTracking().Single(import => import.Id == other);
            if (told.Archive is null || tools.Formats.Find(told.Format!) is not { } format) continue;
            // Imports of earlier versions did not keep the label that they had taken from their format.
            using var run = new ImportRun(tools, format, told.Source.Length > 0 ? told.Source : format.Info.Name, other, undoing: job.Id);
            if (told.Pushed) ReplayPushes(run, told);
            else run.Read(ArchiveReader.Open(Path.Combine(_database.DataDirectory, told.Archive)), null, null, null, CancellationToken.None);
        }
        (job.Archive, job.Error, job.FinishedUtc) = (null, problem?.ToText(), _clock.GetUtcNow().UtcDateTime);
        new Publication(_database, tools.Calendar).Retract(connection, job, state, CancellationToken.None);
    }

    /// <summary>A file that could not be imported is kept under its name: it may be the only copy.</summary>
    private void KeepFailed(ImportJob job)
    {
        if (!job.OwnsPath || !File.Exists(job.Path)) return;
        var kept = FailedPath(job);
        Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
        if (!IsNeeded(job))
        {
            File.Move(job.Path, kept, overwrite: true);
            return;
        }
        try
        {
            File.Copy(job.Path, kept, overwrite: true);
        }
        catch (Exception error) when (DiskFull.Is(error))
        {
            // The last import of the package keeps it.
            File.Delete(kept);
        }
    }

    /// <summary>An upload's file is no longer needed: it is gone, unless an import of it failed for which no copy could be kept.</summary>
    private void Release(ImportJob job)
    {
        if (!job.OwnsPath || IsNeeded(job)) return;
        List<ImportJob> failed;
        using (var db = _database.Edit())
            failed = [.. db.Imports.AsNoTracking().Where(other => other.Path == job.Path && other.State == ImportState.Failed)];
        if (failed.Find(other => !File.Exists(FailedPath(other))) is { } lost && File.Exists(job.Path)) File.Move(job.Path, FailedPath(lost));
        else File.Delete(job.Path);
    }

    /// <summary>Another import reads the same file: a zip with several in it.</summary>
    private bool IsNeeded(ImportJob job)
    {
        using var db = _database.Edit();
        return job.Entry is not null && db.Imports.Any(other => other.Path == job.Path && other.Id != job.Id && (other.State == ImportState.Queued || other.State == ImportState.Running));
    }
}

using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using TokenSpend.Core.Ingestion;
using TokenSpend.Core.Operations.Importing;
using TokenSpend.Core.Storage;

namespace TokenSpend.Core.Operations;

/// <summary>A file to import.</summary>
/// <param name="Path">Where its bytes lie.</param>
/// <param name="File">Name as the user knows it.</param>
/// <param name="Format">Null: detect by content.</param>
/// <param name="Source">Label of the source, one per gateway instance; null: the format's name.</param>
/// <param name="Replace">Lines of older tellings in this file's window that it lacks no longer count.</param>
/// <param name="OwnsPath">Delete the file when it is done: the spool of an upload.</param>
/// <param name="Entry">Which file of a zip with several; null: the file itself.</param>
public sealed record ImportRequest(
    string Path, string File, string? Format = null, string? Source = null, bool Replace = false, bool OwnsPath = false, string? Entry = null)
{
    /// <summary>Itself, or one request for each of the files in a zip with several: each is an import of its own.</summary>
    public IReadOnlyList<ImportRequest> Each() => ZipPackage.Names(Path) is { Count: > 1 } names
        ? [.. names.Select(name => this with { Entry = name, File = $"{File}/{name}" })]
        : [this];
}

/// <summary>The one way in: web upload, watch folder, push and command line all import through here.</summary>
public sealed partial class Imports
{
    private readonly Database _database;
    private readonly Company _company;
    private readonly TimeProvider _clock;
    private readonly ConcurrentDictionary<long, (CancellationTokenSource Stop, DateTime StartedUtc)> _running = new();

    public Imports(Database database, Company company, TimeProvider clock)
    {
        (_database, _company, _clock) = (database, company, clock);
    }

    /// <summary>An import's state or progress changed, in this process.</summary>
    public event Action? Changed;

    /// <summary>Writes the durable job row; a worker runs it.</summary>
    /// <exception cref="ImportFailedException">There is no room for it on the disk. The file is where it was.</exception>
    public async Task<long> EnqueueAsync(ImportRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var now = _clock.GetUtcNow().UtcDateTime;
        var job = new ImportJob
        {
            File = request.File, Path = Path.GetFullPath(request.Path), OwnsPath = request.OwnsPath, Format = request.Format,
            Entry = request.Entry, Source = request.Source ?? "", Replace = request.Replace, State = ImportState.Queued,
            BytesTotal = new FileInfo(request.Path).Length, AsOfUtc = now, CreatedUtc = now, StatedAsOfUtc = request.Replace ? now : null,
        };
        try
        {
            await _database.EditAsync(async db =>
            {
                db.Imports.Add(job);
                return await db.SaveChangesAsync(cancellation);
            }, cancellation);
        }
        catch (Exception error) when (DiskFull.Is(error))
        {
            throw new ImportFailedException(NoRoom(request.File), error);
        }
        Changed?.Invoke();
        return job.Id;
    }

    /// <summary>Runs a queued import to its end. Safe to repeat after a kill: the result is the same.</summary>
    /// <returns>Null when another worker has it.</returns>
    /// <exception cref="ImportFailedException">The file cannot be imported; the job row says so too, and nothing of it is left.</exception>
    /// <exception cref="OperationCanceledException">The process stops (the job is queued again) or the user cancelled it.</exception>
    public async Task<ImportReport?> RunAsync(long id, CancellationToken cancellation)
    {
        using var turn = await _runs.EnterAsync(cancellation);
        var job = await JobAsync(id, cancellation) ?? throw new RefusedException($"There is no import {id}.");
        if (job.State != ImportState.Queued) return null;
        using var userStop = new CancellationTokenSource();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, userStop.Token);
        _running[id] = (userStop, _clock.GetUtcNow().UtcDateTime);
        try
        {
            if (!await ClaimAsync(id, cancellation)) return null;
            // What is left of others hides requests that this one may tell of too.
            if (!Settle()) throw new ImportFailedException(NoRoom(job.File));
            var report = Read(job, stop.Token);
            Release(job);
            return report;
        }
        catch (OperationCanceledException) when (!userStop.IsCancellationRequested)
        {
            await SetStateAsync(id, ImportState.Queued, CancellationToken.None);
            throw;
        }
        catch (OperationCanceledException)
        {
            TryRollBack(job, ImportState.Cancelled, null);
            throw;
        }
        catch (Exception error) when (error is FormatException or ImportFailedException or IOException or UnauthorizedAccessException || DiskFull.Is(error))
        {
            var problem = (error as ImportFailedException)?.Problem ?? (DiskFull.Is(error) ? NoRoom(job.File) : new ImportProblem("unreadable", job.File, [error.Message]));
            TryRollBack(job, ImportState.Failed, problem);
            throw new ImportFailedException(problem, error);
        }
        catch (Exception error)
        {
            // A fault of ours: it goes on, but the job does not stay running for it.
            TryRollBack(job, ImportState.Failed, new ImportProblem("unreadable", job.File, [error.Message]));
            throw;
        }
        finally
        {
            _running.TryRemove(id, out _);
            Changed?.Invoke();
        }
    }

    /// <summary>Reads a file and tells what an import would take in; writes nothing.</summary>
    /// <exception cref="ImportFailedException">The file cannot be imported.</exception>
    public ImportReport DryRun(ImportRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var watch = Stopwatch.StartNew();
        IUsageFormat format;
        ImportTally tally;
        try
        {
            using var source = ImportFile.Open(request.Path, request.File, request.Entry);
            var tools = Tools();
            format = ImportFile.FormatOf(tools.Formats, source.Head, request.File, request.Format);
            using var run = new ImportRun(tools, format, request.Source ?? format.Info.Name, null, file: request.File);
            run.Read(source.Utf8, null, null, null, cancellation);
            tally = run.Tally;
        }
        catch (Exception error) when (error is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new ImportFailedException(new ImportProblem("unreadable", request.File, [error.Message]), error);
        }
        ImportFile.RefuseEmpty(request.File, tally);
        var accepted = tally.Lines - tally.Blank - tally.Ignored - tally.Rejected;
        return ImportFile.Report(request.File, format, null, tally, new Publication.Outcome(accepted, 0, 0, 0, 0), watch.Elapsed);
    }

    /// <summary>Takes an import away: the state is the one that the other imports alone give.</summary>
    /// <exception cref="RefusedException">There is no such import, or it is not done, or there is no room on the disk to take it away.</exception>
    public async Task UndoAsync(Viewer viewer, long id, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var job = await JobAsync(id, cancellation) ?? throw new RefusedException($"There is no import {id}. The list of imports has the numbers.");
        if (job.State is not (ImportState.Done or ImportState.Undoing))
            throw new RefusedException($"Import {id} ({job.File}) is {job.State.ToString().ToLowerInvariant()}; only a done import can be undone.");
        var archived = job.Archive;
        try
        {
            await SetStateAsync(id, ImportState.Undoing, cancellation);
            await Task.Run(() => RollBack(job, ImportState.Undone, null), cancellation);
        }
        catch (Exception error) when (DiskFull.Is(error))
        {
            throw new RefusedException($"Import {id} ({job.File}) still counts: there is no room left on the disk of {_database.DataDirectory} to take it away, or it cannot be written. Free some space and undo it again.");
        }
        if (archived is not null) ArchiveWriter.Delete(Path.Combine(_database.DataDirectory, archived));
        Changed?.Invoke();
    }

    /// <summary>Stops a running import and takes away what it wrote; a queued one is not begun.</summary>
    public async Task CancelAsync(Viewer viewer, long id, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        if (_running.TryGetValue(id, out var run)) await run.Stop.CancelAsync();
        else
        {
            await _database.EditAsync(db => db.Imports.Where(job => job.Id == id && job.State == ImportState.Queued)
                .ExecuteUpdateAsync(set => set.SetProperty(job => job.State, ImportState.Cancelled).SetProperty(job => job.Worker, WorkerName.Mine), cancellation), cancellation);
            // A run that was killed may have left rows of it.
            await Task.Run(Settle, cancellation);
        }
        Changed?.Invoke();
    }

    /// <summary>The interrupted import of this very file, queued again; null when there is none.</summary>
    public async Task<long?> ResumeAsync(ImportRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var path = Path.GetFullPath(request.Path);
        await using var db = _database.Edit();
        var job = await db.Imports.AsNoTracking().Where(job => job.Path == path && job.Entry == request.Entry && job.State == ImportState.Queued).OrderBy(job => job.Id).FirstOrDefaultAsync(cancellation);
        return job?.Id;
    }

    /// <summary>Whether an import reads one of these files.</summary>
    public async Task<bool> IsForAsync(long id, IEnumerable<string> paths, CancellationToken cancellation)
    {
        var full = paths.Select(Path.GetFullPath).ToHashSet();
        return await JobAsync(id, cancellation) is { } job && full.Contains(job.Path);
    }

    private ImportReport Read(ImportJob job, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        using var source = ImportFile.Open(job.Path, job.File, job.Entry);
        var tools = Tools();
        var format = ImportFile.FormatOf(tools.Formats, source.Head, job.File, job.Format);
        job.Format = format.Info.Name;
        if (job.Source.Length == 0) job.Source = format.Info.Name;
        job.Archive = ArchiveReader.RelativePath(job);
        var publication = new Publication(_database, tools.Calendar);
        using var run = new ImportRun(tools, format, job.Source, job.Id, file: job.File);
        publication.ClearStaged(run.Connection!, job.Id, cancellation);
        using var archive = new ArchiveWriter(Path.Combine(_database.DataDirectory, job.Archive));
        var told = Stopwatch.StartNew();
        run.Read(source.Utf8, archive, () => source.BytesRead, () =>
        {
            if (told.ElapsedMilliseconds < 250) return;
            told.Restart();
            Changed?.Invoke();
        }, cancellation);

        ImportFile.RefuseEmpty(job.File, run.Tally);
        job.ContentHash = run.ContentHash;
        job.AsOfUtc = FirstTold(job);
        var coverage = run.Coverage.Build(job.StatedAsOfUtc ?? job.AsOfUtc);
        var contents = new Publication.Contents(
            format.Info.Name, format.Info.Family, format.Info.Level, job.Replace, coverage, run.Coverage.Windows);
        ImportReport? report = null;
        publication.Publish(run.Connection!, job, run.Events, archive, contents, outcome =>
        {
            report = ImportFile.Report(job.File, format, job.Id, run.Tally, outcome, watch.Elapsed);
            Fill(job, report);
        }, cancellation);
        return report!;
    }

    /// <summary>The same content told again later says nothing new about its days: it keeps the time of the first telling.</summary>
    private DateTime FirstTold(ImportJob job)
    {
        using var db = _database.Edit();
        var first = db.Imports.AsNoTracking()
            .Where(import => import.ContentHash == job.ContentHash && import.State == ImportState.Done && import.Id != job.Id)
            .OrderBy(import => import.AsOfUtc).Select(import => (DateTime?)import.AsOfUtc).FirstOrDefault();
        return first is { } time && time < job.AsOfUtc ? time : job.AsOfUtc;
    }

    private void Fill(ImportJob job, ImportReport report)
    {
        job.State = ImportState.Done;
        job.BytesDone = job.BytesTotal;
        (job.Lines, job.Accepted, job.Duplicates, job.Replaced) = (report.Lines, report.Accepted, report.Duplicates, report.Replaced);
        (job.Ignored, job.Rejected, job.Blank, job.Records, job.Charges) = (report.Ignored, report.Rejected, report.Blank, report.Records, report.Charges);
        (job.From, job.To, job.MissingFromEarlier) = (report.From, report.To, report.MissingFromEarlier);
        job.FinishedUtc = _clock.GetUtcNow().UtcDateTime;
        job.Error = null;
        job.Report = report.ToJson();
    }

    private ImportTools Tools() => _company.ImportTools(_database);

    private async Task<bool> ClaimAsync(long id, CancellationToken cancellation)
    {
        var claimed = await _database.EditAsync(db => db.Imports.Where(job => job.Id == id && job.State == ImportState.Queued)
            .ExecuteUpdateAsync(set => set.SetProperty(job => job.State, ImportState.Running).SetProperty(job => job.Worker, WorkerName.Mine), cancellation), cancellation);
        return claimed == 1;
    }

    private Task SetStateAsync(long id, ImportState state, CancellationToken cancellation) =>
        _database.EditAsync(db => db.Imports.Where(job => job.Id == id).ExecuteUpdateAsync(set => set
            .SetProperty(job => job.State, state)
            .SetProperty(job => job.Worker, state == ImportState.Queued ? null : WorkerName.Mine), cancellation), cancellation);

    private async Task<ImportJob?> JobAsync(long id, CancellationToken cancellation)
    {
        await using var db = _database.Edit();
        return await db.Imports.AsNoTracking().SingleOrDefaultAsync(job => job.Id == id, cancellation);
    }
}

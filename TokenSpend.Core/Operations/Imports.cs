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
    private readonly ConcurrentDictionary<long, CancellationTokenSource> _running = new();

    public Imports(Database database, Company company, TimeProvider clock)
    {
        (_database, _company, _clock) = (database, company, clock);
    }

    /// <summary>An import's state or progress changed, in this process.</summary>
    public event Action? Changed;

    /// <summary>Writes the durable job row; a worker runs it.</summary>
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
        await _database.EditAsync(async db =>
        {
            db.Imports.Add(job);
            return await db.SaveChangesAsync(cancellation);
        }, cancellation);
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
        if (!await ClaimAsync(id, cancellation)) return null;
        var job = await JobAsync(id, cancellation) ?? throw new RefusedException($"There is no import {id}.");
        using var userStop = new CancellationTokenSource();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, userStop.Token);
        _running[id] = userStop;
        try
        {
            var report = Read(job, stop.Token);
            if (job.OwnsPath && !IsNeeded(job)) File.Delete(job.Path);
            return report;
        }
        catch (OperationCanceledException) when (!userStop.IsCancellationRequested)
        {
            await SetStateAsync(id, ImportState.Queued, CancellationToken.None);
            throw;
        }
        catch (OperationCanceledException)
        {
            RollBack(job, ImportState.Cancelled, null);
            throw;
        }
        catch (Exception error) when (error is FormatException or ImportFailedException or IOException or UnauthorizedAccessException)
        {
            var problem = (error as ImportFailedException)?.Problem ?? new ImportProblem("unreadable", job.File, [error.Message]);
            RollBack(job, ImportState.Failed, problem);
            throw new ImportFailedException(problem, error);
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
            using var run = new ImportRun(tools, format, request.Source ?? format.Info.Name, null);
            run.Read(source.Utf8, null, null, null, cancellation);
            tally = run.Tally;
        }
        catch (FormatException error)
        {
            throw new ImportFailedException(new ImportProblem("unreadable", request.File, [error.Message]), error);
        }
        ImportFile.RefuseEmpty(request.File, tally);
        var accepted = tally.Lines - tally.Blank - tally.Ignored - tally.Rejected;
        return ImportFile.Report(request.File, format, null, tally, new Publication.Outcome(accepted, 0, 0, 0, 0), watch.Elapsed);
    }

    /// <summary>Takes an import away: the state is the one that the other imports alone give.</summary>
    /// <exception cref="RefusedException">There is no such import, or it is not done.</exception>
    public async Task UndoAsync(Viewer viewer, long id, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var job = await JobAsync(id, cancellation) ?? throw new RefusedException($"There is no import {id}. The list of imports has the numbers.");
        if (job.State is not (ImportState.Done or ImportState.Undoing))
            throw new RefusedException($"Import {id} ({job.File}) is {job.State.ToString().ToLowerInvariant()}; only a done import can be undone.");
        await SetStateAsync(id, ImportState.Undoing, cancellation);
        job.FinishedUtc = _clock.GetUtcNow().UtcDateTime;
        await Task.Run(() => RollBack(job, ImportState.Undone, null), cancellation);
        Changed?.Invoke();
    }

    /// <summary>Stops a running import and takes away what it wrote; a queued one is not begun.</summary>
    public async Task CancelAsync(Viewer viewer, long id, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        if (_running.TryGetValue(id, out var stop)) await stop.CancelAsync();
        else
            await _database.EditAsync(db => db.Imports.Where(job => job.Id == id && job.State == ImportState.Queued)
                .ExecuteUpdateAsync(set => set.SetProperty(job => job.State, ImportState.Cancelled), cancellation), cancellation);
        Changed?.Invoke();
    }

    /// <summary>Takes up what a killed process left: unfinished undos are finished, unfinished imports queued again.</summary>
    /// <returns>Ids to run, oldest first.</returns>
    public async Task<IReadOnlyList<long>> RecoverAsync(CancellationToken cancellation)
    {
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
        using var run = new ImportRun(tools, format, job.Source, job.Id);
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
        var archived = job.Archive;
        (job.Archive, job.Error, job.FinishedUtc) = (null, problem?.ToText(), _clock.GetUtcNow().UtcDateTime);
        new Publication(_database, tools.Calendar).Retract(connection, job, state, CancellationToken.None);
        if (archived is not null) File.Delete(Path.Combine(_database.DataDirectory, archived));
        if (job.OwnsPath && state == ImportState.Cancelled && !IsNeeded(job)) File.Delete(job.Path);
        if (job.OwnsPath && state == ImportState.Failed) KeepFailed(job);
    }

    /// <summary>A file that could not be imported is kept under its name: it may be the only copy.</summary>
    private void KeepFailed(ImportJob job)
    {
        if (!File.Exists(job.Path)) return;
        var kept = FailedPath(job);
        Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
        // Of a zip with several files, others may still be to come.
        if (!IsNeeded(job)) File.Move(job.Path, kept, overwrite: true);
        else File.Copy(job.Path, kept, overwrite: true);
    }

    /// <summary>Another import reads the same file: a zip with several in it.</summary>
    private bool IsNeeded(ImportJob job)
    {
        using var db = _database.Edit();
        return job.Entry is not null && db.Imports.Any(other => other.Path == job.Path && other.Id != job.Id && (other.State == ImportState.Queued || other.State == ImportState.Running));
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

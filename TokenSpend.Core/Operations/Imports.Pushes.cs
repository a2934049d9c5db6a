using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using TokenSpend.Core.Ingestion;
using TokenSpend.Core.Operations.Importing;
using TokenSpend.Core.Operations.Pushing;
using TokenSpend.Core.Storage;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Operations;

/// <content>What gateways push: many small bodies, one import for each format, source and day.</content>
public sealed partial class Imports
{
    private static readonly TimeSpan AnswersKept = TimeSpan.FromDays(1);
    private const int HeadBytes = 64 << 10;

    /// <summary>One import writes at a time: two that tell of one request would each add its sums.</summary>
    private readonly TicketLock _runs = new();

    /// <summary>No undo beside a batch of pushes: what the batch is about to tell would not be replayed.</summary>
    private readonly TicketLock _rollBacks = new();

    /// <summary>Formats that can be pushed.</summary>
    public IEnumerable<FormatInfo> PushFormats => _company.Rules.Formats.All.Select(format => format.Info).Where(IsLog);

    /// <summary>Reads a body without writing anything: what no run could read is refused before it is acknowledged.</summary>
    /// <returns>Its format.</returns>
    /// <exception cref="ImportFailedException">It is empty, or of no known format, or its document breaks off.</exception>
    /// <exception cref="RefusedException">It is a bill or a report.</exception>
    internal FormatInfo LookAt(PushedText text, string? format, string? source, CancellationToken cancellation)
    {
        var utf8 = text.Framed[1..];
        var tools = Tools();
        var found = ImportFile.FormatOf(tools.Formats, HeadOf(tools.Formats, utf8, format), "push", format);
        if (!IsLog(found.Info))
            throw new RefusedException($"This is {found.Info.Title}. Bills and reports are not pushed: what they are complete for shows in the whole file. Upload it on the Imports page, or put it into the folder inbox.");
        using var run = new ImportRun(tools, found, source ?? found.Info.Name, null);
        try
        {
            ImportFile.RefuseEmpty("push", run.ReadPart(text, 0, null, cancellation).Tally);
        }
        catch (FormatException error)
        {
            throw new ImportFailedException(new ImportProblem("unreadable", "push", [error.Message]), error);
        }
        return found.Info;
    }

    /// <summary>Imports a batch: its requests become part of the day's import, in one transaction. Safe to repeat after a kill until it is published.</summary>
    /// <param name="isAwaited">Whether the sender of this push waits for the answer; else the answer is kept for a day.</param>
    /// <returns>The line balance of each push, as JSON.</returns>
    internal async Task<IReadOnlyDictionary<string, string>> RunPushesAsync(PushBatch batch, Func<string, bool> isAwaited, CancellationToken cancellation)
    {
        using var turn = await _runs.EnterAsync(cancellation);
        using var alone = await _rollBacks.EnterAsync(cancellation);
        await BeginBatchAsync(batch, cancellation);
        var day = await DayOfAsync(batch, cancellation);
        var answers = await Task.Run(() => Read(batch, day, isAwaited, cancellation), cancellation);
        Changed?.Invoke();
        return answers;
    }

    /// <summary>Takes away what a batch wrote that cannot be imported.</summary>
    internal async Task DropPushesAsync(CancellationToken cancellation)
    {
        if (await JobAsync(ImportJob.PushBatchId, cancellation) is { } batch) await Task.Run(() => Drop(batch, cancellation), cancellation);
    }

    /// <summary>The kept answer of a push, as JSON; null: not known, or forgotten.</summary>
    public string? PushAnswer(Viewer viewer, string id)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        using var connection = _database.OpenRead();
        return PushPublication.Find(connection, id);
    }

    private static bool IsLog(FormatInfo format) => format.Level is SourceLevel.PrimaryLog or SourceLevel.Detail;

    /// <summary>The first record of a gateway may be longer than a head usually is: then all of the body is looked at.</summary>
    private static FileHead HeadOf(KnownFormats formats, ReadOnlySpan<byte> utf8, string? format)
    {
        var head = new FileHead(Encoding.UTF8.GetString(utf8[..Math.Min(utf8.Length, HeadBytes)]));
        return format is null && utf8.Length > HeadBytes && formats.Detect(head) is null ? new FileHead(Encoding.UTF8.GetString(utf8)) : head;
    }

    /// <summary>Hides the batch's requests until it is published.</summary>
    private async Task BeginBatchAsync(PushBatch batch, CancellationToken cancellation)
    {
        if (await JobAsync(ImportJob.PushBatchId, cancellation) is { } left)
        {
            if (left.Path == batch.Name) return;
            Drop(left, cancellation);
        }
        var now = _clock.GetUtcNow().UtcDateTime;
        await _database.EditAsync(async db =>
        {
            await db.Imports.Where(job => job.Id == ImportJob.PushBatchId).ExecuteDeleteAsync(cancellation);
            db.Imports.Add(new ImportJob
            {
                Id = ImportJob.PushBatchId, File = batch.Name, Path = batch.Name, Format = batch.Format, Source = batch.Source, Pushed = true, State = ImportState.Running, AsOfUtc = now, CreatedUtc = now,
            });
            return await db.SaveChangesAsync(cancellation);
        }, cancellation);
    }

    private void Drop(ImportJob batch, CancellationToken cancellation)
    {
        using var connection = _database.OpenWrite();
        new Publication(_database, Tools().Calendar).Retract(connection, batch, ImportState.Cancelled, cancellation);
    }

    /// <summary>The import that takes in what is pushed today (UTC); made where there is none.</summary>
    private async Task<ImportJob> DayOfAsync(PushBatch batch, CancellationToken cancellation)
    {
        var now = _clock.GetUtcNow().UtcDateTime;
        var file = string.Create(CultureInfo.InvariantCulture, $"push-{now:yyyy-MM-dd}");
        await using (var db = _database.Edit())
        {
            var day = await db.Imports.AsNoTracking()
                .Where(job => job.Pushed && job.Id > 0 && job.File == file && job.Format == batch.Format && job.Source == batch.Source && (job.State == ImportState.Running || job.State == ImportState.Done))
                .OrderByDescending(job => job.Id).FirstOrDefaultAsync(cancellation);
            if (day is not null) return day;
        }
        var made = new ImportJob { File = file, Path = "", Format = batch.Format, Source = batch.Source, Pushed = true, State = ImportState.Running, AsOfUtc = now, CreatedUtc = now };
        await _database.EditAsync(db =>
        {
            db.Imports.Add(made);
            return db.SaveChangesAsync(cancellation);
        }, cancellation);
        return made;
    }

    private Dictionary<string, string> Read(PushBatch batch, ImportJob day, Func<string, bool> isAwaited, CancellationToken cancellation)
    {
        var tools = Tools();
        // A format is gone only where the site was replaced by an older one, or its profile taken away.
        var format = tools.Formats.Find(batch.Format) ?? throw new FormatException($"There is no format '{batch.Format}'.");
        var job = new ImportJob { Id = ImportJob.PushBatchId, File = batch.Name, Path = batch.Name, Format = batch.Format, Source = batch.Source };
        var publication = new Publication(_database, tools.Calendar);
        using var run = new ImportRun(tools, format, batch.Source, job.Id);
        publication.ClearStaged(run.Connection!, job.Id, cancellation);
        day.Archive ??= ArchiveReader.RelativePath(day);
        var text = new ArrayBufferWriter<byte>();
        var written = new List<(long, long)>();
        var parts = new List<(string Id, int LinesBefore, ImportReport Report)>();
        var lines = 0;
        foreach (var (id, body) in batch.Bodies())
        {
            var watch = Stopwatch.StartNew();
            var (tally, outcome) = run.ReadPart(body, lines, written.Add, cancellation);
            parts.Add((id, lines, ImportFile.Report(id, format, day.Id, tally, outcome, watch.Elapsed)));
            text.Write(body.Framed);
            lines += body.Lines;
        }
        var answers = parts.ToDictionary(part => part.Id, part => part.Report.ToJson());
        var contents = new Publication.Contents(format.Info.Name, format.Info.Family, format.Info.Level, Replaces: false, [], []);
        publication.Publish(run.Connection!, job, run.Events, null, contents, _ =>
        {
            var sum = ImportReport.Parse(day.Report);
            foreach (var (_, before, report) in parts)
                sum = sum is null ? report with { File = day.File } : sum.Plus(report, day.ArchivedLines + before);
            day.BytesTotal += text.WrittenCount;
            Fill(day, sum!);
            PushPublication.Adopt(run.Connection!, _database.DataDirectory, day, batch.Name, written, text.WrittenSpan);
            PushPublication.Keep(run.Connection!, answers.Where(answer => !isAwaited(answer.Key)).Select(answer => (answer.Key, answer.Value)), SpoolIds.At(_clock.GetUtcNow() - AnswersKept));
        }, cancellation);
        return answers;
    }

    private void ReplayPushes(ImportRun run, ImportJob day)
    {
        var lines = 0;
        foreach (var batch in PushArchive.Batches(run.Connection!, _database.DataDirectory, day))
            foreach (var body in PushedText.Split(batch))
            {
                run.ReadPart(body, lines, null, CancellationToken.None);
                lines += body.Lines;
            }
    }
}

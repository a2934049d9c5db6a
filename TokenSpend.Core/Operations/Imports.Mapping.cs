using TokenSpend.Core.Ingestion.Mapping;
using TokenSpend.Core.Operations.Importing;
using TokenSpend.Core.Storage;

namespace TokenSpend.Core.Operations;

/// <content>Files that no format knew: they are kept, so that they can be mapped without a second upload.</content>
public sealed partial class Imports
{
    /// <summary>Bytes of a file that a draft is tried on: enough for totals that tell, little enough to be read at every change.</summary>
    private const int TriedBytes = 16 << 20;

    /// <summary>Asks for a kept file again; null: the import did not fail for want of a format, or its file is gone.</summary>
    internal async Task<ImportRequest?> UnknownAsync(long id, CancellationToken cancellation) =>
        await JobAsync(id, cancellation) is { } job && KeptFile(job) is { } path ? new ImportRequest(path, job.File, Source: job.Source.Length > 0 ? job.Source : null, OwnsPath: job.OwnsPath, Entry: job.Entry) : null;

    /// <summary>The first part of a file, decoded.</summary>
    /// <param name="isWhole">Whether that is all of it.</param>
    /// <exception cref="ImportFailedException">It cannot be read.</exception>
    internal static ReadOnlyMemory<byte> Start(ImportRequest request, out bool isWhole)
    {
        try
        {
            using var source = ImportFile.Open(request.Path, request.File, request.Entry);
            var bytes = new byte[TriedBytes];
            var length = source.Utf8.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            isWhole = length < bytes.Length;
            // What the cut left of the last line would be rejected for no fault of its own.
            return bytes.AsMemory(0, isWhole ? length : bytes.AsSpan(0, length).LastIndexOf((byte)'\n') + 1);
        }
        catch (FormatException error)
        {
            throw new ImportFailedException(new ImportProblem("unreadable", request.File, [error.Message]), error);
        }
    }

    /// <summary>What an import of these bytes by a draft would take in; writes nothing.</summary>
    /// <exception cref="ImportFailedException">The document as a whole cannot be read.</exception>
    internal ImportReport TryOut(string file, ReadOnlyMemory<byte> start, MappedFormat draft, CancellationToken cancellation)
    {
        using var run = new ImportRun(Tools(), draft, draft.Info.Name, null);
        try
        {
            run.Read(new MemoryStream(start.ToArray(), writable: false), null, null, null, cancellation);
        }
        catch (FormatException error)
        {
            throw new ImportFailedException(new ImportProblem("unreadable", file, [error.Message]), error);
        }
        var tally = run.Tally;
        return ImportFile.Report(file, draft, null, tally, new Publication.Outcome(tally.Lines - tally.Blank - tally.Ignored - tally.Rejected, 0, 0, 0, 0), TimeSpan.Zero);
    }

    /// <summary>Where the file of a failed import lies; null where it is not to be mapped, or gone.</summary>
    private string? KeptFile(ImportJob job)
    {
        if (job.State != ImportState.Failed || ImportProblem.Parse(job.Error) is not { Code: "unknown-format" }) return null;
        var path = job.OwnsPath ? FailedPath(job) : job.Path;
        return File.Exists(path) ? path : null;
    }

    private string FailedPath(ImportJob job) => Path.Combine(_database.DataDirectory, "failed", $"{job.Id}-{Path.GetFileName(job.File)}");
}

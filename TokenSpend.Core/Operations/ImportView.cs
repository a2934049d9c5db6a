using TokenSpend.Core.Storage;

namespace TokenSpend.Core.Operations;

/// <summary>An import as the pages show it.</summary>
/// <param name="BytesTotal">0 while unknown.</param>
/// <param name="Cost">Nano units per currency: billed where the file bills, else metered.</param>
/// <param name="From">First day of its facts; null when it has none.</param>
/// <param name="To">Day after the last.</param>
/// <param name="CanMap">No format knew the file, and it is kept: its columns can be mapped.</param>
/// <param name="MissingFromEarlier">Lines of earlier imports in this one's window that it lacks; they were kept.</param>
public sealed record ImportView(
    long Id, string File, string? Format, string Source, ImportState State,
    long BytesDone, long BytesTotal, long LinesDone, long Lines, long Accepted, long Duplicates, long Replaced, long Ignored, long Rejected, long Blank,
    IReadOnlyList<(string Currency, long Nanos)> Cost, DateOnly? From, DateOnly? To,
    DateTime CreatedUtc, DateTime? FinishedUtc, ImportProblem? Problem, long MissingFromEarlier, bool CanMap);

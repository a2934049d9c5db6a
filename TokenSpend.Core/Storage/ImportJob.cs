namespace TokenSpend.Core.Storage;

/// <summary>Where an import stands. Only <see cref="Done"/> is visible to readers.</summary>
public enum ImportState { Queued = 0, Running = 1, Done = 2, Failed = 3, Undoing = 4, Undone = 5, Cancelled = 6 }

/// <summary>The durable row of an import: the truth that survives a kill.</summary>
public sealed class ImportJob
{
    public long Id { get; set; }

    /// <summary>Name as the user knows it, without folder.</summary>
    public required string File { get; set; }

    /// <summary>Where the bytes lie until they are archived.</summary>
    public required string Path { get; set; }

    /// <summary>Which file of a zip; null: the file itself.</summary>
    public string? Entry { get; set; }

    /// <summary>Taken away when it is done: an upload's spool file.</summary>
    public bool OwnsPath { get; set; }

    public string? Format { get; set; }
    public required string Source { get; set; }
    public bool Replace { get; set; }
    public ImportState State { get; set; }

    /// <summary>Process that works on it, with its start, so that a dead one's work is taken up again.</summary>
    public string? Worker { get; set; }

    public long BytesDone { get; set; }
    public long BytesTotal { get; set; }
    public long LinesDone { get; set; }
    public long Lines { get; set; }
    public long Accepted { get; set; }
    public long Duplicates { get; set; }
    public long Replaced { get; set; }
    public long Ignored { get; set; }
    public long Rejected { get; set; }
    public long Blank { get; set; }
    public long Records { get; set; }
    public long Charges { get; set; }

    /// <summary>Lines of earlier imports inside this snapshot's windows that it lacks; they were kept.</summary>
    public long MissingFromEarlier { get; set; }

    /// <summary>The full answer of the import, as the contract's JSON.</summary>
    public string? Report { get; set; }

    /// <summary>SHA-256 of the content, upper-case hex; null until read.</summary>
    public string? ContentHash { get; set; }

    /// <summary>When the content was first told: coverage ends before it.</summary>
    public DateTime AsOfUtc { get; set; }

    /// <summary>As-of time that the file itself states, or the moment of a replace; null: it does not say which telling is newer.</summary>
    public DateTime? StatedAsOfUtc { get; set; }

    /// <summary>First day of its facts.</summary>
    public DateOnly? From { get; set; }

    /// <summary>Day after the last.</summary>
    public DateOnly? To { get; set; }

    /// <summary>Archived file, relative to the data directory.</summary>
    public string? Archive { get; set; }

    /// <summary>What gateways push of one format and source on one day (UTC): its archive is a sequence of bodies and grows.</summary>
    public bool Pushed { get; set; }

    /// <summary>How much of the archived file counts, in bytes; what a killed process wrote behind it does not. Of pushes only.</summary>
    public long ArchivedBytes { get; set; }

    /// <summary>Lines in the archived file. Of pushes only.</summary>
    public long ArchivedLines { get; set; }

    /// <summary>Under this number requests of pushes are written until they belong to their day's import. There is one such batch at a time.</summary>
    public const long PushBatchId = -1;

    public DateTime CreatedUtc { get; set; }
    public DateTime? FinishedUtc { get; set; }
    /// <summary>Code and arguments of what went wrong; null where nothing did.</summary>
    public string? Error { get; set; }
}

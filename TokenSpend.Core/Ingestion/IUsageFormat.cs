namespace TokenSpend.Core.Ingestion;

/// <summary>How surely a file's head belongs to a format.</summary>
public enum Match { No = 0, Maybe = 1, Sure = 2 }

/// <summary>A format of bills, reports or logs. A new one is one file in Formats/, one line in <see cref="KnownFormats"/> and one sample.</summary>
public interface IUsageFormat
{
    FormatInfo Info { get; }

    /// <summary>By content, never by file name.</summary>
    Match Detect(FileHead head);
}

/// <summary>A format read as a document or CSV: yields outcomes in file order.</summary>
public interface IDocumentFormat : IUsageFormat
{
    /// <param name="content">Decoded text from the start of the file, header included; the caller disposes it.</param>
    /// <exception cref="FormatException">The document as a whole cannot be read; the message says where and what was expected.</exception>
    IEnumerable<LineOutcome> Read(TextReader content, ReadContext context);
}

/// <summary>A format of independent lines, parsed from UTF-8 without making strings; several threads share one instance.</summary>
public interface ILineFormat : IUsageFormat
{
    /// <summary>Reads one line, without its line end, into <paramref name="line"/>, which was reset before.</summary>
    void Read(ReadOnlySpan<byte> utf8, UsageLine line, ReadContext context);
}

/// <summary>What a format needs to know of the import.</summary>
/// <param name="Source">Label of the source: one per gateway instance.</param>
/// <param name="Providers">Spelling of providers.</param>
/// <param name="TagKeys">Declared tag names, lower case; other tags are not part of a subject.</param>
public sealed record ReadContext(string Source, ProviderNames Providers, IReadOnlySet<string> TagKeys);

using TokenSpend.Core.Ingestion;
using TokenSpend.Core.Storage;

namespace TokenSpend.Core.Operations.Importing;

/// <summary>What a file is, and what an import answers about it.</summary>
internal static class ImportFile
{
    /// <param name="path">Where its bytes lie.</param>
    /// <param name="file">Name as the user knows it.</param>
    /// <param name="entry">Which file of a zip; null: the file itself.</param>
    /// <exception cref="ImportFailedException">It is not there.</exception>
    /// <exception cref="FormatException">It is packed in a way that cannot be read.</exception>
    public static SourceFile Open(string path, string file, string? entry) => File.Exists(path) ? SourceFile.Open(path, entry) : throw Failed("no-file", file);

    /// <param name="file">Name as the user knows it.</param>
    /// <param name="named">Null: detect by content.</param>
    /// <exception cref="ImportFailedException">It is no file of a known format.</exception>
    public static IUsageFormat FormatOf(KnownFormats formats, FileHead head, string file, string? named)
    {
        if (named is not null) return formats.Find(named) ?? throw Failed("no-such-format", file, named, Names(formats));
        if (string.IsNullOrWhiteSpace(head.Text)) throw Failed("empty", file);
        return formats.Detect(head) ?? throw Failed("unknown-format", file, head.Describe(), Names(formats));
    }

    /// <exception cref="ImportFailedException">There is nothing in it.</exception>
    public static void RefuseEmpty(string file, ImportTally tally)
    {
        if (tally.Lines - tally.Blank == 0) throw Failed("no-lines", file);
    }

    public static ImportFailedException Failed(string code, string file, params string[] arguments) => new(new ImportProblem(code, file, arguments));

    public static ImportReport Report(string file, IUsageFormat format, long? import, ImportTally tally, Publication.Outcome outcome, TimeSpan took)
    {
        if (outcome.Older > 0) tally.AddIgnored("older-telling", outcome.Older);
        return new ImportReport
        {
            File = file, Format = format.Info.Name, Import = import, Lines = tally.Lines,
            Accepted = outcome.Accepted, Duplicates = outcome.Duplicates, Replaced = outcome.Replaced,
            Ignored = tally.Ignored, IgnoredBy = tally.IgnoredBy, Rejected = tally.Rejected, Blank = tally.Blank,
            Records = tally.Records, Charges = tally.Charges, Tokens = ImportReport.TokensByName(tally.Tokens), Cost = [.. tally.Cost],
            UnpricedTokens = tally.UnpricedTokens, From = tally.From, To = tally.To, MissingFromEarlier = outcome.Missing,
            Seconds = Math.Round(took.TotalSeconds, 3), Rejections = [.. tally.FirstRejections.Select(RejectionLine.Of)],
        };
    }

    private static string Names(KnownFormats formats) => string.Join(", ", formats.All.Select(format => format.Info.Name));
}

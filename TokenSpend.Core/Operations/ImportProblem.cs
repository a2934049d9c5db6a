namespace TokenSpend.Core.Operations;

/// <summary>Why a file could not be imported. Pages have their own words for each code; the command line prints the message.</summary>
/// <param name="Code">
/// no-file · empty · no-lines · unknown-format (head, known formats) · no-such-format (name, known formats) · unreadable (what is wrong, in English)
/// · mostly-bad (bad lines, lines read, format, why the first of them were rejected, in English) · disk-full (folder).
/// </param>
/// <param name="File">Name as the user knows it.</param>
public sealed record ImportProblem(string Code, string File, IReadOnlyList<string> Arguments)
{
    private const char Separator = '\u001f';

    public static readonly IReadOnlyList<string> Codes = ["no-file", "empty", "no-lines", "unknown-format", "no-such-format", "unreadable", "mostly-bad", "disk-full"];

    public string Message => Code switch
    {
        "no-file" => $"{File}: there is no such file. Check the path.",
        "empty" => $"{File}: the file is empty. Export it again.",
        "no-lines" => $"{File}: there are no data lines in it. Export it again for a period with usage.",
        "unknown-format" => $"{File}: no known format. It begins with: {Arguments[0]} Known formats: {Arguments[1]}. Export it in one of these, or name one with --format.",
        "no-such-format" => $"{File}: there is no format '{Arguments[0]}'. Known: {Arguments[1]}.",
        "mostly-bad" => $"{File}: {Arguments[0]} of the first {Arguments[1]} lines cannot be read as {Arguments[2]}, so nothing of it was stored. Name its format with --format, or map its columns on the Imports page. {Arguments[3]}",
        "disk-full" => $"{File}: there is no room left on the disk of {Arguments[0]}, or it cannot be written. Nothing of the file was stored, and the file is kept. Free some space and import it again.",
        _ => $"{File}: {string.Join(' ', Arguments)}",
    };

    /// <summary>One text for the job's row.</summary>
    internal string ToText() => string.Join(Separator, [Code, File, .. Arguments]);

    internal static ImportProblem? Parse(string? text) =>
        text?.Split(Separator) is [var code, var file, .. var arguments] ? new ImportProblem(code, file, arguments) : null;
}

/// <summary>A file that cannot be imported as a whole.</summary>
public sealed class ImportFailedException(ImportProblem problem, Exception? inner = null) : Exception(problem.Message, inner)
{
    public ImportProblem Problem => problem;
}

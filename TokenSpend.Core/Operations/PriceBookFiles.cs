using TokenSpend.Core.Pricing;

namespace TokenSpend.Core.Operations;

/// <summary>The books as files of the data directory; an edition is taken over as a whole, or not at all.</summary>
public sealed class PriceBookFiles(Company company, TimeProvider clock)
{
    /// <summary>An edition that is good, and the book that it makes; nothing is written yet.</summary>
    /// <param name="Book">Name of the book.</param>
    /// <param name="Merged">With all that was believed before.</param>
    /// <param name="Recorded">Rows that are recorded because the edition says something else than the book does.</param>
    /// <param name="Notes">What was left out of the file and why.</param>
    public sealed record Edition(string Book, PriceBook Merged, int Recorded, IReadOnlyList<string> Notes);

    /// <summary>Reads an edition: CSV as data/prices.csv, or the JSON table of genai-prices or LiteLLM.</summary>
    /// <param name="book">Null: the list for CSV, else a book of the table's own name.</param>
    /// <param name="by">Who enters it; null where unknown.</param>
    /// <exception cref="RefusedException">The file is wrong; the message names line, column and what was expected. The old book stays in force.</exception>
    public Edition Prepare(string path, string? book, string? by = null)
    {
        var (name, edition, notes) = ReadEdition(path, book);
        var target = company.BookPath(name);
        var old = File.Exists(target) && TryLoad(File.ReadAllText(target), Path.GetFileName(target), out var stood, out _) ? stood : null;
        var rows = PriceRecording.Take(old, edition, clock.GetUtcNow().UtcDateTime, by);
        // Written and read again before it replaces anything: what is in force must always load.
        return new Edition(name, Load(PriceFileWriter.Write(rows), Path.GetFileName(path)), rows.Count - (old?.Rows.Count ?? 0), notes);
    }

    /// <summary>Puts a book in force.</summary>
    public void TakeOver(Edition edition)
    {
        ArgumentNullException.ThrowIfNull(edition);
        var target = company.BookPath(edition.Book);
        File.WriteAllText(target + ".new", PriceFileWriter.Write(edition.Merged.Rows));
        File.Move(target + ".new", target, overwrite: true);
    }

    /// <exception cref="RefusedException">There is no such book.</exception>
    public PriceBook Read(string book)
    {
        var path = company.BookPath(book);
        if (!File.Exists(path)) throw new RefusedException($"There is no book '{book}'. Import one: prices import FILE --book {book}");
        return Load(File.ReadAllText(path), Path.GetFileName(path));
    }

    private (string Book, PriceBook Edition, IReadOnlyList<string> Notes) ReadEdition(string path, string? book)
    {
        if (book is not null && (book.Length == 0 || !book.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))) throw new RefusedException($"'{book}' is no name for a book. Use letters, digits and hyphens.");
        if (!File.Exists(path)) throw new RefusedException($"{path}: there is no such file. Check the path.");
        var (content, file) = (File.ReadAllText(path), Path.GetFileName(path));
        if (!PriceTable.IsJson(content)) return (book ?? "list", Load(content, file), []);
        var rules = company.Rules;
        var table = PriceTable.Read(content, file, new TableSetting(rules.Providers.Id, rules.Calendar.ZoneOf, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime)));
        if (table.Errors.Count > 0) throw Refused(table.Errors);
        return PriceBook.TryBuild(table.Rows, file, out var edition, out var errors) ? (book ?? table.Name, edition, table.Notes) : throw Refused(errors);
    }

    private static bool TryLoad(string content, string file, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out PriceBook? book, out IReadOnlyList<PriceFileError> errors)
    {
        using var text = new StringReader(content);
        return PriceBook.TryLoad(text, file, out book, out errors);
    }

    private static PriceBook Load(string content, string file) => TryLoad(content, file, out var book, out var errors) ? book : throw Refused(errors);

    private const int MostErrors = 50;

    private static RefusedException Refused(IReadOnlyList<PriceFileError> errors) => new(string.Join(Environment.NewLine,
    [
        .. errors.Take(MostErrors).Select(error => error.Message),
        .. errors.Count > MostErrors ? new[] { FormattableString.Invariant($"{errors.Count - MostErrors:N0} more like these.") } : [],
        "The old book stays in force. Mend the file and import it again.",
    ]));
}

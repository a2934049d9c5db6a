using TokenSpend.Core.Pricing;

namespace TokenSpend.Core.Operations;

/// <summary>The books as files of the data directory; a book is taken over as a whole, or not at all.</summary>
public sealed class PriceBookFiles(Company company)
{
    /// <returns>Count of its rows.</returns>
    /// <exception cref="RefusedException">The file is wrong; the message names line, column and what was expected. The old book stays in force.</exception>
    public int Import(string path, string book)
    {
        if (!book.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')) throw new RefusedException($"'{book}' is no name for a book. Use letters, digits and hyphens.");
        if (!File.Exists(path)) throw new RefusedException($"{path}: there is no such file. Check the path.");
        var content = File.ReadAllText(path);
        var rows = Load(content, Path.GetFileName(path)).Rows.Count;
        var target = company.BookPath(book);
        File.WriteAllText(target + ".new", content);
        File.Move(target + ".new", target, overwrite: true);
        return rows;
    }

    /// <exception cref="RefusedException">There is no such book.</exception>
    public PriceBook Read(string book)
    {
        var path = company.BookPath(book);
        if (!File.Exists(path)) throw new RefusedException($"There is no book '{book}'. Import one: prices import FILE --book {book}");
        return Load(File.ReadAllText(path), Path.GetFileName(path));
    }

    private static PriceBook Load(string content, string file)
    {
        using var text = new StringReader(content);
        return PriceBook.TryLoad(text, file, out var book, out var errors)
            ? book
            : throw new RefusedException(string.Join(Environment.NewLine, errors.Select(error => error.Message)) + Environment.NewLine + "The old book stays in force. Mend the file and import it again.");
    }
}

using TokenSpend.Core.Pricing;

namespace TokenSpend.Core.Operations;

/// <summary>The books as files of the data directory; an edition is taken over as a whole, or not at all.</summary>
public sealed class PriceBookFiles(Company company, TimeProvider clock)
{
    private readonly Lock _gate = new();

    /// <summary>The book of own prices, which win over the list.</summary>
    public const string Contract = "contract";

    /// <summary>The book of the providers' public prices.</summary>
    public const string List = "list";

    /// <summary>An edition that is good, and the book that it makes; nothing is written yet.</summary>
    /// <param name="Book">Name of the book.</param>
    /// <param name="Merged">With all that was believed before.</param>
    /// <param name="Recorded">Rows that are recorded because the edition says something else than the book does.</param>
    /// <param name="Notes">What was left out of the file and why.</param>
    public sealed record Edition(string Book, PriceBook Merged, int Recorded, IReadOnlyList<string> Notes);

    /// <summary>An edition, or what is wrong with it.</summary>
    /// <param name="Edition">Null where there are errors: the old book stays in force.</param>
    public sealed record Reading(Edition? Edition, IReadOnlyList<PriceFileError> Errors);

    /// <summary>Reads an edition: CSV as data/prices.csv, or the JSON table of genai-prices or LiteLLM.</summary>
    /// <param name="book">Null: the list for CSV, else a book of the table's own name.</param>
    /// <param name="by">Who enters it; null where unknown.</param>
    /// <exception cref="RefusedException">The file is wrong; the message names line, column and what was expected. The old book stays in force.</exception>
    public Edition Prepare(string path, string? book, string? by = null)
    {
        if (book is not null && (book.Length == 0 || !book.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))) throw new RefusedException($"'{book}' is no name for a book. Use letters, digits and hyphens.");
        if (!File.Exists(path)) throw new RefusedException($"{path}: there is no such file. Check the path.");
        var reading = Prepare(File.ReadAllText(path), Path.GetFileName(path), book, by);
        return reading.Edition ?? throw Refused(reading.Errors);
    }

    /// <inheritdoc cref="Prepare(string, string?, string?)"/>
    /// <param name="content">Of the file.</param>
    /// <param name="file">Named in errors.</param>
    public Reading Prepare(string content, string file, string? book, string? by)
    {
        var (name, edition, notes, errors) = ReadEdition(content, file, book);
        if (edition is null) return new Reading(null, errors);
        var target = company.BookPath(name);
        var old = File.Exists(target) && TryLoad(File.ReadAllText(target), Path.GetFileName(target), out var stood, out _) ? stood : null;
        return Merged(name, PriceRecording.Take(old, edition, clock.GetUtcNow().UtcDateTime, by), file, old, notes);
    }

    /// <inheritdoc cref="Prepare(string, string, string?, string?)"/>
    /// <remarks>A table of thousands of models takes a while.</remarks>
    public Task<Reading> PrepareAsync(string content, string file, string? book, string? by, CancellationToken cancellation) => Task.Run(() => Prepare(content, file, book, by), cancellation);

    /// <summary>One more price of the contract; what the book said otherwise of its days stays on record.</summary>
    /// <param name="price">Its line and the time of its record are set here.</param>
    public Reading Prepare(PriceRow price)
    {
        var target = company.BookPath(Contract);
        PriceBook? old = null;
        // A contract that somebody broke by hand must not be lost for one new line.
        if (File.Exists(target) && !TryLoad(File.ReadAllText(target), Path.GetFileName(target), out old, out var broken)) return new Reading(null, broken);
        return Merged(Contract, PriceRecording.Add(old, price, clock.GetUtcNow().UtcDateTime), Path.GetFileName(target), old, []);
    }

    /// <summary>Checks a price of the contract and puts it in force: nobody else's, entered meanwhile, is lost.</summary>
    public Reading Enter(PriceRow price)
    {
        lock (_gate)
        {
            var reading = Prepare(price);
            if (reading.Edition is { } edition) TakeOver(edition);
            return reading;
        }
    }

    // Written and read again before it replaces anything: what is in force must always load.
    private static Reading Merged(string name, IReadOnlyList<PriceRow> rows, string file, PriceBook? old, IReadOnlyList<string> notes) =>
        TryLoad(PriceFileWriter.Write(rows), file, out var merged, out var errors)
            ? new Reading(new Edition(name, merged, rows.Count - (old?.Rows.Count ?? 0), notes), [])
            : new Reading(null, errors);

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

    private (string Book, PriceBook? Edition, IReadOnlyList<string> Notes, IReadOnlyList<PriceFileError> Errors) ReadEdition(string content, string file, string? book)
    {
        PriceBook? edition;
        if (!PriceTable.IsJson(content)) return TryLoad(content, file, out edition, out var wrong) ? (book ?? List, edition, [], []) : ("", null, [], wrong);
        var rules = company.Rules;
        var table = PriceTable.Read(content, file, new TableSetting(rules.Providers.Id, rules.Calendar.ZoneOf, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime)));
        if (table.Errors.Count > 0) return ("", null, [], table.Errors);
        return PriceBook.TryBuild(table.Rows, file, out edition, out var errors) ? (book ?? table.Name, edition, table.Notes, []) : ("", null, [], errors);
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

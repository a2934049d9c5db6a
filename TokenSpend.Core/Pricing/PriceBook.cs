using System.Diagnostics.CodeAnalysis;

namespace TokenSpend.Core.Pricing;

/// <summary>The prices of one file, such as the list or a contract, with all that was ever believed of them. Immutable.</summary>
public sealed class PriceBook
{
    private PriceBook(IReadOnlyList<PriceRow> rows)
    {
        Rows = rows;
        Current = Believed(null);
    }

    /// <summary>Every row as it was recorded, superseded ones too.</summary>
    public IReadOnlyList<PriceRow> Rows { get; }

    /// <summary>What is believed now: rows cut to the days that no later row claims.</summary>
    public IReadOnlyList<PriceRow> Current { get; }

    /// <summary>The prices of a day, as they were believed at a moment.</summary>
    /// <param name="day">In each provider's zone.</param>
    /// <param name="knownAt">UTC: <see cref="DateTime.MaxValue"/> for what is believed now, the moment of closing for what was believed then.</param>
    public IReadOnlyList<PriceRow> At(DateOnly day, DateTime knownAt) => [.. Believed(knownAt).Where(row => row.Holds(day))];

    /// <summary>The book as it was believed at a moment.</summary>
    /// <param name="knownAt">UTC.</param>
    public PriceBook KnownAt(DateTime knownAt) => new([.. Rows.Where(row => row.Recorded is not { } at || at <= knownAt)]);

    /// <summary>Reads a price file, all of it or nothing.</summary>
    /// <param name="fileName">Named in errors.</param>
    /// <param name="errors">Empty if the book is good.</param>
    /// <remarks>Refused as a whole: two prices for one moment, one model in two currencies at a time, an alias that means two models, anything unreadable.</remarks>
    public static bool TryLoad(TextReader csv, string fileName, [NotNullWhen(true)] out PriceBook? book, out IReadOnlyList<PriceFileError> errors)
    {
        var file = new PriceFile(fileName);
        file.Read(csv);
        return TryBuild(file.Rows, file.Errors, fileName, out book, out errors);
    }

    /// <summary>A book of rows that come from elsewhere than a CSV file; the same rules hold.</summary>
    /// <param name="errors">Empty if the book is good; lines are those of the rows.</param>
    public static bool TryBuild(IReadOnlyList<PriceRow> rows, string fileName, [NotNullWhen(true)] out PriceBook? book, out IReadOnlyList<PriceFileError> errors) =>
        TryBuild(rows, [], fileName, out book, out errors);

    private static bool TryBuild(IReadOnlyList<PriceRow> rows, List<PriceFileError> found, string fileName, [NotNullWhen(true)] out PriceBook? book, out IReadOnlyList<PriceFileError> errors)
    {
        if (found.Count == 0 && rows.Count == 0)
            found.Add(new PriceFileError(fileName, 1, "", "no prices", "a header and at least one price"));
        PriceBookCheck.Run(fileName, rows, found);
        errors = [.. found.Distinct().OrderBy(error => error.Line)];
        book = errors.Count == 0 ? new PriceBook(rows) : null;
        return book is not null;
    }

    private IReadOnlyList<PriceRow> Believed(DateTime? knownAt) => Rows.All(row => row.Recorded is null)
        ? Rows
        : [.. Rows.GroupBy(row => (row.Provider, row.Model), NameComparer.Instance).SelectMany(model => PriceBelief.Pieces([.. model], knownAt)).OrderBy(row => row.Line)];
}

using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace TokenSpend.Core.Pricing;

/// <summary>The prices of one file, such as the list or a contract. Immutable.</summary>
public sealed class PriceBook
{
    private PriceBook(IReadOnlyList<PriceRow> rows) => Rows = rows;

    public IReadOnlyList<PriceRow> Rows { get; }

    /// <summary>Reads a price file, all of it or nothing.</summary>
    /// <param name="fileName">Named in errors.</param>
    /// <param name="errors">Empty if the book is good.</param>
    /// <remarks>Refused as a whole: two prices for one moment, one model in two currencies at a time, an alias that means two models, anything unreadable.</remarks>
    public static bool TryLoad(TextReader csv, string fileName, [NotNullWhen(true)] out PriceBook? book, out IReadOnlyList<PriceFileError> errors)
    {
        var file = new PriceFile(fileName);
        file.Read(csv);
        if (file.Errors.Count == 0 && file.Rows.Count == 0)
            file.Errors.Add(new PriceFileError(fileName, 1, "", "no prices", "a header and at least one price"));
        CheckMoments(fileName, file);
        CheckNames(fileName, file);
        errors = [.. file.Errors.OrderBy(error => error.Line)];
        book = errors.Count == 0 ? new PriceBook(file.Rows) : null;
        return book is not null;
    }

    private static void CheckMoments(string fileName, PriceFile file)
    {
        foreach (var model in file.Rows.GroupBy(row => (row.Provider, row.Model)))
        {
            var rows = model.ToList();
            for (var i = 0; i < rows.Count; i++)
                foreach (var earlier in rows.Take(i).Where(rows[i].Overlaps))
                {
                    if (earlier.Currency != rows[i].Currency)
                        file.Errors.Add(new(fileName, rows[i].Line, "currency", rows[i].Currency, $"{earlier.Currency} as on line {earlier.Line}, whose days overlap"));
                    else if (earlier.Tier == rows[i].Tier && earlier.ContextOver == rows[i].ContextOver)
                        file.Errors.Add(new(fileName, rows[i].Line, "from", Span(rows[i]), $"days that do not overlap those of line {earlier.Line} ({Span(earlier)}): one price for one moment"));
                }
            foreach (var row in rows.Where(row => row.ContextOver > 0 && !rows.Exists(x => x.ContextOver == 0 && x.Tier == row.Tier && x.Overlaps(row))))
                file.Errors.Add(new(fileName, row.Line, "context_over", row.ContextOver.ToString(CultureInfo.InvariantCulture), "a row of the same model, tier and days without context_over beside it"));
        }
    }

    private static void CheckNames(string fileName, PriceFile file)
    {
        var meanings = new Dictionary<(string, string), PriceRow>(NameComparer.Instance);
        foreach (var row in file.Rows)
            meanings.TryAdd((row.Provider, row.Model), row);
        foreach (var row in file.Rows)
            foreach (var alias in row.Aliases)
                if (!meanings.TryAdd((row.Provider, alias), row) && meanings[(row.Provider, alias)] is var other && other.Model != row.Model)
                    file.Errors.Add(new(fileName, row.Line, "aliases", alias, $"a name that does not already mean {other.Model} (line {other.Line})"));
    }

    private static string Span(PriceRow row) => $"{Text(row.From)} to {Text(row.To)}";

    private static string Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "open";
}

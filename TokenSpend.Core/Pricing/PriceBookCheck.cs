using System.Globalization;

namespace TokenSpend.Core.Pricing;

/// <summary>What rows must not say beside each other: one price for one moment, one currency, one meaning of a name.</summary>
internal static class PriceBookCheck
{
    public static void Run(string file, IReadOnlyList<PriceRow> rows, List<PriceFileError> errors)
    {
        var current = new List<PriceRow>();
        foreach (var model in rows.GroupBy(row => (row.Provider, row.Model), NameComparer.Instance))
        {
            var own = model.ToList();
            current.AddRange(PriceBelief.Pieces(own, null));
            CheckRecords(file, own, errors);
            // What was believed at any time must have been a whole book.
            foreach (var knownAt in own.Select(row => row.Recorded).Distinct().Order())
            {
                var pieces = PriceBelief.Pieces(own, knownAt ?? DateTime.MinValue);
                for (var i = 0; i < pieces.Count; i++)
                {
                    foreach (var earlier in pieces.Take(i).Where(pieces[i].Overlaps)) CheckPair(file, earlier, pieces[i], errors);
                    CheckCompany(file, pieces[i], pieces, errors);
                }
            }
        }
        // A name that meant another model once may have moved since.
        CheckNames(file, [.. current.OrderBy(row => row.Line)], errors);
    }

    /// <summary>Rows that were recorded at one time must not contradict each other, and only what was said can be taken back.</summary>
    private static void CheckRecords(string file, List<PriceRow> rows, List<PriceFileError> errors)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            foreach (var earlier in rows.Take(i).Where(x => x.Recorded == rows[i].Recorded && x.HasKeyOf(rows[i]) && x.Overlaps(rows[i])))
                errors.Add(new(file, rows[i].Line, "from", Span(rows[i]), $"days that do not overlap those of line {earlier.Line} ({Span(earlier)}): one price for one moment. To correct a price, add a row with a later day in the column recorded"));
            if (rows[i].IsWithdrawal && !rows.Exists(x => !x.IsWithdrawal && x.HasKeyOf(rows[i]) && x.Overlaps(rows[i]) && (x.Recorded ?? DateTime.MinValue) < (rows[i].Recorded ?? DateTime.MinValue)))
                errors.Add(new(file, rows[i].Line, "input", "", "at least one price (a row without prices takes back an earlier recorded one)"));
        }
    }

    private static void CheckPair(string file, PriceRow earlier, PriceRow row, List<PriceFileError> errors)
    {
        if (earlier.On.Payer == row.On.Payer && earlier.Currency != row.Currency)
            errors.Add(new(file, row.Line, "currency", row.Currency, $"{earlier.Currency} as on line {earlier.Line}, whose days overlap"));
        else if (earlier.ContextOver == row.ContextOver && earlier.On != row.On && earlier.On with { Hours = row.On.Hours } == row.On
            && earlier.On.Hours is { } hours && row.On.Hours is { } others && hours.Overlaps(others))
            errors.Add(new(file, row.Line, "hours", others.ToString(), $"hours that do not overlap those of line {earlier.Line} ({hours}): one price for one moment"));
        else if (earlier.On == row.On && earlier.ContextOver > 0 && row.ContextOver > 0 && earlier.ContextMode != row.ContextMode)
            errors.Add(new(file, row.Line, "context_mode", row.ContextMode.ToString().ToLowerInvariant(), $"{earlier.ContextMode.ToString().ToLowerInvariant()} as on line {earlier.Line}"));
    }

    /// <summary>A price for some requests stands beside one for the others, on each of its days.</summary>
    private static void CheckCompany(string file, PriceRow row, List<PriceRow> all, List<PriceFileError> errors)
    {
        if (row.ContextOver > 0 && !all.Exists(x => x.ContextOver == 0 && x.On == row.On && x.Overlaps(row)))
            errors.Add(new(file, row.Line, "context_over", row.ContextOver.ToString(CultureInfo.InvariantCulture), "a row of the same model, tier and days without context_over beside it"));
        if (row.On.Hours is { } hours && !all.Exists(x => x.ContextOver == 0 && x.On == row.On with { Hours = null } && x.Overlaps(row)))
            errors.Add(new(file, row.Line, "hours", hours.ToString(), "a row of the same model, tier and days without hours beside it, for the rest of the day"));
    }

    private static void CheckNames(string file, IReadOnlyList<PriceRow> rows, List<PriceFileError> errors)
    {
        var meanings = new Dictionary<(string, string), PriceRow>(NameComparer.Instance);
        foreach (var row in rows)
            meanings.TryAdd((row.Provider, row.Model), row);
        foreach (var row in rows)
            foreach (var alias in row.Aliases)
                if (!meanings.TryAdd((row.Provider, alias), row) && meanings[(row.Provider, alias)] is var other && !other.Model.Equals(row.Model, StringComparison.OrdinalIgnoreCase))
                    errors.Add(new(file, row.Line, "aliases", alias, $"a name that does not already mean {other.Model} (line {other.Line})"));
    }

    private static string Span(PriceRow row) => $"{Text(row.From)} to {Text(row.To)}";

    private static string Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "open";
}

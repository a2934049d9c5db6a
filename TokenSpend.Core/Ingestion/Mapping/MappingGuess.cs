using System.Text.RegularExpressions;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ingestion.Mapping;

/// <summary>What speaks for a guess.</summary>
public enum GuessReason
{
    /// <summary>The column's name says it, and what its cells hold fits.</summary>
    NameAndValues,
    /// <summary>What the cells hold says it.</summary>
    Values,
    /// <summary>The column's name says it; it has no value in the first rows.</summary>
    Name,
    /// <summary>Nothing in the file says otherwise.</summary>
    Usual,
}

/// <summary>A column for a field.</summary>
/// <param name="Example">A value of it; null where the first rows have none.</param>
public sealed record GuessedField(MappedField Field, string Column, GuessReason Reason, string? Example);

/// <summary>A choice for the file as a whole: its level, identity, zone and the like.</summary>
/// <param name="Choice">Its property in a profile: "level".</param>
/// <param name="Example">The column or value that tells; null where nothing does.</param>
public sealed record GuessedChoice(string Choice, GuessReason Reason, string? Example);

/// <summary>A proposal for a file that no format knows: from the names of its columns and what its first rows hold. The user decides.</summary>
public sealed partial record MappingGuess(MappingProfile Draft, IReadOnlyList<GuessedField> Fields, IReadOnlyList<GuessedChoice> Choices)
{
    /// <summary>Share of a column's cells that may be of another kind: a footer, damaged lines. One is always forgiven.</summary>
    private const double Forgiven = 0.2;

    private static readonly MappedField[] Counts = [.. MappedFields.Tokens, MappedField.Requests];

    /// <param name="publisherOf">Who made a model that the price book knows; null for a name that it does not know.</param>
    public static MappingGuess Of(FirstRows rows, Func<string, string?> publisherOf)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(publisherOf);
        var numbers = GuessedStyles.Numbers(rows);
        var fields = ByName(rows, numbers.Style, publisherOf);
        ByValues(rows, fields, publisherOf);
        // One count for all tokens helps only where no column tells them apart.
        if (fields.Any(guess => guess.Field is MappedField.Input or MappedField.Output)) fields.RemoveAll(guess => guess.Field is MappedField.Quantity or MappedField.Unit);
        return new GuessedStyles(rows, fields, numbers, publisherOf).Build();
    }

    private static List<GuessedField> ByName(FirstRows rows, NumberStyle numbers, Func<string, string?> publisherOf)
    {
        var fields = new List<GuessedField>();
        // The record's own names before those inside of the bodies that it quotes.
        foreach (var (quoted, exact) in (ReadOnlySpan<(bool, bool)>)[(false, true), (false, false), (true, true)])
            foreach (var (field, words) in GuessWords.All)
            {
                if (fields.Any(guess => guess.Field == field)) continue;
                foreach (var word in words)
                {
                    var column = rows.Columns.FirstOrDefault(name => IsQuoted(name) == quoted && fields.All(guess => guess.Column != name) && Means(name, word, exact) && Fits(rows, name, field, numbers, publisherOf));
                    if (column is null) continue;
                    var example = rows.Values(column).FirstOrDefault();
                    fields.Add(new GuessedField(field, column, example is null ? GuessReason.Name : GuessReason.NameAndValues, example));
                    break;
                }
            }
        return fields;
    }

    private static void ByValues(FirstRows rows, List<GuessedField> fields, Func<string, string?> publisherOf)
    {
        Add(MappedField.At, values => Share(values, text => IsTime(text) && !text.All(char.IsAsciiDigit)));
        Add(MappedField.Model, values => Share(values, text => publisherOf(text) is not null));
        Add(MappedField.Currency, values => values.All(GuessedStyles.IsCurrency));

        void Add(MappedField field, Func<List<string>, bool> fits)
        {
            if (fields.Any(guess => guess.Field == field) || field == MappedField.At && fields.Any(guess => guess.Field == MappedField.Month)) return;
            foreach (var column in rows.Columns.Where(name => fields.All(guess => guess.Column != name)))
            {
                var values = rows.Values(column).ToList();
                if (values.Count == 0 || !fits(values)) continue;
                fields.Add(new GuessedField(field, column, GuessReason.Values, values[0]));
                return;
            }
        }
    }

    private static bool IsQuoted(string path) => path.Contains("body.", StringComparison.OrdinalIgnoreCase);

    /// <summary>By the whole name, or its last part where it is a path; else where a word of some length stands in it.</summary>
    private static bool Means(string column, string word, bool exact)
    {
        var (whole, last) = (GuessWords.Plain(column), GuessWords.Plain(GuessWords.LastName(column)));
        if (exact) return whole == word || last == word;
        return word.Length >= (char.IsAscii(word[0]) ? 5 : 2) && last.Contains(word, StringComparison.Ordinal);
    }

    private static bool Fits(FirstRows rows, string column, MappedField field, NumberStyle numbers, Func<string, string?> publisherOf)
    {
        var values = rows.Values(column).ToList();
        if (values.Count == 0) return true;
        return field switch
        {
            MappedField.At or MappedField.Until => Share(values, IsTime),
            MappedField.Month => Share(values, text => MonthPattern().IsMatch(text)),
            _ when Counts.Contains(field) => Share(values, text => NumberText.TryCount(text, numbers, 1_000_000, out _)),
            MappedField.Quantity => Share(values, text => NumberText.TryCount(text, numbers, 1_000_000, out _)),
            MappedField.Billed => Share(values, text => NumberText.TryMoney(text, numbers, MoneyUnit.Units, out _)),
            MappedField.Currency => Share(values, GuessedStyles.IsCurrency),
            MappedField.Model => !Share(values, text => decimal.TryParse(text, out _)) || values.Any(text => publisherOf(text) is not null),
            MappedField.Provider or MappedField.Service or MappedField.Item or MappedField.Unit or MappedField.Category => !Share(values, text => decimal.TryParse(text, out _)),
            _ => true,
        };
    }

    private static bool Share(List<string> values, Predicate<string> fits)
    {
        var right = values.Count(text => fits(text));
        var wrong = values.Count - right;
        return right > wrong && wrong <= Math.Max(1, values.Count * Forgiven);
    }

    internal static bool IsTime(string text) =>
        Enum.GetValues<DateStyle>().Any(style => MappedTime.TryParse(text, style, TimeZoneInfo.Utc, out _));

    [GeneratedRegex(@"^20\d\d[-/.]?(0?[1-9]|1[0-2])$|^20\d\d年(0?[1-9]|1[0-2])月$")]
    private static partial Regex MonthPattern();
}

using System.Globalization;
using System.Text;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Mail;

/// <summary>One line of the small table.</summary>
public sealed record NoticeRow(string Name, string Value);

/// <summary>One alert in words of one language; the worst comes first in a notice.</summary>
/// <param name="Alert">Its number.</param>
/// <param name="Head">What the columns of the table are; null: there is no table.</param>
public sealed record NoticePart(long Alert, string Headline, IReadOnlyList<string> Lines, NoticeRow? Head, IReadOnlyList<NoticeRow> Rows)
{
    public static NoticePart Of(long alert, AlertWords words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return new NoticePart(
            alert, words.Headline, words.Lines, words.Table is { } table ? new NoticeRow(table.Name, table.Amount) : null,
            words.Table is { } rows ? [.. rows.Rows.Select(row => new NoticeRow(row.Name, row.Amount.Text))] : []);
    }
}

/// <summary>What a message says, whichever way it goes. Plain text: each way encodes it for itself.</summary>
/// <param name="Language">en or zh-CN.</param>
/// <param name="More">How many alerts there are beside the parts; null: none.</param>
/// <param name="Link">Absolute.</param>
/// <param name="Why">Why its reader gets it.</param>
public sealed record Notice(string Language, string Subject, IReadOnlyList<NoticePart> Parts, string? More, string Link, string LinkText, string Why);

/// <summary>Text that comes from files and people, made fit for one line of a message.</summary>
public static class OneLine
{
    private const int Longest = 300;

    /// <summary>Line breaks and other controls become spaces; marks that turn the direction of writing, or cannot be seen, go.</summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var line = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (category is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator) line.Append(' ');
            else if (category != UnicodeCategory.Format) line.Append(rune);
        }
        var clean = string.Join(' ', line.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return clean.Length <= Longest ? clean : clean[..(char.IsHighSurrogate(clean[Longest - 1]) ? Longest - 1 : Longest)] + "…";
    }

    public static NoticePart Of(NoticePart part)
    {
        ArgumentNullException.ThrowIfNull(part);
        return part with
        {
            Headline = Of(part.Headline),
            Lines = [.. part.Lines.Select(Of)],
            Rows = [.. part.Rows.Select(row => new NoticeRow(Of(row.Name), Of(row.Value)))],
        };
    }
}

using System.Globalization;
using Microsoft.Extensions.Localization;
using TokenSpend.Core.Alerts;
using TokenSpend.Core.Spend;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Resources;

namespace TokenSpend.Web.Text;

/// <summary>What makes up an alert's figure, ready to be shown.</summary>
/// <param name="Amount">With its currency, or tokens.</param>
public sealed record AlertTableRow(string Name, Figure Amount);

/// <param name="Name">Header of the names.</param>
/// <param name="Amount">Header of the amounts.</param>
public sealed record AlertTable(string Name, string Amount, IReadOnlyList<AlertTableRow> Rows);

/// <summary>An alert in one language: the same words on pages, in mails and in posts. All of it is plain text, none of it holds a line break.</summary>
/// <param name="Headline">The news as one sentence: a mail's subject.</param>
/// <param name="Lines">Three sentences.</param>
/// <param name="Table">Null: nothing makes it up.</param>
public sealed record AlertWords(string Headline, IReadOnlyList<string> Lines, AlertTable? Table)
{
    /// <summary>In the reader's own language.</summary>
    public static AlertWords Of(Alert alert, IStringLocalizer<Texts> text, Writing writing)
    {
        ArgumentNullException.ThrowIfNull(alert);
        ArgumentNullException.ThrowIfNull(writing);
        var (headline, lines) = alert.Kind switch
        {
            AlertKind.BudgetShare or AlertKind.BudgetRunRate => BudgetAlertText.Of(alert, text, writing),
            _ => OtherAlertText.Of(alert, text, writing),
        };
        return new AlertWords(OneLine(headline, int.MaxValue), [.. lines.Select(line => OneLine(line, int.MaxValue))], TableOf(alert.Snapshot, text, writing));
    }

    /// <summary>In a given language, for mails and posts, whoever runs the sender.</summary>
    /// <param name="culture"><see cref="Writing.English"/> or <see cref="Writing.Chinese"/>; anything else is English.</param>
    public static AlertWords Of(Alert alert, string culture, IStringLocalizer<Texts> text)
    {
        var (before, beforeUi) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture == Writing.Chinese ? Writing.Chinese : Writing.English);
            return Of(alert, text, new Writing(text));
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (before, beforeUi);
        }
    }

    /// <summary>A stranger's name inside a sentence: no line breaks or control characters, which could forge a mail's header, and not endless.</summary>
    internal static string OneLine(string name, int most = 80)
    {
        var clean = string.Concat(name.Select(c => char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Format && c != '\u2060' ? ' ' : c));
        if (clean.Length <= most) return clean;
        var cut = char.IsHighSurrogate(clean[most - 2]) ? most - 2 : most - 1;
        return clean[..cut] + "…";
    }

    private static AlertTable? TableOf(AlertSnapshot snapshot, IStringLocalizer<Texts> text, Writing writing)
    {
        if (snapshot.Rows.Count == 0) return null;
        var dimension = DimensionNames.TryParse(snapshot.Query?.By, out var by) ? by : Dimension.Department;
        var tokens = snapshot.Rows.All(row => row.Currency is null);
        return new AlertTable(text.Of(dimension), tokens ? text["Column.Tokens"] : text["Column.Amount"],
            [.. snapshot.Rows.Select(row => new AlertTableRow(OneLine(text.Key(dimension, row.Name)), Amount(row)))]);

        Figure Amount(AlertRow row) => row switch
        {
            { Amount: null } => new Figure(text["Figure.Unknown"], FigureLook.Unknown),
            { Amount: { } count, Currency: null } => Figures.Count(count),
            { Amount: { } nanos, Currency: { } currency } => new Figure(writing.Figures.Money(nanos, currency), FigureLook.Value, Figures.Exact(nanos, currency)),
        };
    }
}

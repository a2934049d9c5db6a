using Microsoft.Extensions.Localization;
using TokenSpend.Core.Alerts;
using TokenSpend.Web.Resources;

namespace TokenSpend.Web.Text;

/// <summary>Sentences of the alerts on new names, missing prices and late files.</summary>
internal static class OtherAlertText
{
    public static (string Headline, IReadOnlyList<string> Lines) Of(Alert alert, IStringLocalizer<Texts> text, Writing writing)
    {
        var told = alert.Snapshot;
        return alert.Kind switch
        {
            AlertKind.NewModel => (text["Alert.NewModel", Name(AlertFigures.Model), Short(AlertFigures.First)], New()),
            AlertKind.NewKey => (text["Alert.NewKey", Name(AlertFigures.Key), Short(AlertFigures.First)], New()),
            AlertKind.Unpriced => (text["Alert.Unpriced", Tokens(), Name(AlertFigures.Models), Month()],
                [text["Alert.UnpricedUsed", Tokens(), Month()], text["Alert.UnpricedMeaning"], text["Alert.UnpricedNext"]]),
            AlertKind.LateLog => (text["Alert.LateLog", Name(AlertFigures.Source), Short(AlertFigures.Last)], Late(text["Alert.LateLogMeaning"])),
            _ => (told.Text(AlertFigures.What) == "report" ? text["Alert.LateReport", Payer(), Short(AlertFigures.Expected)] : text["Alert.LateBill", Payer(), Short(AlertFigures.Expected)],
                Late(text["Alert.LateBillMeaning"])),
        };

        IReadOnlyList<string> New() =>
        [
            text["Alert.NewFirst", Long(AlertFigures.First), Name(AlertFigures.Provider)],
            text["Alert.NewCost", Cost(), Figures.Count(told.Number(AlertFigures.Requests) ?? 0).Text],
            text["Alert.NewNever"],
        ];

        IReadOnlyList<string> Late(string meaning) => [text["Alert.LateLast", Long(AlertFigures.Last)], text["Alert.LateExpected", Long(AlertFigures.Expected)], meaning];

        string Name(string figure) => AlertWords.OneLine(told.Text(figure) ?? text["Key.Unknown"]);

        string Payer() => told.Text(AlertFigures.Account) is { } account
            ? text["Alert.NameAndAccount", Name(AlertFigures.Issuer), AlertWords.OneLine(account)]
            : Name(AlertFigures.Issuer);

        string Tokens() => told.Number(AlertFigures.Tokens) is { } count ? writing.Figures.CountCompact(count) : text["Figure.Unknown"];

        string Cost() => told.Number(AlertFigures.Cost) is { } cost && told.Text(AlertFigures.Currency) is { } currency
            ? writing.Figures.Money(cost, currency)
            : text["Figure.Unknown"];

        string Month() => told.MonthOf() is { } month ? writing.Days.Name(month, DateOnly.FromDateTime(alert.RaisedUtc)) : "–";

        string Short(string figure) => told.DayOf(figure) is { } day ? writing.Days.Short(day) : "–";

        string Long(string figure) => told.DayOf(figure) is { } day ? writing.Days.Long(day) : "–";
    }
}

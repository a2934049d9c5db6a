using Microsoft.Extensions.Localization;
using TokenSpend.Core.Alerts;
using TokenSpend.Web.Resources;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Alerts;

/// <summary>The figures of a snapshot with their names.</summary>
public static class AlertFacts
{
    public static IReadOnlyList<(string Name, Figure Value)> Of(Alert alert, IStringLocalizer<Texts> text, Writing writing)
    {
        ArgumentNullException.ThrowIfNull(alert);
        var told = alert.Snapshot;
        var currency = told.Text(AlertFigures.Currency);
        (string Name, Figure? Value)[] all = alert.Kind switch
        {
            AlertKind.BudgetShare or AlertKind.BudgetRunRate =>
            [
                (text["Alerts.Amount"], Sum(AlertFigures.Amount)), (text["Alerts.Actual"], Sum(AlertFigures.Actual) ?? Unknown()), (text["Column.Share"], Percent()),
                (text["Alerts.RunRate"], Sum(AlertFigures.RunRate)), (text["Alerts.Breach"], Day(AlertFigures.Breach)),
                (text["Alerts.Accrued"], currency is null ? null : Sum(AlertFigures.Accrued)), (text["Alerts.UnpricedTokens"], Count(AlertFigures.Tokens)),
            ],
            AlertKind.NewModel or AlertKind.NewKey =>
            [
                (text["Alerts.First"], Day(AlertFigures.First)), (text["Dimension.Provider"], Name(AlertFigures.Provider)), (text["Alerts.Cost"], Sum(AlertFigures.Cost) ?? Unknown()), (text["Column.Requests"], Count(AlertFigures.Requests)),
            ],
            AlertKind.Unpriced => [(text["Dimension.Model"], Name(AlertFigures.Models) ?? Unknown()), (text["Alerts.UnpricedTokens"], Count(AlertFigures.Tokens))],
            _ =>
            [
                (text["Dimension.Issuer"], Name(AlertFigures.Issuer)), (text["Alerts.Account"], Name(AlertFigures.Account)), (text["Alerts.Source"], Name(AlertFigures.Source)),
                (text["Alerts.Last"], Day(AlertFigures.Last)), (text["Alerts.Expected"], Day(AlertFigures.Expected)),
            ],
        };
        return [.. all.Where(fact => fact.Value is not null).Select(fact => (fact.Name, fact.Value!))];

        Figure Unknown() => new(text["Figure.Unknown"], FigureLook.Unknown);
        Figure? Sum(string name) => told.Number(name) is not { } sum ? null
            : currency is null ? Figures.Count(sum)
            : new Figure(writing.Figures.Money(sum, currency), sum == 0 ? FigureLook.Zero : FigureLook.Value, Figures.Exact(sum, currency));
        Figure? Count(string name) => told.Number(name) is { } count ? Figures.Count(count) : null;
        Figure? Percent() => told.Percent(AlertFigures.Share) is { } share ? new Figure(writing.Figures.Percent(share), FigureLook.Value) : null;
        Figure? Day(string name) => told.DayOf(name) is { } day ? new Figure(writing.Days.Long(day), FigureLook.Value) : null;
        Figure? Name(string name) => told.Text(name) is { } word ? new Figure(AlertWords.OneLine(word), FigureLook.Value) : null;
    }
}

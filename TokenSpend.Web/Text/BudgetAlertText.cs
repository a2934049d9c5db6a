using Microsoft.Extensions.Localization;
using TokenSpend.Core.Alerts;
using TokenSpend.Web.Resources;

namespace TokenSpend.Web.Text;

/// <summary>Sentences of the alerts on budgets.</summary>
internal static class BudgetAlertText
{
    public static (string Headline, IReadOnlyList<string> Lines) Of(Alert alert, IStringLocalizer<Texts> text, Writing writing)
    {
        var told = alert.Snapshot;
        var name = AlertWords.OneLine(told.Text(AlertFigures.Name) ?? "–");
        var month = told.MonthOf() is { } known ? writing.Days.Name(known, DateOnly.FromDateTime(alert.RaisedUtc)) : "–";
        var (amount, actual, pace) = (told.Number(AlertFigures.Amount), told.Number(AlertFigures.Actual), told.Number(AlertFigures.RunRate));

        return alert.Kind == AlertKind.BudgetRunRate
            ? (RunRateNews(), [RunRateSoFar(), text["Alert.RunRateEnd", In(pace), In(pace - amount)], text["Alert.RunRateHow"]])
            : (ShareNews(), [Used(), Pace(), Note()]);

        string ShareNews()
        {
            var share = Percent(told.Percent(AlertFigures.Share));
            if (told.Number(AlertFigures.Tokens) > 0) share = text["Alert.AtLeast", share];
            return told.Text(AlertFigures.Day) is { } day
                ? text["Alert.BudgetShare", name, share, month, day, told.Text(AlertFigures.Days) ?? "–"]
                : text["Alert.BudgetShareEnded", name, share, month];
        }

        string RunRateNews() => told.DayOf(AlertFigures.Breach) is { } breach
            ? text["Alert.RunRateBreach", name, month, OfAmount(pace), writing.Days.Short(breach)]
            : text["Alert.RunRate", name, month, OfAmount(pace)];

        string Used() => actual > amount
            ? text["Alert.BudgetOver", In(actual), In(amount), In(actual - amount)]
            : text["Alert.BudgetUnder", In(actual), In(amount), In(amount - actual)];

        string Pace() => pace is not null ? text["Alert.BudgetPace", In(pace), OfAmount(pace)]
            : told.Text(AlertFigures.Day) is null ? text["Alert.MonthEnded"] : text["Alert.BudgetNoPace"];

        string RunRateSoFar() => text["Alert.RunRateSoFar", In(actual), In(amount), told.Text(AlertFigures.Day) ?? "–", told.Text(AlertFigures.Days) ?? "–"];

        // What limits the figure matters more than where the line was drawn.
        string Note() => told.Number(AlertFigures.Tokens) is > 0 and var unpriced ? text["Alert.BudgetUnpriced", writing.Figures.CountCompact(unpriced)]
            : told.Number(AlertFigures.Accrued) is > 0 and var accrued && told.Text(AlertFigures.Currency) is not null ? text["Alert.BudgetAccrued", In(accrued)]
            : text["Alert.BudgetThreshold", Percent(told.Percent(AlertFigures.Threshold))];

        string In(long? value) => value is not { } sum ? text["Figure.Unknown"]
            : told.Text(AlertFigures.Currency) is { } currency ? writing.Figures.Money(sum, currency)
            : text["Alert.TokensOf", writing.Figures.CountCompact(sum)];

        string OfAmount(long? part) => part is { } value && amount is { } whole && AlertFigures.ShareOf(value, whole) is { } share
            ? Percent(decimal.Parse(share, System.Globalization.CultureInfo.InvariantCulture)) : "–";

        string Percent(decimal? share) => share is { } percent ? writing.Figures.WholePercent(Whole(percent)) : "–";

        // Rounded as on the pages, but a budget is not used up before it is.
        static decimal Whole(decimal percent) => Math.Round(percent, MidpointRounding.AwayFromZero) is var whole && percent < 100 && whole >= 100 ? 99 : whole;
    }
}

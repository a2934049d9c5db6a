using Microsoft.Extensions.Localization;
using TokenSpend.Core.Spend;
using TokenSpend.Web.Components.Shared;
using TokenSpend.Web.Resources;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Overview;

/// <summary>The page's answer as a sentence: what the period cost, against what, and what moved it.</summary>
public static class Headline
{
    /// <summary>A single mover is named when it explains at least this share of the change, in percent.</summary>
    private const decimal WorthNaming = 20;

    public static string Of(OverviewData data, string currency, IStringLocalizer<Texts> text, Writing writing)
    {
        var rows = data.Movers.In(currency);
        var cost = Cost(data, text, writing);
        var change = Change(data, rows, text, writing);
        // The change is of one currency: beside several the sentence names it.
        if (data.Currencies.Count < 2) return text["Headline.Sentence", cost, change ?? text["Headline.NoBefore"], Mover(rows, text, writing)];
        var part = text.CurrencyName(currency);
        return change is null ? text["Headline.SentenceNoBefore", cost, part] : text["Headline.SentenceOfPart", cost, part, change, Mover(rows, text, writing)];
    }

    private static string Cost(OverviewData data, IStringLocalizer<Texts> text, Writing writing)
    {
        var amounts = Amounts.Of(data.Trend.Now, data.Currency, text, writing.Figures);
        var today = data.Status.Today;
        var period = data.View.Period.SingleMonth(today) is { } month ? writing.Days.Name(month, today) : writing.Days.Period(data.View.Period, today);
        return data.View.Period.IsRunning(today) ? text["Headline.Running", period, amounts] : text["Headline.Closed", period, amounts];
    }

    /// <returns>Null where nothing before compares.</returns>
    private static string? Change(OverviewData data, ComparedRows rows, IStringLocalizer<Texts> text, Writing writing)
    {
        if (rows.Total.Cost is not { } now || rows.TotalBefore?.Cost is not { } before || before <= 0) return null;
        var percent = Math.Abs((now - (decimal)before) * 100 / before);
        var compared = writing.Days.Range(data.View.Period.Before(data.Status.Today));
        var amount = writing.Figures.Percent(percent);
        return percent < 0.05m ? text["Headline.Same", compared] : now > before ? text["Headline.More", amount, compared] : text["Headline.Less", amount, compared];
    }

    private static string Mover(ComparedRows rows, IStringLocalizer<Texts> text, Writing writing)
    {
        if (rows.Total.Cost is not { } now || rows.TotalBefore?.Cost is not { } before || before <= 0 || now == before) return "";
        var moved = (decimal)now - before;
        var mover = rows.Rows
            .Where(row => row.Now.Cost is not null && (row.Before is null || row.Before.Cost is not null))
            .Select(row => (row.Keys, By: row.Now.Cost!.Value - (row.Before?.Cost ?? 0)))
            .OrderByDescending(row => moved > 0 ? row.By : -row.By)
            .FirstOrDefault();
        if (mover.Keys is null || mover.By == 0) return "";
        var (department, model) = (text.Key(Dimension.Department, mover.Keys[0]), text.Key(Dimension.Model, mover.Keys[1]));
        var share = mover.By * 100 / moved;
        if (share < WorthNaming) return "";
        if (share > 100) return text["Headline.Mover", model, department, writing.Figures.Difference(mover.By, rows.Currency)];
        var part = writing.Figures.WholePercent(share);
        return moved > 0 ? text["Headline.OfRise", part, model, department] : text["Headline.OfFall", part, model, department];
    }
}

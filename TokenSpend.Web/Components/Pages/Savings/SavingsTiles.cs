using Microsoft.Extensions.Localization;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Savings;
using TokenSpend.Web.Components.Pages.Overview;
using TokenSpend.Web.Resources;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Savings;

/// <summary>What can be saved, of what, and how far people are with it.</summary>
public static class SavingsTiles
{
    /// <param name="link">The page itself: the list is below.</param>
    public static IReadOnlyList<TileFigure> Of(SavingsSummary found, string link, IStringLocalizer<Texts> text, Writing writing)
    {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(writing);
        if (found.Potential.Count == 0) return [];
        var first = found.Potential[0];
        return
        [
            Tile(text["Savings.Potential"], Compact(found.PotentialPerMonth(first)), [.. found.Potential.Skip(1).Where(more => more.Potential > 0).Select(more => Compact(found.PotentialPerMonth(more)))],
                first.Spent > 0 ? text["Savings.ShareOfCost", writing.Figures.Percent(first.Potential * 100m / first.Spent)].Value : null),
            Tile(text["Savings.Spent"], Compact(found.SpentPerMonth(first)), [.. found.Potential.Skip(1).Select(more => Compact(found.SpentPerMonth(more)))], null),
            Tile(text["Savings.OpenFindings"], Count(DecisionKind.Reopened), [], null),
            Tile(text["Savings.AcceptedFindings"], Count(DecisionKind.Accepted), [], null),
            Tile(text["Savings.DismissedFindings"], Count(DecisionKind.Dismissed), [], null),
        ];

        Figure Count(DecisionKind state) => Figures.Count(found.Findings.Count(view => view.State == state));

        Figure Compact(Core.Primitives.Money month) => new(writing.Figures.Compact(month.Nanos, month.Currency), month.Nanos == 0 ? FigureLook.Zero : FigureLook.Value, Figures.Exact(month.Nanos, month.Currency));

        TileFigure Tile(string label, Figure value, IReadOnlyList<Figure> more, string? note) => new(label, value, more, new Change(Trending.None, ""), false, [], link, note);
    }
}

using Microsoft.Extensions.Localization;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Savings;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Resources;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Savings;

/// <summary>A finding ready to be shown in a list.</summary>
/// <param name="Note">Who does it by when, or why not; null: open.</param>
public sealed record SavingLine(
    long Id, DecisionKind State, string Title, string Where, string Badge, string? Note, Figure Saving, string Range, string Confidence, string Link)
{
    public static SavingLine Of(FindingView view, SavingsSettings settings, ViewState shown, IStringLocalizer<Texts> text, Writing writing)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(writing);
        var finding = view.Finding;
        return new SavingLine(view.Id, view.State, SavingsText.Of(finding, settings, text, writing).Title, SavingsText.Where(finding.Evidence, text), BadgeOf(view.State),
            NoteOf(view, text, writing), Month(finding, finding.Sums.Saving, writing), RangeOf(finding, text, writing), writing.Figures.WholePercent(finding.Confidence), Links.Saving(view.Id, shown));
    }

    public static string BadgeOf(DecisionKind state) => state switch
    {
        DecisionKind.Accepted => "badge good",
        DecisionKind.Dismissed => "badge",
        _ => "badge busy",
    };

    /// <summary>An amount of the days looked at, a month.</summary>
    public static Figure Month(Finding finding, long nanos, Writing writing)
    {
        ArgumentNullException.ThrowIfNull(finding);
        ArgumentNullException.ThrowIfNull(writing);
        var month = finding.PerMonth(nanos);
        return new Figure(writing.Figures.Money(month.Nanos, month.Currency), month.Nanos == 0 ? FigureLook.Zero : FigureLook.Value, Figures.Exact(month.Nanos, month.Currency));
    }

    public static string RangeOf(Finding finding, IStringLocalizer<Texts> text, Writing writing)
    {
        ArgumentNullException.ThrowIfNull(finding);
        ArgumentNullException.ThrowIfNull(text);
        return text["Savings.Range", Month(finding, finding.Sums.Low, writing).Text, Month(finding, finding.Sums.High, writing).Text];
    }

    public static string? NoteOf(FindingView view, IStringLocalizer<Texts> text, Writing writing)
    {
        ArgumentNullException.ThrowIfNull(view);
        return view.History is [var last, ..] ? What(last, text, writing) : null;
    }

    /// <summary>A decision in words; null: opened again.</summary>
    public static string? What(FindingDecision decision, IStringLocalizer<Texts> text, Writing writing)
    {
        ArgumentNullException.ThrowIfNull(decision);
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(writing);
        return decision switch
        {
            { Kind: DecisionKind.Accepted, Due: { } due } => text["Savings.AcceptedBy", AlertWords.OneLine(decision.Owner ?? ""), writing.Days.Long(due)],
            { Kind: DecisionKind.Dismissed } => AlertWords.OneLine(decision.Reason ?? "", 400),
            _ => null,
        };
    }
}

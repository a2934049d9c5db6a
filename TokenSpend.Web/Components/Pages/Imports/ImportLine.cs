using Microsoft.Extensions.Localization;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Storage;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Resources;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Imports;

/// <summary>One import, ready to be shown.</summary>
/// <param name="Badge">Class of the state's badge.</param>
/// <param name="Progress">Null unless it runs.</param>
/// <param name="Period">Null where it has no facts.</param>
/// <param name="Notes">What its reader should know: duplicates, replacements, lines that earlier files had.</param>
/// <param name="Map">Where its columns are mapped; null: it needs no mapping.</param>
/// <param name="Rejected">Link text; null: nothing was set aside.</param>
public sealed record ImportLine(
    long Id, string File, string Kind, string State, string Badge, ImportProgress? Progress, string? Period, string? Explore, string When,
    string Lines, IReadOnlyList<string> Notes, string? Rejected, IReadOnlyList<string> Cost, string? Error, string? Map, bool CanUndo, bool CanCancel)
{
    public static ImportLine Of(ImportView import, ViewState view, string zone, DateTime nowUtc, IStringLocalizer<Texts> text, Writing writing)
    {
        Period? days = import is { State: ImportState.Done, From: { } from, To: { } to } && from < to ? new Period(from, to) : null;
        return new ImportLine(
            import.Id, import.File, Kind(), text.Of(import.State), BadgeOf(import), Running(), days is { } known ? writing.Days.Range(known) : null,
            days is { } range ? Links.Explore(ViewState.Default.In(range) with { Measure = view.Measure, Currency = view.Currency, Scope = view.Scope }) : null,
            writing.Days.Instant(import.FinishedUtc ?? import.CreatedUtc, zone),
            import.State == ImportState.Done ? text["Imports.LinesOf", Figures.Count(import.Accepted + import.Replaced).Text, Figures.Count(import.Lines).Text] : "",
            [.. Notes()],
            import.Rejected > 0 ? text["Imports.Rejected", Figures.Count(import.Rejected).Text].Value : null,
            [.. import.Cost.Select(cost => writing.Figures.Money(cost.Nanos, cost.Currency))],
            Error(), import.CanMap ? Links.Map(import.Id, view) : null, import.State == ImportState.Done, import.State is ImportState.Queued or ImportState.Running);

        string Kind() => string.Join(" · ", new[] { import.Format, import.Source }.Where(word => !string.IsNullOrEmpty(word)).Distinct());

        // The long list of known formats helps nobody who can map the columns.
        string? Error() => import.Problem is not { } problem ? null : problem.Code == "unknown-format" && import.CanMap ? text["Imports.UnknownLayout", problem.Arguments[0]] : text.Of(problem);

        ImportProgress? Running() => import.State == ImportState.Running
            ? ImportProgress.Of(import.BytesDone, import.BytesTotal, nowUtc - import.StartedUtc, import.LinesDone, text)
            : null;

        IEnumerable<string> Notes()
        {
            if (import.State != ImportState.Done) yield break;
            if (import.Duplicates > 0) yield return text["Imports.Duplicates", Figures.Count(import.Duplicates).Text];
            if (import.Replaced > 0) yield return text["Imports.Replaced", Figures.Count(import.Replaced).Text];
            if (import.Ignored > 0) yield return text["Imports.Ignored", Figures.Count(import.Ignored).Text];
            if (import.MissingFromEarlier > 0) yield return text["Imports.Missing", Figures.Count(import.MissingFromEarlier).Text];
        }
    }

    internal static string BadgeOf(ImportView import) => import.State switch
    {
        ImportState.Done => import.Rejected > 0 ? "badge warn" : "badge good",
        ImportState.Failed => "badge bad",
        ImportState.Running or ImportState.Undoing => "badge busy",
        _ => "badge",
    };
}

using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Ingestion.Mapping;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Operations.Importing;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Imports.Mapping;

/// <summary>What an import with the draft would take in: totals, first lines as understood, lines that would be set aside.</summary>
public sealed partial class MapPreview
{
    private const int MostRejections = 10;

    private static readonly MappedField[] Kinds = [MappedField.Input, MappedField.CacheRead, MappedField.CacheWrite5m, MappedField.CacheWrite1h, MappedField.Output, MappedField.Reasoning];

    /// <summary>Null: it was not tried yet.</summary>
    [Parameter, EditorRequired] public required MappingPreview? Of { get; set; }

    [Parameter, EditorRequired] public required FirstRows Rows { get; set; }
    [Parameter, EditorRequired] public required string Zone { get; set; }

    /// <summary>Another choice is being tried.</summary>
    [Parameter, EditorRequired] public required bool Stale { get; set; }

    [Inject] private Writing Writing { get; set; } = null!;

    private List<(string Name, string Value)> _terms = [];

    protected override void OnParametersSet() => _terms = Of?.Report is { } report ? [.. Terms(report)] : [];

    private IEnumerable<(string, string)> Terms(ImportReport report)
    {
        var counted = report.Lines - report.Blank - report.Ignored - report.Rejected;
        yield return (Text["Column.Lines"], Text["Imports.LinesOf", Figures.Count(counted).Text, Figures.Count(report.Lines).Text]);
        if (report.Rejected > 0) yield return (Text["Map.SetAside"], Text["Imports.Rejected", Figures.Count(report.Rejected).Text]);
        if (report.Ignored > 0) yield return (Text["Map.LeftOut"], Text["Imports.Ignored", Figures.Count(report.Ignored).Text]);
        if (report is { From: { } from, To: { } to } && from < to) yield return (Text["Column.Period"], Writing.Days.Range(new Period(from, to)));
        foreach (var kind in Kinds)
            if (report.Tokens.GetValueOrDefault(TokenKindInfo.Of(Enum.Parse<TokenKind>(kind.ToString())).Name) is not 0 and var count) yield return (Text.Of(kind), Figures.Count(count).Text);
        foreach (var cost in report.Cost)
        {
            if (Nano.TryParse(cost.Billed ?? "", out var billed)) yield return (Text.Of(MappedField.Billed), Writing.Figures.Money(billed, cost.Currency));
            if (Nano.TryParse(cost.Metered ?? "", out var metered)) yield return (Text["Map.Metered"], Writing.Figures.Money(metered, cost.Currency));
        }
        if (report.UnpricedTokens > 0) yield return (Text["Map.Unpriced"], Figures.Count(report.UnpricedTokens).Text);
    }
}

using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Operations.Importing;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Storage;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Imports.Detail;

/// <summary>One import on paper: what it is, what became of each line, what it holds.</summary>
public sealed partial class ImportSheet
{
    [Parameter, EditorRequired] public required ImportDetail Of { get; set; }
    [Parameter, EditorRequired] public required ViewState View { get; set; }

    /// <summary>IANA name, for the times.</summary>
    [Parameter, EditorRequired] public required string Zone { get; set; }

    [Inject] private Writing Writing { get; set; } = null!;

    private sealed record CostLine(string Name, string Amount, string Exact);

    private List<(string Name, long Lines)> _balance = [];
    private List<CostLine> _costs = [];

    private Core.Operations.ImportView Import => Of.Import;

    private Period? Days => Import is { From: { } from, To: { } to } && from < to ? new Period(from, to) : null;

    private string Headline => Import.State == ImportState.Done
        ? Text["ImportDetail.HeadlineDone", Import.File, Figures.Count(Import.Accepted + Import.Replaced).Text, Figures.Count(Import.Lines).Text]
        : Text["ImportDetail.HeadlineState", Import.File, Text.Of(Import.State)];

    protected override void OnParametersSet()
    {
        _balance = Import.State == ImportState.Done ? [.. Balance()] : [];
        _costs = [.. Of.Report?.Cost.SelectMany(Costs) ?? []];
    }

    private IEnumerable<(string, long)> Balance()
    {
        yield return (Text["ImportDetail.Accepted"], Import.Accepted);
        yield return (Text["ImportDetail.Duplicates"], Import.Duplicates);
        yield return (Text["ImportDetail.Replaced"], Import.Replaced);
        foreach (var (reason, lines) in Of.Report?.IgnoredBy.OrderByDescending(reason => reason.Value).ThenBy(reason => reason.Key, StringComparer.Ordinal) ?? Enumerable.Empty<KeyValuePair<string, long>>())
            yield return (Text["ImportDetail.IgnoredOf", Text.OfIgnored(reason)], lines);
        // An import from before reasons were kept has their number only.
        if (Of.Report is null || Of.Report.IgnoredBy.Count == 0) yield return (Text["ImportDetail.Ignored"], Import.Ignored);
        yield return (Text["ImportDetail.Rejected"], Import.Rejected);
        yield return (Text["ImportDetail.Blank"], Import.Blank);
    }

    private IEnumerable<CostLine> Costs(CurrencyCost cost)
    {
        foreach (var (name, amount) in new[] { (Text["ImportDetail.CostBilled"], cost.Billed), (Text["ImportDetail.CostEffective"], cost.Effective), (Text["ImportDetail.CostMetered"], cost.Metered) })
            if (amount is not null && Nano.TryParse(amount, out var nanos))
                yield return new CostLine(name, Writing.Figures.Money(nanos, cost.Currency), Figures.Exact(nanos, cost.Currency));
    }
}

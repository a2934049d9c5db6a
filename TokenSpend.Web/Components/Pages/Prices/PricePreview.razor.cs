using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Operations;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Prices;

/// <summary>What a change of prices touches, before it is saved.</summary>
public sealed partial class PricePreview
{
    [Parameter, EditorRequired] public required RatingPreview Of { get; set; }
    [Parameter, EditorRequired] public required string SaveWords { get; set; }
    [Parameter, EditorRequired] public required string BackWords { get; set; }
    [Parameter] public bool IsBusy { get; set; }
    [Parameter] public EventCallback OnSave { get; set; }
    [Parameter] public EventCallback OnBack { get; set; }

    [Inject] private Writing Writing { get; set; } = null!;

    private IReadOnlyList<PreviewLine> _lines = [];
    private IReadOnlyList<PreviewLine> _total = [];

    private string Sentence => Of.Days is { } days ? Text["PricePreview.Sentence", Figures.Count(Of.Records).Text, Writing.Days.Range(days)] : Text["PricePreview.Nothing"];

    private string ClosedMonths => Of.ClosedMonths.Select(Writing.Days.Long).Aggregate((sofar, next) => Text["Caveat.ListOf", sofar, next]);

    protected override void OnParametersSet() => (_lines, _total) = (PreviewLine.Of(Of.Rows, Text, Writing), PreviewLine.Of(Of.Total, Text, Writing));
}

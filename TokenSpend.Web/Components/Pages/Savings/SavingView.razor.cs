using System.Globalization;
using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Savings;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Savings;

/// <summary>One finding with its formula, the requests behind it and what was decided.</summary>
public sealed partial class SavingView
{
    [Parameter, EditorRequired] public required FindingView Of { get; set; }

    /// <summary>Thresholds that the words name.</summary>
    [Parameter, EditorRequired] public required SavingsSettings Settings { get; set; }

    /// <summary>Null: being read.</summary>
    [Parameter, EditorRequired] public required EvidencePage? Evidence { get; set; }
    [Parameter, EditorRequired] public required ViewState View { get; set; }

    /// <summary>IANA name, for the times.</summary>
    [Parameter, EditorRequired] public required string Zone { get; set; }
    [Parameter] public EventCallback<int> OnPage { get; set; }
    [Parameter] public EventCallback<SavingDecision> OnDecide { get; set; }

    [Inject] private Writing Writing { get; set; } = null!;

    private SavingsText _words = null!;

    private GroupSums Sums => Of.Finding.Sums;

    private string AfterPart => Sums.Spent == 0 ? "0%" : string.Create(CultureInfo.InvariantCulture, $"{(Sums.Spent - Sums.Saving) * 100m / Sums.Spent:0.##}%");

    protected override void OnParametersSet() => _words = SavingsText.Of(Of.Finding, Settings, Text, Writing);

    private Figure Month(long nanos) => SavingLine.Month(Of.Finding, nanos, Writing);
}

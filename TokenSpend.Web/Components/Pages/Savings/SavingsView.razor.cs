using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Savings;
using TokenSpend.Web.Components.Pages.Overview;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Savings;

/// <summary>The sentence, the tiles and the findings.</summary>
public sealed partial class SavingsView
{
    [Parameter, EditorRequired] public required SavingsSummary Of { get; set; }

    /// <summary>Thresholds that the words name.</summary>
    [Parameter, EditorRequired] public required SavingsSettings Settings { get; set; }
    [Parameter, EditorRequired] public required ViewState View { get; set; }

    /// <summary>IANA name, for the times.</summary>
    [Parameter, EditorRequired] public required string Zone { get; set; }

    [Inject] private Writing Writing { get; set; } = null!;

    private IReadOnlyList<SavingLine> _lines = [];
    private IReadOnlyList<TileFigure> _tiles = [];

    private string Headline
    {
        get
        {
            if (Of.Days is not { } days) return Text["Savings.NoLog"];
            if (Of.Potential is not [{ Potential: > 0 } first, ..] || Of.Active.FirstOrDefault() is not { } largest) return Text["Savings.Nothing", Writing.Days.Range(days)];
            var month = Of.PotentialPerMonth(first);
            return Text["Savings.Headline", Writing.Figures.Money(month.Nanos, month.Currency), Writing.Figures.WholePercent(first.Potential * 100m / first.Spent),
                SavingsText.Of(largest.Finding, Settings, Text, Writing).Title];
        }
    }

    protected override void OnParametersSet()
    {
        _lines = [.. Of.Findings.Select(view => SavingLine.Of(view, Settings, View, Text, Writing))];
        _tiles = SavingsTiles.Of(Of, Links.Savings(View), Text, Writing);
    }
}

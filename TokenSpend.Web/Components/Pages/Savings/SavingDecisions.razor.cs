using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Savings;

namespace TokenSpend.Web.Components.Pages.Savings;

/// <summary>Accept with owner and date, dismiss with a reason, or open again.</summary>
public sealed partial class SavingDecisions
{
    [Parameter, EditorRequired] public required FindingView Of { get; set; }
    [Parameter] public EventCallback<SavingDecision> OnDecide { get; set; }

    private string _owner = "", _reason = "";
    private DateOnly? _due;
    private string? _problem;

    private async Task AcceptAsync()
    {
        _problem = string.IsNullOrWhiteSpace(_owner) ? Text["Savings.OwnerMissing"].Value : _due is null ? Text["Savings.DueMissing"].Value : null;
        if (_problem is null) await OnDecide.InvokeAsync(new SavingDecision(DecisionKind.Accepted, _owner, _due));
    }

    private async Task DismissAsync()
    {
        _problem = string.IsNullOrWhiteSpace(_reason) ? Text["Savings.ReasonMissing"].Value : null;
        if (_problem is null) await OnDecide.InvokeAsync(new SavingDecision(DecisionKind.Dismissed, _reason));
    }
}

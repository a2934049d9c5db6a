using TokenSpend.Core.Savings;

namespace TokenSpend.Web.Components.Pages.Savings;

/// <summary>What a reader decided on a form.</summary>
/// <param name="Words">The reason or the owner; empty when opened again.</param>
/// <param name="Due">Of an acceptance.</param>
public sealed record SavingDecision(DecisionKind Kind, string Words = "", DateOnly? Due = null);

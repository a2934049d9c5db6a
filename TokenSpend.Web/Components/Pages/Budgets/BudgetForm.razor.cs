using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Budgets;
using TokenSpend.Core.Spend;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Budgets;

/// <summary>The fields of a budget; what is wrong stands below its field.</summary>
public sealed partial class BudgetForm
{
    [Parameter, EditorRequired] public required BudgetDraft Draft { get; set; }

    /// <summary>Currencies to choose from.</summary>
    [Parameter, EditorRequired] public required IReadOnlyList<string> Currencies { get; set; }

    /// <summary>Names to choose from, by dimension.</summary>
    [Parameter, EditorRequired] public required IReadOnlyDictionary<Dimension, IReadOnlyList<string>> Values { get; set; }

    [Parameter, EditorRequired] public required IReadOnlyList<BudgetProblem> Problems { get; set; }
    [Parameter, EditorRequired] public required string Back { get; set; }
    [Parameter] public EventCallback OnSave { get; set; }
    [Parameter] public EventCallback OnDelete { get; set; }

    /// <summary>A condition is on this dimension now.</summary>
    [Parameter] public EventCallback<Dimension> OnDimension { get; set; }

    private bool _asked;

    private IEnumerable<string> Units => Currencies.Concat(["USD", "EUR", "CNY"]).Concat(Draft.Unit == BudgetColumns.Tokens ? [] : [Draft.Unit]).Distinct();

    private static string ListOf(Dimension dimension) => $"values-{dimension}";

    private string? Invalid(string field) => Problems.Any(problem => problem.Field == field) ? "true" : null;

    private RenderFragment Wrong(string field) => builder =>
    {
        foreach (var problem in Problems.Where(problem => problem.Field == field))
        {
            builder.OpenElement(0, "p");
            builder.AddAttribute(1, "class", "error");
            builder.AddAttribute(2, "role", "alert");
            builder.AddContent(3, Text.Of(problem));
            builder.CloseElement();
        }
    };

    // A month is bound as text: the framework's own binding takes it for a day.
    private void Begin(ChangeEventArgs e) => Draft.From = e.Value?.ToString() ?? "";

    private Task AddAsync()
    {
        var condition = new BudgetDraft.Condition();
        Draft.Where.Add(condition);
        return OnDimension.InvokeAsync(condition.Dimension);
    }
}

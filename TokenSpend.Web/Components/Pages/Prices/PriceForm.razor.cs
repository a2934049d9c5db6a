using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Usage;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Prices;

/// <summary>The fields of a contract price; what is wrong stands at its field.</summary>
public sealed partial class PriceForm
{
    [Parameter, EditorRequired] public required PriceDraft Draft { get; set; }

    /// <summary>To choose from.</summary>
    [Parameter, EditorRequired] public required IReadOnlyList<(string Provider, string Model)> Models { get; set; }

    [Parameter, EditorRequired] public required IReadOnlyList<PriceProblem> Problems { get; set; }
    [Parameter, EditorRequired] public required string Back { get; set; }
    [Parameter] public bool IsBusy { get; set; }
    [Parameter] public EventCallback OnPreview { get; set; }

    // A price among them, or a mistake, must not be hidden.
    private bool HasOthers => TokenKindInfo.All.Skip(TokenKindInfo.AlwaysShown).Any(kind => Draft.Prices[(int)kind.Kind].Length > 0);

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
}

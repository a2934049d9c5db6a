using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Ingestion.Mapping;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Imports.Mapping;

/// <summary>A column or a fixed value for each field, with what spoke for the proposal.</summary>
public sealed partial class MapFields
{
    private static readonly string[] Currencies = ["CNY", "USD", "EUR", "GBP", "JPY", "HKD", "SGD"];

    [Parameter, EditorRequired] public required MapDraft Draft { get; set; }
    [Parameter, EditorRequired] public required FirstRows Rows { get; set; }
    [Parameter, EditorRequired] public required IReadOnlyList<GuessedField> Guesses { get; set; }

    /// <summary>Ids to choose an issuer or provider from.</summary>
    [Parameter, EditorRequired] public required IReadOnlyList<string> Providers { get; set; }

    [Parameter] public EventCallback OnChange { get; set; }

    private static string? ListOf(MappedField field) => field switch
    {
        MappedField.Issuer or MappedField.Provider => "map-providers",
        MappedField.Currency => "map-currencies",
        _ => null,
    };

    private Task SetColumnAsync(MappedField field, ChangeEventArgs e)
    {
        Draft.Choices[field].Column = e.Value?.ToString() ?? "";
        return OnChange.InvokeAsync();
    }

    /// <summary>The reason of the proposal while it is chosen; else an example of what the column holds.</summary>
    private string Why(MappedField field)
    {
        var column = Draft.Choices[field].Column;
        if (column.Length == 0) return "";
        var example = Rows.Values(column).FirstOrDefault();
        var words = Guesses.FirstOrDefault(guess => guess.Field == field && guess.Column == column) is { } guess ? Text.Of(guess.Reason) : null;
        return (words, example) switch
        {
            (null, null) => "",
            (null, { } value) => Text["Map.Example", value],
            ({ } reason, null) => reason,
            ({ } reason, { } value) => $"{reason} · {Text["Map.Example", value]}",
        };
    }
}

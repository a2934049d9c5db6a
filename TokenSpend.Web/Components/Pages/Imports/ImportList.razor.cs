using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Storage;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Imports;

/// <summary>The jobs, newest first. An undo asks once, in its row.</summary>
public sealed partial class ImportList
{
    private const int Latest = 50;

    [Parameter, EditorRequired] public required IReadOnlyList<ImportView> Of { get; set; }
    [Parameter, EditorRequired] public required ViewState View { get; set; }
    [Parameter, EditorRequired] public required string Zone { get; set; }
    [Parameter, EditorRequired] public required DateTime Now { get; set; }
    [Parameter] public EventCallback<long> OnUndo { get; set; }
    [Parameter] public EventCallback<long> OnCancel { get; set; }

    /// <summary>Why the last action was refused; null: it was not.</summary>
    [Parameter] public string? Failure { get; set; }

    [Inject] private Writing Writing { get; set; } = null!;

    private List<ImportLine> _lines = [];
    private long? _asked;
    private bool _all;

    protected override void OnParametersSet() => Make();

    private void ShowAll()
    {
        _all = true;
        Make();
    }

    // What runs stays in sight: of many queued files the oldest runs first.
    private void Make() => _lines = [.. Of
        .Where((import, at) => _all || at < Latest || import.State is ImportState.Running or ImportState.Undoing)
        .Select(import => ImportLine.Of(import, View, Zone, Now, Text, Writing))];

    private Task UndoAsync(long id)
    {
        _asked = null;
        return OnUndo.InvokeAsync(id);
    }
}

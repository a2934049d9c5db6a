using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Operations;
using TokenSpend.Web.Navigation;

namespace TokenSpend.Web.Components.Pages.Imports.Detail;

/// <summary>What did this file bring, what of it counts, and what would an undo change?</summary>
public sealed partial class ImportPage
{
    [Parameter] public long Id { get; set; }

    [CascadingParameter] public required ViewState View { get; set; }
    [CascadingParameter] public required DataStatus Status { get; set; }

    [Inject] private Core.Operations.Imports Imports { get; set; } = null!;

    private ImportDetail? _detail;
    private RejectionPage? _rejections;
    private UndoEffect? _undo;
    private RestatementPage? _changes;
    private MissingPage? _lacking;
    private string? _failure;
    private string? _refusal;
    private bool _missing;

    protected override void Follow(Action news) => Imports.Changed += news;

    protected override void Unfollow(Action news) => Imports.Changed -= news;

    protected override Task OnParametersSetAsync() => LoadAsync();

    protected override async Task LoadAsync()
    {
        var known = _detail?.Import.Id == Id ? _detail.Moment : (long?)null;
        _detail = await Imports.DetailAsync(Viewer.Everything, Id, Gone);
        _missing = _detail is null;
        if (_detail is not null) _rejections = await Imports.RejectionsAsync(Viewer.Everything, Id, _rejections?.Page ?? 1, Gone);
        StateHasChanged();
        // A big bill takes a moment to compare: only when figures have changed, not at the progress of every import.
        if (_detail is null || _detail.Moment == known) return;
        _undo = null;
        _changes = await Imports.ChangesAsync(Viewer.Everything, Id, _changes?.Page ?? 1, Gone);
        _lacking = await Imports.MissingAsync(Viewer.Everything, Id, _lacking?.Page ?? 1, Gone);
        StateHasChanged();
    }

    private async Task ShowChangesAsync(int page) => _changes = await Imports.ChangesAsync(Viewer.Everything, Id, page, Gone);

    private async Task ShowMissingAsync(int page) => _lacking = await Imports.MissingAsync(Viewer.Everything, Id, page, Gone);

    private async Task ChooseAsync(bool replace)
    {
        _refusal = null;
        try
        {
            await Imports.ReplaceAsync(Viewer.Everything, Id, replace, Gone);
        }
        catch (RefusedException refused)
        {
            _refusal = refused.Message;
        }
        await LoadAsync();
    }

    private async Task ShowRejectionsAsync(int page) => _rejections = await Imports.RejectionsAsync(Viewer.Everything, Id, page, Gone);

    private async Task AskAsync() => _undo = await Imports.UndoEffectAsync(Viewer.Everything, Id, Gone);

    private async Task UndoAsync()
    {
        (_undo, _failure) = (null, null);
        try
        {
            await Imports.UndoAsync(Viewer.Everything, Id, Gone);
        }
        catch (RefusedException refused)
        {
            _failure = refused.Message;
        }
        await LoadAsync();
    }
}

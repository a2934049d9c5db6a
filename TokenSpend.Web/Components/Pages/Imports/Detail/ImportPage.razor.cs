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
    private string? _failure;
    private bool _missing;

    protected override void Follow(Action news) => Imports.Changed += news;

    protected override void Unfollow(Action news) => Imports.Changed -= news;

    protected override Task OnParametersSetAsync() => LoadAsync();

    protected override async Task LoadAsync()
    {
        _detail = await Imports.DetailAsync(Viewer.Everything, Id, Gone);
        _missing = _detail is null;
        if (_detail is not null) _rejections = await Imports.RejectionsAsync(Viewer.Everything, Id, _rejections?.Page ?? 1, Gone);
        StateHasChanged();
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

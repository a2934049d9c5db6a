using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Operations;
using TokenSpend.Web.Components.Shared;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Imports;

/// <summary>What came in, what of it counts, and what was set aside.</summary>
public sealed partial class ImportsPage
{
    [CascadingParameter] public required ViewState View { get; set; }
    [CascadingParameter] public required DataStatus Status { get; set; }

    [Inject] private Core.Operations.Imports Imports { get; set; } = null!;
    [Inject] private TimeProvider Clock { get; set; } = null!;

    private IReadOnlyList<ImportView>? _imports;
    private string? _failure;

    protected override Task OnInitializedAsync() => LoadAsync();

    protected override void Follow(Action news) => Imports.Changed += news;

    protected override void Unfollow(Action news) => Imports.Changed -= news;

    protected override async Task LoadAsync()
    {
        _imports = await Imports.ListAsync(Viewer.Everything, Gone);
        StateHasChanged();
    }

    private Task UndoAsync(long id) => TryAsync(() => Imports.UndoAsync(Viewer.Everything, id, Gone));

    private Task CancelAsync(long id) => TryAsync(() => Imports.CancelAsync(Viewer.Everything, id, Gone));

    private async Task TryAsync(Func<Task> act)
    {
        _failure = null;
        try
        {
            await act();
        }
        catch (RefusedException refused)
        {
            _failure = refused.Message;
        }
        await LoadAsync();
    }
}

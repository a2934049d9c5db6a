using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Operations;
using TokenSpend.Web.Components.Shared;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Imports;

/// <summary>What came in, what of it counts, and what was set aside.</summary>
public sealed partial class ImportsPage : IDisposable
{
    [CascadingParameter] public required ViewState View { get; set; }
    [CascadingParameter] public required DataStatus Status { get; set; }

    [Inject] private Core.Operations.Imports Imports { get; set; } = null!;
    [Inject] private Writing Writing { get; set; } = null!;
    [Inject] private TimeProvider Clock { get; set; } = null!;

    private readonly CancellationTokenSource _gone = new();
    private IReadOnlyList<ImportView>? _imports;
    private string? _failure;
    private Refresher? _refresher;

    protected override async Task OnInitializedAsync()
    {
        _refresher = new Refresher(InvokeAsync, Writing, LoadAsync);
        Imports.Changed += _refresher.Request;
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        _imports = await Imports.ListAsync(Viewer.Everything, _gone.Token);
        StateHasChanged();
    }

    private Task UndoAsync(long id) => TryAsync(() => Imports.UndoAsync(Viewer.Everything, id, _gone.Token));

    private Task CancelAsync(long id) => TryAsync(() => Imports.CancelAsync(Viewer.Everything, id, _gone.Token));

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

    public void Dispose()
    {
        if (_refresher is not null)
        {
            Imports.Changed -= _refresher.Request;
            _refresher.Dispose();
        }
        _gone.Cancel();
        _gone.Dispose();
    }
}

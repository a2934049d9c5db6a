using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Operations;
using TokenSpend.Web.Navigation;

namespace TokenSpend.Web.Components.Pages.Imports.Mapping;

/// <summary>Files that wait to be mapped, and the profiles that there are.</summary>
public sealed partial class MappingPage : IDisposable
{
    [CascadingParameter] public required ViewState View { get; set; }

    [Inject] private MappingBook Book { get; set; } = null!;
    [Inject] private Core.Operations.Imports Imports { get; set; } = null!;

    private readonly CancellationTokenSource _gone = new();
    private IReadOnlyList<ProfileView>? _profiles;
    private IReadOnlyList<ImportView>? _unknown;
    private string? _asked;
    private string? _failure;

    protected override async Task OnInitializedAsync()
    {
        _profiles = await Book.ListAsync(Viewer.Everything, _gone.Token);
        _unknown = [.. (await Imports.ListAsync(Viewer.Everything, _gone.Token)).Where(import => import.CanMap)];
    }

    private async Task DeleteAsync(string name)
    {
        (_asked, _failure) = (null, null);
        try
        {
            await Book.DeleteAsync(Viewer.Everything, name, _gone.Token);
        }
        catch (RefusedException refused)
        {
            _failure = refused.Message;
        }
        _profiles = await Book.ListAsync(Viewer.Everything, _gone.Token);
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }
}

using Microsoft.AspNetCore.Components;
using MudBlazor;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Storage;
using TokenSpend.Web.Components.Shared;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Layout;

/// <summary>Says on any page that an import has ended; the page of imports itself shows it anyway.</summary>
public sealed class ImportToasts : ComponentBase, IDisposable
{
    [Parameter, EditorRequired] public required ViewState View { get; set; }
    [Parameter, EditorRequired] public required string Path { get; set; }

    [Inject] private Imports Imports { get; set; } = null!;
    [Inject] private ISnackbar Snackbar { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [Inject] private Writing Writing { get; set; } = null!;
    [Inject] private Microsoft.Extensions.Localization.IStringLocalizer<Resources.Texts> Text { get; set; } = null!;

    private readonly HashSet<long> _open = [];
    private Refresher? _refresher;

    protected override void OnAfterRender(bool firstRender)
    {
        if (!firstRender) return;
        _refresher = new Refresher(InvokeAsync, Writing, LookAsync);
        Imports.Changed += _refresher.Request;
    }

    private async Task LookAsync()
    {
        foreach (var import in await Imports.ListAsync(Viewer.Everything, CancellationToken.None))
        {
            if (import.State is ImportState.Queued or ImportState.Running) _open.Add(import.Id);
            else if (_open.Remove(import.Id) && Path != "imports" && import.State is ImportState.Done or ImportState.Failed) Say(import);
        }
    }

    private void Say(ImportView import)
    {
        var failed = import.State == ImportState.Failed;
        string news = failed ? Text["Toast.Failed", import.File] : Text["Toast.Done", import.File];
        // As content, never as a string: the snackbar may take strings for markup, and a file name is a stranger's text.
        Snackbar.Add(builder => builder.AddContent(0, news), failed ? Severity.Error : Severity.Normal, options =>
        {
            options.Action = Text["Toast.Show"];
            options.OnClick = _ =>
            {
                Navigation.NavigateTo(Links.Imports(View));
                return Task.CompletedTask;
            };
        });
    }

    public void Dispose()
    {
        if (_refresher is null) return;
        Imports.Changed -= _refresher.Request;
        _refresher.Dispose();
    }
}

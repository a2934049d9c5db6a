using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Ingestion.Mapping;
using TokenSpend.Core.Operations;
using TokenSpend.Web.Components.Shared;
using TokenSpend.Web.Jobs;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Imports.Mapping;

/// <summary>Says which column of an unknown file means what, tries it on the file at every change, saves it and imports.</summary>
public sealed partial class MapPage : IDisposable
{
    /// <summary>The import that failed because no format knew its file.</summary>
    [Parameter] public long Import { get; set; }

    [CascadingParameter] public required ViewState View { get; set; }

    [Inject] private MappingBook Book { get; set; } = null!;
    [Inject] private Company Company { get; set; } = null!;
    [Inject] private ImportQueue Queue { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private readonly CancellationTokenSource _gone = new();
    private readonly LatestOnly _latest = new();
    private IReadOnlyList<string> _providers = [];
    private MappingFile? _file;
    private MapDraft? _draft;
    private MappingPreview? _preview;
    private ProfileFault? _fault;
    private string? _failure;
    private bool _isGone;
    private bool _stale;

    protected override async Task OnInitializedAsync()
    {
        _providers = [.. Company.Rules.Providers.All.Select(provider => provider.Id).Order(StringComparer.Ordinal)];
        try
        {
            _file = await Book.GetFileAsync(Viewer.Everything, Import, _gone.Token);
        }
        catch (ImportFailedException failed)
        {
            _failure = Text.Of(failed.Problem);
        }
        if (_file is null) _isGone = _failure is null;
        else if (_file.Rows is { } rows) _draft = MapDraft.Of(_file.File, rows, _file.Guess!);
        if (_draft is not null) await TryOutAsync();
    }

    private async Task TryOutAsync()
    {
        // The figures of another choice must not pass for those of this one.
        (_stale, _fault) = (true, null);
        var token = _latest.Next();
        try
        {
            var preview = await Book.PreviewAsync(Viewer.Everything, Import, _draft!.Read(), token);
            if (token.IsCancellationRequested) return;
            (_preview, _stale, _isGone) = (preview, false, preview is null);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // Another choice was made.
        }
        catch (ImportFailedException failed)
        {
            _failure = Text.Of(failed.Problem);
        }
    }

    private async Task SaveAsync()
    {
        (_fault, var import) = await Book.SaveAsync(Viewer.Everything, _draft!.Read(), Import, _gone.Token);
        if (_fault is not null) return;
        if (import is { } id) Queue.Start(id);
        Navigation.NavigateTo(Links.Imports(View));
    }

    public void Dispose()
    {
        _latest.Dispose();
        _gone.Cancel();
        _gone.Dispose();
    }
}

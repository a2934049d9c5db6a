using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using TokenSpend.Core.Operations;
using TokenSpend.Web.Components.Shared;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Layout;

/// <summary>The shell: reads the view from the address and the state of the data once, and hands both to bar and page.</summary>
public sealed partial class MainLayout : IDisposable
{
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [Inject] private SpendReports Spend { get; set; } = null!;
    [Inject] private Writing Writing { get; set; } = null!;

    private ViewState _view = ViewState.Default;
    private string _path = "";
    private DataStatus? _status;
    private Refresher? _refresher;

    // A fragment alone would lead to the base address: it needs the page before it.
    private string SkipLink => Links.Page(_path, _view) + "#main";

    protected override async Task OnInitializedAsync()
    {
        ReadAddress();
        Navigation.LocationChanged += OnLocationChanged;
        _refresher = new Refresher(InvokeAsync, Writing, async () =>
        {
            _status = await Spend.StatusAsync(Viewer.Everything, CancellationToken.None);
            StateHasChanged();
        });
        Spend.Changed += _refresher.Request;
        _status = await Spend.StatusAsync(Viewer.Everything, CancellationToken.None);
    }

    private void OnLocationChanged(object? sender, LocationChangedEventArgs e) => InvokeAsync(() =>
    {
        Writing.Enter();
        ReadAddress();
        StateHasChanged();
    });

    private void ReadAddress()
    {
        var address = Navigation.ToAbsoluteUri(Navigation.Uri);
        _path = Navigation.ToBaseRelativePath(address.GetLeftPart(UriPartial.Path)).TrimEnd('/');
        _view = ViewState.Parse(address.Query);
    }

    public void Dispose()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        if (_refresher is null) return;
        Spend.Changed -= _refresher.Request;
        _refresher.Dispose();
    }
}

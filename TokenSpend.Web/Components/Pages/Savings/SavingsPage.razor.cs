using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Savings;
using TokenSpend.Web.Components.Shared;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Savings;

/// <summary>What could be saved, the most money first.</summary>
public sealed partial class SavingsPage : IDisposable
{
    [CascadingParameter] public required ViewState View { get; set; }
    [CascadingParameter] public required DataStatus Status { get; set; }

    [Inject] private SavingsReports Savings { get; set; } = null!;
    [Inject] private Writing Writing { get; set; } = null!;

    private readonly CancellationTokenSource _gone = new();
    private SavingsSummary? _found;
    private SavingsSettings _settings = new();
    private Refresher? _refresher;

    protected override async Task OnInitializedAsync()
    {
        _refresher = new Refresher(InvokeAsync, Writing, LoadAsync);
        Savings.Changed += _refresher.Request;
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var settings = await Savings.SettingsAsync(Viewer.Everything, _gone.Token);
        (_settings, _found) = (settings, await Savings.SummaryAsync(Viewer.Everything, _gone.Token));
        StateHasChanged();
    }

    public void Dispose()
    {
        if (_refresher is not null)
        {
            Savings.Changed -= _refresher.Request;
            _refresher.Dispose();
        }
        _gone.Cancel();
        _gone.Dispose();
    }
}

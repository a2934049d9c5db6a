using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Savings;
using TokenSpend.Web.Components.Shared;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Savings;

/// <summary>Why can this be saved, by which requests, and what was decided?</summary>
public sealed partial class SavingPage : IDisposable
{
    [Parameter] public long Id { get; set; }

    [CascadingParameter] public required ViewState View { get; set; }
    [CascadingParameter] public required DataStatus Status { get; set; }

    [Inject] private SavingsReports Savings { get; set; } = null!;
    [Inject] private Writing Writing { get; set; } = null!;

    private readonly CancellationTokenSource _gone = new();
    private FindingView? _found;
    private EvidencePage? _evidence;
    private SavingsSettings _settings = new();
    private bool _missing;
    private Refresher? _refresher;

    protected override void OnInitialized()
    {
        _refresher = new Refresher(InvokeAsync, Writing, LoadAsync);
        Savings.Changed += _refresher.Request;
    }

    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        _settings = await Savings.SettingsAsync(Viewer.Everything, _gone.Token);
        _found = await Savings.GetAsync(Viewer.Everything, Id, _gone.Token);
        _missing = _found is null;
        StateHasChanged();
        // Days are gone over again for the requests: the words need not wait for them.
        if (_found is not null) await ShowPageAsync(_evidence?.Page ?? 1);
    }

    private async Task ShowPageAsync(int page)
    {
        _evidence = await Savings.RequestsAsync(Viewer.Everything, Id, page, _gone.Token);
        StateHasChanged();
    }

    private async Task DecideAsync(SavingDecision decision)
    {
        await (decision switch
        {
            { Kind: DecisionKind.Dismissed } => Savings.DismissAsync(Viewer.Everything, Id, decision.Words, _gone.Token),
            { Kind: DecisionKind.Accepted, Due: { } due } => Savings.AcceptAsync(Viewer.Everything, Id, decision.Words, due, _gone.Token),
            _ => Savings.ReopenAsync(Viewer.Everything, Id, _gone.Token),
        });
        await LoadAsync();
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

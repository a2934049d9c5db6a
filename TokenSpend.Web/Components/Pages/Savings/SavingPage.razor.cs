using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Savings;
using TokenSpend.Web.Components.Shared;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Savings;

/// <summary>Why can this be saved, by which requests, and what was decided?</summary>
public sealed partial class SavingPage
{
    [Parameter] public long Id { get; set; }

    [CascadingParameter] public required ViewState View { get; set; }
    [CascadingParameter] public required DataStatus Status { get; set; }

    [Inject] private SavingsReports Savings { get; set; } = null!;

    private FindingView? _found;
    private EvidencePage? _evidence;
    private SavingsSettings _settings = new();
    private bool _missing;

    protected override void Follow(Action news) => Savings.Changed += news;

    protected override void Unfollow(Action news) => Savings.Changed -= news;

    protected override Task OnParametersSetAsync() => LoadAsync();

    protected override async Task LoadAsync()
    {
        _settings = await Savings.SettingsAsync(Viewer.Everything, Gone);
        _found = await Savings.GetAsync(Viewer.Everything, Id, Gone);
        _missing = _found is null;
        StateHasChanged();
        // Days are gone over again for the requests: the words need not wait for them.
        if (_found is not null) await ShowPageAsync(_evidence?.Page ?? 1);
    }

    private async Task ShowPageAsync(int page)
    {
        _evidence = await Savings.RequestsAsync(Viewer.Everything, Id, page, Gone);
        StateHasChanged();
    }

    private async Task DecideAsync(SavingDecision decision)
    {
        await (decision switch
        {
            { Kind: DecisionKind.Dismissed } => Savings.DismissAsync(Viewer.Everything, Id, decision.Words, Gone),
            { Kind: DecisionKind.Accepted, Due: { } due } => Savings.AcceptAsync(Viewer.Everything, Id, decision.Words, due, Gone),
            _ => Savings.ReopenAsync(Viewer.Everything, Id, Gone),
        });
        await LoadAsync();
    }
}

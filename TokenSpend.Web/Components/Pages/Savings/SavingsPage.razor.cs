using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Savings;
using TokenSpend.Web.Components.Shared;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Savings;

/// <summary>What could be saved, the most money first.</summary>
public sealed partial class SavingsPage
{
    [CascadingParameter] public required ViewState View { get; set; }
    [CascadingParameter] public required DataStatus Status { get; set; }

    [Inject] private SavingsReports Savings { get; set; } = null!;

    private SavingsSummary? _found;
    private SavingsSettings _settings = new();

    protected override Task OnInitializedAsync() => LoadAsync();

    protected override void Follow(Action news) => Savings.Changed += news;

    protected override void Unfollow(Action news) => Savings.Changed -= news;

    protected override async Task LoadAsync()
    {
        var settings = await Savings.SettingsAsync(Viewer.Everything, Gone);
        (_settings, _found) = (settings, await Savings.SummaryAsync(Viewer.Everything, Gone));
        StateHasChanged();
    }
}

using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Operations;
using TokenSpend.Web.Components.Shared;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Savings;

/// <summary>The greatest savings, for other pages; nothing where there is none.</summary>
public sealed partial class SavingsPanel
{
    private const int Most = 3;

    [Parameter, EditorRequired] public required ViewState View { get; set; }

    [Inject] private SavingsReports Savings { get; set; } = null!;

    private IReadOnlyList<SavingLine> _lines = [];
    private int _more;

    protected override Task OnInitializedAsync() => LoadAsync();

    protected override void Follow(Action news) => Savings.Changed += news;

    protected override void Unfollow(Action news) => Savings.Changed -= news;

    protected override async Task LoadAsync()
    {
        var settings = await Savings.SettingsAsync(Viewer.Everything, Gone);
        var active = (await Savings.SummaryAsync(Viewer.Everything, Gone)).Active.ToList();
        _lines = [.. active.Take(Most).Select(view => SavingLine.Of(view, settings, View, Text, Writing))];
        _more = active.Count - _lines.Count;
        StateHasChanged();
    }
}

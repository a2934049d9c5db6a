using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Operations;
using TokenSpend.Web.Components.Shared;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Savings;

/// <summary>The greatest savings, for other pages; nothing where there is none.</summary>
public sealed partial class SavingsPanel : IDisposable
{
    private const int Most = 3;

    [Parameter, EditorRequired] public required ViewState View { get; set; }

    [Inject] private SavingsReports Savings { get; set; } = null!;
    [Inject] private Writing Writing { get; set; } = null!;

    private IReadOnlyList<SavingLine> _lines = [];
    private int _more;
    private Refresher? _refresher;

    protected override async Task OnInitializedAsync()
    {
        _refresher = new Refresher(InvokeAsync, Writing, LoadAsync);
        Savings.Changed += _refresher.Request;
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var settings = await Savings.SettingsAsync(Viewer.Everything, CancellationToken.None);
        var active = (await Savings.SummaryAsync(Viewer.Everything, CancellationToken.None)).Active.ToList();
        _lines = [.. active.Take(Most).Select(view => SavingLine.Of(view, settings, View, Text, Writing))];
        _more = active.Count - _lines.Count;
        StateHasChanged();
    }

    public void Dispose()
    {
        if (_refresher is null) return;
        Savings.Changed -= _refresher.Request;
        _refresher.Dispose();
    }
}

using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Operations;
using TokenSpend.Web.Components.Charts;

namespace TokenSpend.Web.Components.Pages.Overview;

/// <summary>What did the period cost, against what, and why?</summary>
public sealed partial class OverviewPage
{
    [Inject] private ColourBook Colours { get; set; } = null!;

    private OverviewData? _data;

    protected override async Task LoadAsync(CancellationToken cancellation)
    {
        if (Status.IsEmpty) return;
        var data = await OverviewData.LoadAsync(Spend, Colours, Viewer.Everything, View, Status, cancellation);
        if (!cancellation.IsCancellationRequested) _data = data;
    }
}

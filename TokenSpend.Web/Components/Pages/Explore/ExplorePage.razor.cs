using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Operations;
using TokenSpend.Web.Components.Charts;

namespace TokenSpend.Web.Components.Pages.Explore;

/// <summary>Where does it go? Group, filter, compare, drill.</summary>
public sealed partial class ExplorePage
{
    [Inject] private ColourBook Colours { get; set; } = null!;

    private ExploreData? _data;

    protected override async Task LoadAsync(CancellationToken cancellation)
    {
        if (Status.IsEmpty) return;
        var data = await ExploreData.LoadAsync(Spend, Colours, Viewer.Everything, View, Status, cancellation);
        if (!cancellation.IsCancellationRequested) _data = data;
    }
}

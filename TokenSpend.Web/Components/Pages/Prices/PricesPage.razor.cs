using System.Globalization;
using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Primitives;

namespace TokenSpend.Web.Components.Pages.Prices;

/// <summary>What does each model cost today, and which prices are missing or outdated?</summary>
public sealed partial class PricesPage
{
    /// <summary>Part of a name.</summary>
    [SupplyParameterFromQuery] public string? Q { get; set; }

    /// <summary>From 1.</summary>
    [SupplyParameterFromQuery] public string? Page { get; set; }

    [Inject] private PriceReports Prices { get; set; } = null!;
    [Inject] private ReRating Rating { get; set; } = null!;

    private PriceListing? _listing;
    private bool _isBehind;

    private Period Days => View.Period.Days(Status.Today);

    private int PageNumber => int.TryParse(Page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1;

    protected override void OnInitialized()
    {
        base.OnInitialized();
        Rating.Done += Refresh;
    }

    protected override async Task LoadAsync(CancellationToken cancellation)
    {
        var listing = await Prices.ListAsync(Viewer.Everything, Days, cancellation);
        if (!cancellation.IsCancellationRequested) (_listing, _isBehind) = (listing, Rating.IsBehind);
    }

    public override void Dispose()
    {
        Rating.Done -= Refresh;
        base.Dispose();
        GC.SuppressFinalize(this);
    }
}

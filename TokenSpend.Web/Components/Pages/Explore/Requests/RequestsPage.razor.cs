using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Storage;
using TokenSpend.Web.Navigation;

namespace TokenSpend.Web.Components.Pages.Explore.Requests;

/// <summary>Which single requests are behind a figure, and what did the log say of each?</summary>
public sealed partial class RequestsPage
{
    /// <summary>The page begins after this request; the first page without it.</summary>
    [SupplyParameterFromQuery] public string? After { get; set; }

    /// <summary>The request whose original line is shown.</summary>
    [SupplyParameterFromQuery] public string? Open { get; set; }

    [Inject] private Core.Operations.Imports Imports { get; set; } = null!;

    private RequestPage? _page;
    private OriginalLine? _original;
    private RequestKey? _after;
    private RequestKey? _open;

    private Period Days => View.Period.Days(Status.Today);

    private bool IsTooLong => Days.Days > SpendReports.MostHourDays;

    /// <summary>As much of the period's end as can be listed, up to today.</summary>
    private Period LastDays
    {
        get
        {
            var to = Status.Today.AddDays(1) < Days.To && Status.Today >= Days.From ? Status.Today.AddDays(1) : Days.To;
            var from = to.AddDays(-SpendReports.MostHourDays);
            return new Period(from < Days.From ? Days.From : from, to);
        }
    }

    protected override string Question => $"{View.Print()} {After} {Open}";

    protected override async Task LoadAsync(CancellationToken cancellation)
    {
        if (Status.IsEmpty || IsTooLong) return;
        var (after, open) = (RequestKey.Parse(After), RequestKey.Parse(Open));
        var page = await Spend.RequestsAsync(Viewer.Everything, View.Query(Status.Today), after, cancellation);
        var original = open is { } key ? await Imports.OriginalAsync(Viewer.Everything, key, cancellation) : null;
        if (!cancellation.IsCancellationRequested) (_page, _original, _after, _open) = (page, original, after, open);
    }
}

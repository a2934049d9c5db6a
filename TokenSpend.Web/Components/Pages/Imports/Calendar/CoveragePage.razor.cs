using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Alerts;
using TokenSpend.Core.Operations;

namespace TokenSpend.Web.Components.Pages.Imports.Calendar;

/// <summary>Which days of which payer are there, at which level, and which file is late?</summary>
public sealed partial class CoveragePage
{
    [Inject] private ExpectedFiles Expected { get; set; } = null!;

    private CoverageCalendar? _calendar;
    private IReadOnlyList<ExpectedFile>? _expected;
    private string? _failure;

    protected override async Task LoadAsync(CancellationToken cancellation)
    {
        if (Status.IsEmpty) return;
        var calendar = await Spend.CoverageAsync(Viewer.Everything, View.Period.Days(Status.Today), cancellation);
        var expected = await Expected.ListAsync(Viewer.Everything, cancellation);
        if (!cancellation.IsCancellationRequested) (_calendar, _expected) = (calendar, expected);
    }

    private async Task SaveAsync((FileSeries Series, ArrivalRule? Rule) chosen)
    {
        _failure = null;
        try
        {
            await Expected.SaveAsync(Viewer.Everything, chosen.Series, chosen.Rule, CancellationToken.None);
            _expected = await Expected.ListAsync(Viewer.Everything, CancellationToken.None);
        }
        catch (RefusedException)
        {
            _failure = Text["Expected.Wrong"];
        }
    }
}

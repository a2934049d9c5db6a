using TokenSpend.Core.Primitives;

namespace TokenSpend.Core.Operations;

/// <content>What is there of each payer and day.</content>
public sealed partial class SpendReports
{
    /// <summary>Payer by day: at which level the money comes, what is provisional, what is missing. A long period is cut to its last months.</summary>
    public Task<CoverageCalendar> CoverageAsync(Viewer viewer, Period days, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var earliest = Month.Containing(days.To.AddDays(-1)).Add(1 - CoverageCalendar.MostMonths).First;
        var shown = days.From < earliest ? new Period(earliest, days.To) : days;
        return _turns.RunAsync(() => _store.Coverage(shown, Today), cancellation);
    }
}

using Microsoft.EntityFrameworkCore;
using TokenSpend.Core.Alerts;
using TokenSpend.Core.Storage;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Operations;

/// <summary>Which files came when, by series, with what somebody expects of them.</summary>
internal sealed class ArrivalSeries(Database database, Company company)
{
    /// <summary>So many days before its end tell the rhythm of a log.</summary>
    private const int RhythmDays = 70;

    public async Task<IReadOnlyList<BillSeries>> BillsAsync(CancellationToken cancellation)
    {
        var rules = await RulesAsync(cancellation);
        return [.. BillArrivals.Read(database)
            .GroupBy(arrival => (arrival.Issuer, arrival.Account, Family: FamilyOf(arrival.Format)))
            .Select(series => new BillSeries(series.Key.Issuer, series.Key.Account, series.Key.Family, series.Any(arrival => arrival.Level == SourceLevel.FinalBill),
                [.. series.Select(arrival => new Arrival(arrival.End, arrival.Came))], rules.GetValueOrDefault((series.Key.Issuer, series.Key.Account, series.Key.Family))))];
    }

    public async Task<IReadOnlyList<LogSeries>> LogsAsync(DateOnly today, CancellationToken cancellation)
    {
        await using var db = database.Edit();
        var jobs = await db.Imports.Where(job => job.State == ImportState.Done && job.To != null && job.Format != null)
            .Select(job => new { job.Source, job.Format, To = job.To!.Value, job.AsOfUtc }).ToListAsync(cancellation);
        var formats = company.Rules.Formats;
        var logs = jobs.Where(job => formats.Find(job.Format!)?.Info.Level == SourceLevel.PrimaryLog).ToLookup(job => job.Source);
        if (logs.Count == 0) return [];
        var rules = await RulesAsync(cancellation);
        // A log that is silent has its rhythm before its own end.
        var end = logs.Min(source => source.Max(job => job.To));
        using var reader = new SegmentReader(database);
        var days = reader.LogDays((end < today ? end : today).DayNumber - RhythmDays);
        return [.. logs.Select(source => new LogSeries(source.Key, [.. source.Select(job => new Arrival(job.To, DateOnly.FromDateTime(job.AsOfUtc)))],
            days.GetValueOrDefault(source.Key, []).ToDictionary(day => DateOnly.FromDayNumber(day.Key), day => day.Value), rules.GetValueOrDefault((null, null, source.Key))))];
    }

    private string FamilyOf(string format) => company.Rules.Formats.Find(format) is { } known ? known.Info.Family : format;

    private async Task<Dictionary<(string? Issuer, string? Account, string Name), ArrivalRule>> RulesAsync(CancellationToken cancellation)
    {
        await using var db = database.Edit();
        return (await db.ArrivalRules.AsNoTracking().ToListAsync(cancellation)).ToDictionary(rule => (rule.Issuer, rule.Account, rule.Name), rule => rule.Rule);
    }
}

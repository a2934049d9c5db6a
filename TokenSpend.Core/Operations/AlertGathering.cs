using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TokenSpend.Core.Alerts;
using TokenSpend.Core.Ingestion;
using TokenSpend.Core.Operations.Importing;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;
using TokenSpend.Core.Storage;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Operations;

/// <summary>Asks for all figures that alerts are made of: budgets, answers of the cube, coverage and imports. Writes nothing.</summary>
public sealed class AlertGathering(Database database, SpendReports spend, BudgetBook budgets, AlertBook book)
{
    /// <summary>Every kind: one evaluation looks at all.</summary>
    public static IReadOnlySet<AlertKind> Evaluated { get; } = Enum.GetValues<AlertKind>().ToHashSet();

    private const int RhythmDays = 70;

    internal async Task<IReadOnlyList<AlertSignal>> SignalsAsync(CancellationToken cancellation)
    {
        var settings = book.GetSettings(Viewer.Everything);
        var today = spend.Today;
        return
        [
            .. await BudgetsAsync(Month.Containing(today), cancellation),
            .. await NewNamesAsync(today, settings, cancellation),
            .. UnpricedSignals.Of(await AskAsync(Month.Containing(today).Days, null, [], cancellation, Dimension.Model), settings.UnpricedTokens, settings.Recipients),
            .. LateSignals.Bills(BillSeries(), today, settings.BillGraceDays, settings.Recipients),
            .. LateSignals.Logs(await LogSeriesAsync(today, cancellation), today, settings.LogGraceDays, settings.Recipients),
        ];
    }

    /// <summary>This month and the last: its bills come in the days after it.</summary>
    private async Task<IEnumerable<AlertSignal>> BudgetsAsync(Month month, CancellationToken cancellation)
    {
        var last = await budgets.StandingsAsync(Viewer.Everything, month.Add(-1), cancellation);
        var running = await budgets.StandingsAsync(Viewer.Everything, month, cancellation);
        return last.Concat(running).SelectMany(BudgetSignals.Of);
    }

    private async Task<IEnumerable<AlertSignal>> NewNamesAsync(DateOnly today, AlertSettings settings, CancellationToken cancellation)
    {
        var byDay = await AskAsync(new Period(DateOnly.MinValue, DateOnly.MaxValue), null, [], cancellation, Dimension.Day);
        var firstFact = byDay.Rows.Count == 0 ? (DateOnly?)null : DateOnly.ParseExact(byDay.Rows[0].Keys[0]!, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (NewNames.Since(today, firstFact, await FirstImportAsync(cancellation)) is not { } since || since > today) return [];
        var (before, recent) = (new Period(DateOnly.MinValue, since), new Period(since, today.AddDays(1)));
        return
        [
            .. await NewAsync(AlertKind.NewModel, Dimension.Model, 0),
            .. await NewAsync(AlertKind.NewKey, Dimension.Key, settings.NewKeyCost),
        ];

        // Days are asked for only of names that are new: most stores have thousands of keys and none of them is.
        async Task<IEnumerable<AlertSignal>> NewAsync(AlertKind kind, Dimension named, long least)
        {
            var known = Names(await AskAsync(before, null, [], cancellation, named));
            var fresh = Names(await AskAsync(recent, null, [], cancellation, named));
            fresh.ExceptWith(known);
            if (kind == AlertKind.NewKey) fresh.IntersectWith(await OfOldPayersAsync(since, recent, fresh, cancellation));
            if (fresh.Count == 0) return [];
            var answer = await AskAsync(recent, settings.Currency, [new Filter(named, [.. fresh])], cancellation, named, Dimension.Provider, Dimension.Day);
            return NewNames.Of(kind, known, answer, settings.Currency, least, settings.Recipients);
        }
    }

    /// <summary>Keys of payers that are not new themselves: a gateway that joins brings all of its keys at once, which is no news of each.</summary>
    private async Task<IEnumerable<string>> OfOldPayersAsync(DateOnly since, Period recent, HashSet<string> keys, CancellationToken cancellation)
    {
        if (keys.Count == 0) return [];
        var old = await AskAsync(new Period(DateOnly.MinValue, since.AddDays(-NewNames.HistoryDays / 2)), null, [], cancellation, Dimension.Payer);
        var payers = old.Rows.Select(row => row.Keys[0]).ToHashSet();
        var answer = await AskAsync(recent, null, [new Filter(Dimension.Key, [.. keys])], cancellation, Dimension.Key, Dimension.Payer);
        return answer.Rows.Where(row => payers.Contains(row.Keys[1])).Select(row => row.Keys[0]!);
    }

    private static HashSet<string> Names(SpendResult result) => result.Rows.Select(row => row.Keys[0]).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);

    private Task<SpendResult> AskAsync(Period days, string? currency, IReadOnlyList<Filter> where, CancellationToken cancellation, params IReadOnlyList<Dimension> by) =>
        spend.QueryAsync(Viewer.Everything, new SpendQuery(days, by, Measure.Attributed, Scope.Ai, where, currency), cancellation);

    /// <summary>Undone ones count too: what they brought first was not new either.</summary>
    private async Task<DateOnly?> FirstImportAsync(CancellationToken cancellation)
    {
        await using var db = database.Edit();
        var first = await db.Imports.Where(job => job.State == ImportState.Done || job.State == ImportState.Undoing || job.State == ImportState.Undone)
            .MinAsync(job => (DateTime?)job.CreatedUtc, cancellation);
        return first is { } utc ? DateOnly.FromDateTime(utc) : null;
    }

    private IEnumerable<BillSeries> BillSeries() => BillArrivals.Read(database)
        .GroupBy(arrival => (arrival.Issuer, arrival.Account, Family: FamilyOf(arrival.Format)))
        .Select(series => new BillSeries(series.Key.Issuer, series.Key.Account, series.Key.Family, series.Any(arrival => arrival.Level == SourceLevel.FinalBill),
            [.. series.Select(arrival => new Arrival(arrival.End, arrival.Came))]));

    private static string FamilyOf(string format) => FormatCatalog.Find(format) is { } known ? DocumentPipeline.FamilyOf(known.Info) : format;

    private async Task<IEnumerable<LogSeries>> LogSeriesAsync(DateOnly today, CancellationToken cancellation)
    {
        await using var db = database.Edit();
        var jobs = await db.Imports.Where(job => job.State == ImportState.Done && job.To != null && job.Format != null)
            .Select(job => new { job.Source, job.Format, To = job.To!.Value, job.AsOfUtc }).ToListAsync(cancellation);
        var logs = jobs.Where(job => FormatCatalog.Find(job.Format!)?.Info.Level == SourceLevel.PrimaryLog).ToLookup(job => job.Source);
        if (logs.Count == 0) return [];
        using var reader = new SegmentReader(database);
        // Silent sources are looked at from their own end: their rhythm lies before it.
        var end = logs.Min(source => source.Max(job => job.To));
        var from = (end < today ? end : today).AddDays(-RhythmDays);
        var days = reader.LogDays(from.DayNumber);
        return logs.Select(source => new LogSeries(source.Key, [.. source.Select(job => new Arrival(job.To, DateOnly.FromDateTime(job.AsOfUtc)))],
            days.GetValueOrDefault(source.Key, []).ToDictionary(day => DateOnly.FromDayNumber(day.Key), day => day.Value)));
    }
}

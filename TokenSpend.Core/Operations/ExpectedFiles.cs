using Microsoft.EntityFrameworkCore;
using TokenSpend.Core.Alerts;
using TokenSpend.Core.Storage;

namespace TokenSpend.Core.Operations;

/// <summary>A series of files that belong together.</summary>
/// <param name="Issuer">Null: a log.</param>
/// <param name="Name">Format family of a bill or report, source label of a log.</param>
public sealed record FileSeries(string? Issuer, string? Account, string Name);

public enum SeriesKind { Bill, Report, Log }

/// <summary>When the next file of a series should come.</summary>
/// <param name="LastDay">Last day that any of them tells of.</param>
/// <param name="LastCame">Day on which the last one came.</param>
/// <param name="Next">Null: none is expected, or too little is known.</param>
/// <param name="IsLate">The days of grace are over too: the alert's own judgement.</param>
/// <param name="Rule">What somebody has set; null: learned.</param>
/// <param name="Habit">What the last files show; null: too few.</param>
public sealed record ExpectedFile(FileSeries Series, SeriesKind Kind, DateOnly LastDay, DateOnly LastCame, Expectation? Next, bool IsLate, ArrivalRule? Rule, ArrivalHabit? Habit);

/// <summary>Which bills, reports and logs are expected when: learned from those that came, or set by somebody. The late alerts go by the same.</summary>
public sealed class ExpectedFiles(Database database, Company company, SpendReports spend, AlertBook book)
{
    private readonly ArrivalSeries _series = new(database, company);

    /// <returns>Late ones first, then by the day that is expected.</returns>
    public async Task<IReadOnlyList<ExpectedFile>> ListAsync(Viewer viewer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var (today, settings) = (spend.Today, book.GetSettings(viewer));
        var bills = (await _series.BillsAsync(cancellation)).Select(bill => new ExpectedFile(
            new FileSeries(bill.Issuer, bill.Account, bill.Family), bill.IsBill ? SeriesKind.Bill : SeriesKind.Report, LastDay(bill.Arrivals), bill.Arrivals.Max(arrival => arrival.Came),
            bill.Next, bill.IsLate(today, settings.BillGraceDays), bill.Rule, ArrivalHabit.Of(bill.Arrivals)));
        var logs = (await _series.LogsAsync(today, cancellation)).Select(log => new ExpectedFile(
            new FileSeries(null, null, log.Source), SeriesKind.Log, LastDay(log.Arrivals), log.Arrivals.Max(arrival => arrival.Came),
            log.Next, log.IsLate(today, settings.LogGraceDays), log.Rule, ArrivalHabit.Of(log.Arrivals)));
        return [.. bills.Concat(logs).OrderByDescending(file => file.IsLate).ThenBy(file => file.Next?.Expected ?? DateOnly.MaxValue).ThenBy(file => file.Series.Issuer, StringComparer.Ordinal).ThenBy(file => file.Series.Name, StringComparer.Ordinal)];
    }

    private static DateOnly LastDay(IReadOnlyList<Arrival> arrivals) => arrivals.Max(arrival => arrival.End).AddDays(-1);

    /// <summary>Sets when files of a series are expected.</summary>
    /// <param name="rule">Null: as learned again.</param>
    /// <exception cref="RefusedException">The number is none of a day or a number of days.</exception>
    public async Task SaveAsync(Viewer viewer, FileSeries series, ArrivalRule? rule, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(series);
        if (rule is { IsValid: false }) throw new RefusedException($"{rule.Number} is no day of a month (1 to 31) or number of days (1 to 366). Nothing was saved.");
        await database.EditAsync(async db =>
        {
            var stored = await db.ArrivalRules.SingleOrDefaultAsync(one => one.Issuer == series.Issuer && one.Account == series.Account && one.Name == series.Name, cancellation);
            if (rule is null)
            {
                if (stored is not null) db.ArrivalRules.Remove(stored);
            }
            else
            {
                if (stored is null) db.ArrivalRules.Add(stored = new StoredArrivalRule { Issuer = series.Issuer, Account = series.Account, Name = series.Name });
                (stored.Rhythm, stored.Number) = (rule.Rhythm, rule.Number);
            }
            return await db.SaveChangesAsync(cancellation);
        }, cancellation);
        book.TellSettings();
    }
}

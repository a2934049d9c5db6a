using TokenSpend.Core.Ledger;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Operations;

/// <summary>What there is of a payer's day.</summary>
public enum DayState
{
    /// <summary>Before its first file, long after its last, or not over yet.</summary>
    Outside,
    FinalBill,
    CostReport,
    UsageReport,
    Log,
    /// <summary>No request, inside of the life of its log, where that is usual or its neighbours are quiet too.</summary>
    Quiet,
    /// <summary>Its log lacks the day, or most of it.</summary>
    Gap,
    /// <summary>Nothing tells of the day, while days before and after it are told of.</summary>
    Missing,
    /// <summary>Over, and after the last day that is told of.</summary>
    NotYet,
}

/// <param name="IsProvisional">The figure may still change.</param>
/// <param name="LacksLog">A report or bill gives the money, but the log that says whose it is lacks the day.</param>
public sealed record CoverageDay(DateOnly Day, DayState State, bool IsProvisional, bool LacksLog)
{
    public bool IsLacking => State is DayState.Gap or DayState.Missing || LacksLog;
}

/// <param name="Days">Each day of the calendar.</param>
public sealed record PayerCoverage(Payer Payer, IReadOnlyList<CoverageDay> Days);

/// <summary>Payer by day: at which level the money comes, what is provisional, what is missing.</summary>
/// <param name="Days">What was asked for, cut to the latest months that are shown.</param>
public sealed record CoverageCalendar(Period Days, IReadOnlyList<PayerCoverage> Payers)
{
    /// <summary>A longer period is cut to its end.</summary>
    public const int MostMonths = 12;

    /// <summary>A payer that nothing tells of for so long is not waited for.</summary>
    private const int WaitedDays = 62;

    /// <param name="months">Those of the days, and one before and after: they tell which log is whose.</param>
    /// <param name="declared">Payers and days that files declare, for any month.</param>
    /// <param name="logs">First and last day of each log, by source.</param>
    internal static CoverageCalendar Of(
        Period days, DateOnly today, IReadOnlyList<MonthSources> months, IEnumerable<(Payer Payer, Period Days)> declared,
        IReadOnlyDictionary<string, (DateOnly First, DateOnly Last)> logs, IReadOnlyList<LogGap> gaps)
    {
        var logsOf = months.SelectMany(month => month.Logs).Distinct().ToLookup(log => log.Payer, log => log.Source);
        var gapDays = gaps.Select(gap => (gap.Source, gap.Day)).ToHashSet();
        var spans = declared.ToLookup(cover => cover.Payer, cover => (First: cover.Days.From, Last: cover.Days.To.AddDays(-1)));
        var told = months.SelectMany(month => month.Payers.SelectMany(payer => payer.Value.Select((source, day) => (payer.Key, Day: month.Month.First.AddDays(day), Source: source))))
            .Where(day => day.Source.Level is not null).ToLookup(day => day.Key);
        var payers = told.Select(payer => payer.Key).Union(spans.Select(payer => payer.Key));
        List<PayerCoverage> rows = [];
        foreach (var payer in payers)
        {
            var sources = told[payer].ToDictionary(day => day.Day, day => day.Source);
            var lives = logsOf[payer].Where(logs.ContainsKey).Select(source => logs[source]).ToList();
            var known = spans[payer].Concat(lives).Concat(sources.Keys.Select(day => (First: day, Last: day))).ToList();
            var (first, last) = (known.Min(span => span.First), known.Max(span => span.Last));
            var cells = Enumerable.Range(0, days.Days).Select(at => Day(days.From.AddDays(at))).ToList();
            if (cells.Any(cell => cell.State != DayState.Outside)) rows.Add(new PayerCoverage(payer, cells));

            CoverageDay Day(DateOnly day)
            {
                var source = sources.GetValueOrDefault(day);
                var lacksLog = logsOf[payer].Any(log => gapDays.Contains((log, day)));
                var state = source.Level switch
                {
                    SourceLevel.FinalBill => DayState.FinalBill,
                    SourceLevel.CostReport => DayState.CostReport,
                    SourceLevel.UsageReport => DayState.UsageReport,
                    _ when lacksLog => DayState.Gap,
                    SourceLevel.PrimaryLog => DayState.Log,
                    _ when day < first || day >= today => DayState.Outside,
                    _ when day > last => day.DayNumber - last.DayNumber <= WaitedDays ? DayState.NotYet : DayState.Outside,
                    _ when lives.Any(life => day >= life.First && day <= life.Last) => DayState.Quiet,
                    _ => DayState.Missing,
                };
                return new CoverageDay(day, state, state != DayState.Gap && source.Level is not null && !source.IsFinal, lacksLog && state != DayState.Gap);
            }
        }
        return new CoverageCalendar(days, [.. rows.OrderBy(row => row.Payer.Label is null).ThenBy(row => row.Payer.Label, StringComparer.Ordinal)]);
    }
}

using System.Globalization;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;
using TokenSpend.Core.Usage;
using TokenSpend.Web.Components.Charts;
using TokenSpend.Web.Components.Pages.Explore;
using TokenSpend.Web.Components.Pages.Overview;
using TokenSpend.Web.Navigation;

namespace TokenSpend.Tests.Web.Pages;

/// <summary>One line of a made-up company; cost in whole units, null: unpriced.</summary>
/// <param name="Used">False: only a bill tells of it, no request.</param>
public sealed record Spent(DateOnly Day, string? Department, string Model, long? Cost, string Currency = "USD", bool Used = true);

/// <summary>Answers over a handful of lines, so that tests of pages need no store.</summary>
public sealed class SmallAnswers(params IReadOnlyList<Spent> lines)
{
    public static readonly DateOnly Today = new(2026, 11, 24);

    public IReadOnlyList<Caveat> Caveats { get; init; } = [];

    public DataStatus Status => new(lines.Count == 0, new DateTime(2026, 11, 24, 6, 0, 0, DateTimeKind.Utc), Today, "Etc/UTC", null,
        [.. lines.Where(line => line.Cost is not null).Select(line => line.Currency).Distinct()]);

    public OverviewData Overview(ViewState view)
    {
        Pair Ask(params Dimension[] by) => new(Answer(view.Query(Today, by)), Answer(view.QueryBefore(Today, by)));
        return new OverviewData(view, Status, Ask(Dimension.Day), Ask(Dimension.Department), Ask(Dimension.Model), Ask(Dimension.Department, Dimension.Model), EntityColours.None);
    }

    public ExploreData Explore(ViewState view)
    {
        var by = ExploreData.Grouping(view);
        return new ExploreData(view, Status, by, Answer(view.Query(Today, by)), view.Compare ? Answer(view.QueryBefore(Today, by)) : null,
            Answer(view.Query(Today, [Dimension.Day, by[0]])), EntityColours.None, HasRequests: true);
    }

    public SpendResult Answer(SpendQuery query)
    {
        var found = lines.Where(line => query.Days.Contains(line.Day) && query.Where.All(filter => filter.Values.Contains(Key(line, filter.Dimension)))).ToList();
        var rows = found.GroupBy(line => (Keys: string.Join('|', query.By.Select(by => Key(line, by) ?? "\0")), line.Currency))
            .Select(group => new SpendRow([.. query.By.Select(by => Key(group.First(), by))], group.Key.Currency, Sum(group)))
            .OrderByDescending(row => row.Figures.Cost).ToList();
        var totals = found.GroupBy(line => line.Currency).Select(group => new SpendTotal(group.Key, Sum(group))).ToList();
        return new SpendResult(query, "Etc/UTC", rows, totals, Status.FreshestUtc, Caveats);
    }

    private static string? Key(Spent line, Dimension by) => by switch
    {
        Dimension.Department => line.Department,
        Dimension.Model => line.Model,
        Dimension.Day => line.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => null,
    };

    private static SpendFigures Sum(IEnumerable<Spent> group)
    {
        var all = group.ToList();
        var priced = all.Where(line => line.Cost is not null).ToList();
        long? cost = priced.Count == 0 ? null : priced.Sum(line => line.Cost!.Value) * Nano.PerUnit;
        var used = all.Count(line => line.Used);
        return new SpendFigures(cost, 0, used, TokenCounts.FromDisjoint(used * 1000L)!.Value, (all.Count - priced.Count) * 1000L);
    }
}

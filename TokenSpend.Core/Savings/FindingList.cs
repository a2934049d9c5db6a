using System.Globalization;
using System.Numerics;
using TokenSpend.Core.Primitives;

namespace TokenSpend.Core.Savings;

/// <summary>Makes findings of the stored cells of the days looked at.</summary>
public static class FindingList
{
    /// <param name="atMs">Instant whose prices name the model to move to.</param>
    /// <returns>Greatest saving first.</returns>
    public static IReadOnlyList<Finding> Of(IReadOnlyList<SavingCell> cells, CellGroups groups, SavingsSettings settings, Period days, long atMs)
    {
        ArgumentNullException.ThrowIfNull(cells);
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentNullException.ThrowIfNull(settings);
        var (sums, samples) = Sum(cells, groups);
        var least = settings.LeastMoney * Nano.PerUnit;
        return
        [
            .. from entry in sums
               let isIdle = entry.Key.Hint == groups.Idle.Code
               let hint = isIdle ? groups.Idle : (ISavingsHint)groups.Hints.First(hint => hint.Code == entry.Key.Hint)
               // A silent key has few requests by its nature.
               where (isIdle || entry.Value.Requests >= settings.LeastRequests)
                   && Finding.PerMonth(entry.Value.Saving, entry.Key.Currency, days).Nanos >= least && hint.Holds(entry.Value)
               let finding = new Finding(entry.Key, days, entry.Value, hint.Confidence(entry.Value), Arguments(samples[entry.Key], isIdle, groups, atMs))
               orderby finding.Sums.Saving descending, finding.Key
               select finding,
        ];
    }

    private static (Dictionary<RequestFilter, GroupSums> Sums, Dictionary<RequestFilter, SavingCell> Samples) Sum(IReadOnlyList<SavingCell> cells, CellGroups groups)
    {
        var sums = new Dictionary<RequestFilter, GroupSums>();
        var samples = new Dictionary<RequestFilter, SavingCell>();
        foreach (var cell in cells)
        {
            if (cell.Hints == 0)
            {
                if (groups.OfIdle(cell) is not { } idle) continue;
                var isLeft = groups.Idle.LeftOn(groups.Names.Subject(cell.Subject)) <= DateOnly.FromDayNumber(cell.Day);
                Add(idle, new GroupSums(cell.Requests, cell.Spent, cell.Spent, isLeft ? cell.Spent : 0, cell.Spent, cell.Requests, cell.Spent), cell);
            }
            else if (BitOperations.IsPow2(cell.Hints))
                Add(groups.Of(BitOperations.Log2((uint)cell.Hints), cell), new GroupSums(cell.Requests, cell.Spent, cell.Saving, cell.Low, cell.High, 0, 0), cell);
        }
        // What was claimed is weighed against all of the same kind, with or without a claim.
        foreach (var cell in cells.Where(cell => cell.Hints == 0))
            for (var hint = 0; hint < groups.Hints.Count; hint++)
                if (groups.Of(hint, cell) is var group && sums.TryGetValue(group, out var sofar))
                    sums[group] = sofar + new GroupSums(0, 0, 0, 0, 0, cell.Requests, cell.Spent);
        return (sums, samples);

        void Add(RequestFilter group, GroupSums more, in SavingCell cell)
        {
            sums[group] = sums.GetValueOrDefault(group) + more;
            samples.TryAdd(group, cell);
        }
    }

    private static Dictionary<string, string> Arguments(in SavingCell sample, bool isIdle, CellGroups groups, long atMs)
    {
        var arguments = new Dictionary<string, string>();
        if (isIdle && groups.Idle.LeftOn(groups.Names.Subject(sample.Subject)) is { } left && left <= DateOnly.FromDayNumber(sample.Day))
            arguments["left"] = left.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        else if (!isIdle && CheaperModel.Target(groups.Names.Models[sample.Model], atMs) is { } to) arguments["to"] = to;
        return arguments;
    }
}

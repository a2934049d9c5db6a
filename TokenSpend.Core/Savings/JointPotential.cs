using System.Numerics;

namespace TokenSpend.Core.Savings;

/// <summary>What all active findings together can save: of each request the best single action counts.</summary>
/// <param name="Potential">Nano units; at most <paramref name="Spent"/>.</param>
/// <param name="Spent">Metered cost of all requests of the days looked at, nano units.</param>
public sealed record JointPotential(string Currency, long Potential, long Spent)
{
    /// <param name="cells">In the order in which they are stored: by day, subject, model, currency and set.</param>
    /// <param name="active">Keys of the findings that count.</param>
    /// <returns>One per currency with cost, the greatest potential first.</returns>
    public static IReadOnlyList<JointPotential> Of(IReadOnlyList<SavingCell> cells, CellGroups groups, IReadOnlySet<string> active)
    {
        ArgumentNullException.ThrowIfNull(cells);
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentNullException.ThrowIfNull(active);
        var sums = new Dictionary<string, (long Potential, long Spent)>();
        for (var at = 0; at < cells.Count;)
        {
            var end = at + 1;
            while (end < cells.Count && cells[end].Hints > 0) end++;
            var all = cells[at];
            var sofar = sums.GetValueOrDefault(all.Currency);
            sums[all.Currency] = (checked(sofar.Potential + Best(cells, at, end, groups, active)), checked(sofar.Spent + all.Spent));
            at = end;
        }
        return [.. sums.Where(sum => sum.Value.Spent > 0).Select(sum => new JointPotential(sum.Key, sum.Value.Potential, sum.Value.Spent)).OrderByDescending(sum => sum.Potential)];
    }

    /// <summary>An idle key saves all; else the set of the active hints says what the best of each request is.</summary>
    private static long Best(IReadOnlyList<SavingCell> cells, int at, int end, CellGroups groups, IReadOnlySet<string> active)
    {
        if (groups.OfIdle(cells[at]) is { } idle && active.Contains(idle.Key)) return cells[at].Spent;
        var wanted = 0;
        // The last set holds every hint that claims something here.
        for (var rest = cells[end - 1].Hints; rest != 0; rest &= rest - 1)
        {
            var hint = BitOperations.TrailingZeroCount(rest);
            if (active.Contains(groups.Of(hint, cells[at]).Key)) wanted |= 1 << hint;
        }
        for (var i = at + 1; i < end; i++)
            if (cells[i].Hints == wanted) return cells[i].Saving;
        return 0;
    }
}

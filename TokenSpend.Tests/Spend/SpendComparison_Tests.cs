using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;

namespace TokenSpend.Tests.Spend;

public class SpendComparison_Tests
{
    private static readonly SpendCube Cube = new SmallCompany()
        .Log(1, "a", "gpt", 10).Log(1, "b", "gpt", 4).Log(1, "x", "new", 0, unpriced: 5).Log(2, "a", "gpt", 13).Log(2, "c", "gpt", 1).Log(2, "x", "gpt", 2).Cube();

    private static SpendResult On(int day) => Cube.Query(new SpendQuery(SmallCompany.Days(day, day + 1), [Dimension.Key], Measure.Attributed, Scope.Ai, []));

    [Fact]
    public void A_change_from_an_unknown_cost_is_unknown_and_new_and_ended_groups_are_told() =>
        Assert.Equal(
            [("a", 3L), ("x", null), ("c", 1L), ("b", -4L)],
            On(2).ChangeFrom(On(1)).Select(change => (change.Keys[0], change.Difference)));

    [Fact]
    public void The_top_and_the_other_sum_to_the_total()
    {
        var (top, other) = On(2).Top(1);
        Assert.Equal(("a", 13L), (Assert.Single(top).Keys[0], top[0].Figures.Cost));
        Assert.Equal(3, Assert.Single(other).Figures.Cost);
    }

    [Fact]
    public void A_day_view_is_ordered_by_time_and_then_by_cost()
    {
        var result = Cube.Query(new SpendQuery(new Period(SmallCompany.Day(1), SmallCompany.Day(3)), [Dimension.Day, Dimension.Key], Measure.Attributed, Scope.Ai, []));
        Assert.Equal(
            ["2026-11-01 a", "2026-11-01 b", "2026-11-01 x", "2026-11-02 a", "2026-11-02 x", "2026-11-02 c"],
            result.Rows.Select(row => string.Join(' ', row.Keys)));
    }
}

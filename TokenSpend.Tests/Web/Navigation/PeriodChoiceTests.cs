using CsCheck;
using TokenSpend.Core.Primitives;
using TokenSpend.Web.Navigation;

namespace TokenSpend.Tests.Web.Navigation;

public sealed class PeriodChoiceTests
{
    private static Period Days(string from, string to) =>
        new(DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture), DateOnly.Parse(to, System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData(PeriodPreset.ThisMonth, "2026-11-01", "2026-12-01", "2026-10-01", "2026-10-25")]
    [InlineData(PeriodPreset.LastMonth, "2026-10-01", "2026-11-01", "2026-09-01", "2026-10-01")]
    [InlineData(PeriodPreset.Last30Days, "2026-10-26", "2026-11-25", "2026-09-26", "2026-10-26")]
    [InlineData(PeriodPreset.Last3Months, "2026-09-01", "2026-12-01", "2026-06-01", "2026-08-25")]
    [InlineData(PeriodPreset.Last12Months, "2025-12-01", "2026-12-01", "2024-12-01", "2025-11-25")]
    public void A_running_period_is_compared_with_the_same_days_and_a_past_one_with_the_whole_before(
        PeriodPreset preset, string from, string to, string beforeFrom, string beforeTo)
    {
        var choice = PeriodChoice.Of(preset);
        var today = new DateOnly(2026, 11, 24);
        Assert.Equal(Days(from, to), choice.Days(today));
        Assert.Equal(Days(beforeFrom, beforeTo), choice.Before(today));
    }

    [Fact]
    public void A_longer_month_is_never_compared_with_days_of_its_own() =>
        Assert.Equal(Days("2026-02-01", "2026-03-01"), PeriodChoice.Default.Before(new DateOnly(2026, 3, 31)));

    [Fact]
    public void What_a_period_is_compared_with_lies_wholly_before_it() =>
        Gen.Select(Gen.Int[0, 4], Gen.Int[730_000, 745_000]).Sample((preset, day) =>
        {
            var today = DateOnly.FromDayNumber(day);
            var choice = PeriodChoice.Of((PeriodPreset)preset);
            return choice.Before(today).To <= choice.Days(today).From && !choice.Before(today).IsEmpty;
        });

    [Fact]
    public void Custom_days_are_compared_with_as_many_days_before() =>
        Assert.Equal(Days("2026-10-04", "2026-10-11"), PeriodChoice.Between(Days("2026-10-11", "2026-10-18")).Before(new DateOnly(2026, 11, 24)));

    [Fact]
    public void A_whole_month_picked_by_its_days_is_named_like_the_month() =>
        Assert.Equal(new Month(2026, 10), PeriodChoice.Between(Days("2026-10-01", "2026-11-01")).SingleMonth(new DateOnly(2026, 11, 24)));
}

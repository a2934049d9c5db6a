using TokenSpend.Core.Primitives;
using TokenSpend.Web.Text;

namespace TokenSpend.Tests.Web.Text;

public sealed class DaysTests : PageContext
{
    private static string Plain(string text) => text.Replace('\u00A0', ' ').Replace("\u2060", "", StringComparison.Ordinal);

    [Theory]
    [InlineData("en", "1–24 Oct 2026", "28 Oct – 24 Nov 2026", "24 Nov 2026", "October 2026")]
    [InlineData("zh-CN", "2026 年 10 月 1–24 日", "10 月 28 日至 2026 年 11 月 24 日", "2026 年 11 月 24 日", "2026 年 10 月")]
    public void Periods_name_their_last_day_in_both_languages(string culture, string within, string across, string day, string month)
    {
        In(culture);
        var days = Written.Days;
        Assert.Equal(within, Plain(days.Range(new Period(new(2026, 10, 1), new(2026, 10, 25)))));
        Assert.Equal(across, Plain(days.Range(new Period(new(2026, 10, 28), new(2026, 11, 25)))));
        Assert.Equal(day, Plain(days.Range(new Period(new(2026, 11, 24), new(2026, 11, 25)))));
        Assert.Equal(month, Plain(days.Long(new Month(2026, 10))));
    }

    [Fact]
    public void Instants_are_told_in_the_organisations_zone() =>
        Assert.Equal("24 Nov 06:00", Plain(Written.Days.Instant(new DateTime(2026, 11, 23, 22, 0, 0, DateTimeKind.Utc), "Asia/Shanghai")));
}

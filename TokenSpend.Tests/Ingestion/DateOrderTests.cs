using TokenSpend.Core.Ingestion;

namespace TokenSpend.Tests.Ingestion;

public class DateOrderTests
{
    [Theory]
    [InlineData("10/08/2026\n10/31/2026\n", "10/08/2026", 2026, 10, 8)]
    [InlineData("10/08/2026\n31/10/2026\n", "10/08/2026", 2026, 8, 10)]
    [InlineData("2026-10-08\n2026-10-09T00:00:00Z\n", "2026-10-08", 2026, 10, 8)]
    public void Date_past_the_12th_gives_the_order_of_all_away(string dates, string text, int year, int month, int day)
    {
        var (order, content) = DateOrder.Of(new StringReader("Date\n" + dates), ["Date"]);
        Assert.True(order.TryParse(text, out var read));
        Assert.Equal(new DateOnly(year, month, day), read);
        Assert.Equal("Date\n" + dates, content.ReadToEnd());
    }

    [Theory]
    [InlineData("10/08/2026\n09/08/2026\n")]
    [InlineData("10/31/2026\n31/10/2026\n")]
    public void Order_that_nothing_tells_or_that_changes_is_refused(string dates) =>
        Assert.Throws<FormatException>(() => DateOrder.Of(new StringReader("Date\n" + dates), ["Date"]));
}

using TokenSpend.Core.Ingestion;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;

namespace TokenSpend.Tests.Ingestion;

public class CsvTableTests
{
    [Theory]
    [InlineData("a,b\n1,2\n3,4\n", "2 3")]
    [InlineData("a,b\r\n\"x\r\ny\",2\r\n3,4", "2 4")]
    [InlineData("a;b\n1;2\n", "2")]
    [InlineData("a\tb\n1\t2\n", "2")]
    [InlineData("a,b\n1,\"2,3\"\n4,5", "2 3")]
    public void Line_is_where_an_editor_shows_the_start_of_the_record(string text, string lines) =>
        Assert.Equal(lines, string.Join(' ', Read(text).OfType<IgnoredLine>().Select(line => line.Line)));

    [Fact]
    public void Blank_lines_and_empty_records_are_blank_and_keep_their_number() =>
        Assert.Equal([new BlankLine(2), new IgnoredLine(3, "1"), new BlankLine(4), new BlankLine(5)], Read("a,b\n\n1,2\n , \n\n"));

    [Fact]
    public void Record_with_another_number_of_fields_is_rejected_and_the_next_is_read()
    {
        var outcomes = Read("a,b\n1,2,3\n4,5\n");
        Assert.Equal("2 fields as in the header, not 3", Assert.IsType<RejectedLine>(outcomes[0]).Why.Expected);
        Assert.Equal(new IgnoredLine(3, "4"), outcomes[1]);
    }

    [Fact]
    public void Quote_that_never_closes_is_one_rejection_that_says_how_far_it_ran()
    {
        var only = Assert.Single(Read("a,b\n1,\"x\n2,3\n4,5"));
        Assert.Contains("line 4", Assert.IsType<RejectedLine>(only).Why.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_column_is_named() =>
        Assert.Contains("columns b", Assert.Throws<FormatException>(() => Read("a,c\n1,2\n", "a", "b")).Message, StringComparison.Ordinal);

    [Fact]
    public void Ten_thousand_columns_are_read() =>
        Assert.Single(Read(string.Join(',', Enumerable.Range(0, 10_000).Select(i => i == 0 ? "a" : "c" + i)) + "\n" + string.Join(',', Enumerable.Repeat("1", 10_000)) + "\n").OfType<IgnoredLine>());

    [Theory]
    [InlineData("12.34", "12.34")]
    [InlineData("1,234.56", "1234.56")]
    [InlineData("$10,000.00 ", "10000")]
    [InlineData("-$5", "-5")]
    [InlineData("$-5", "-5")]
    [InlineData("(5.00)", "-5")]
    [InlineData("￥1.5", "1.5")]
    [InlineData("1.5e-05", "0.000015")]
    [InlineData("1,5", null)]
    [InlineData("1.234,5", null)]
    [InlineData("12,34", null)]
    [InlineData("--5", null)]
    [InlineData("", null)]
    [InlineData("1.2.3", null)]
    [InlineData("99999999999999", null)]
    public void Money_is_read_exactly_or_not_at_all(string text, string? expected) =>
        Assert.Equal(expected, CellText.TryMoney(text, out var nanos) ? Nano.Format(nanos) : null);

    [Theory]
    [InlineData("2026-10-05", "2026-10-05T00:00:00.000")]
    [InlineData("2026-10-05 09:20:46.847371", "2026-10-05T09:20:46.847")]
    [InlineData("2026-10-05T09:20:46Z", "2026-10-05T09:20:46.000")]
    [InlineData("2026-10-05T00:20+08:00", "2026-10-04T16:20:00.000")]
    [InlineData("2026-10-05T09:20:46-0330", "2026-10-05T12:50:46.000")]
    [InlineData("5/1/25", "2025-05-01T00:00:00.000")]
    [InlineData("2026/1/2 3:04:05", "2026-01-02T03:04:05.000")]
    [InlineData("2026-02-30", null)]
    [InlineData("9999-12-31", null)]
    [InlineData("0001-01-01 00:00:00", null)]
    [InlineData("2026-10-05 24:00:00", null)]
    [InlineData("2026-10-05 09:20:46 CET", null)]
    [InlineData("yesterday", null)]
    public void Time_is_read_as_utc_or_not_at_all(string text, string? expected) =>
        Assert.Equal(expected, UtcTime.TryParse(text, out var utc) ? utc.ToString("yyyy-MM-ddTHH:mm:ss.fff") : null);

    [Fact]
    public void Day_with_a_missing_hour_is_not_declared()
    {
        var days = new DeclaredDays();
        var start = new DateTime(2026, 10, 1, 0, 0, 0, DateTimeKind.Utc);
        for (var hour = 71; hour >= 0; hour--)
            if (hour != 30) days.Add(start.AddHours(hour), start.AddHours(hour + 1));
        Assert.Equal([Day(1), Day(3)], days.Whole());

        static Period Day(int day) => new(new DateOnly(2026, 10, day), new DateOnly(2026, 10, day + 1));
    }

    private static List<LineOutcome> Read(string text, params string[] required) =>
        [.. CsvTable.Read(new StringReader(text), required, row => new IgnoredLine(row.Line, row.Text("a") ?? ""))];
}

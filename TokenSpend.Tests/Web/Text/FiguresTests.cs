using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;
using TokenSpend.Core.Usage;
using TokenSpend.Web.Resources;
using TokenSpend.Web.Text;

namespace TokenSpend.Tests.Web.Text;

public sealed class FiguresTests
{
    private static Figures In(string culture)
    {
        var info = CultureInfo.GetCultureInfo(culture);
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (info, info);
        var services = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();
        return new Figures(services.GetRequiredService<IStringLocalizer<Texts>>(), info);
    }

    private static long Nanos(string amount) => Nano.TryParse(amount, out var nanos) ? nanos : throw new FormatException(amount);

    private static string Plain(string text) => text.Replace('\u00A0', ' ');

    [Theory]
    [InlineData("0", "USD", "$0.00")]
    [InlineData("0.004", "USD", "< $0.01")]
    [InlineData("-0.004", "USD", "> −$0.01")]
    [InlineData("0.005", "USD", "$0.01")]
    [InlineData("999.99", "USD", "$999.99")]
    [InlineData("-12.5", "CNY", "−¥12.50")]
    [InlineData("9999.99", "EUR", "€9,999.99")]
    [InlineData("10000", "USD", "$10,000")]
    [InlineData("1840000.4", "USD", "$1,840,000")]
    [InlineData("12", "CHF", "CHF 12.00")]
    public void Money_has_cents_below_ten_thousand_and_always_its_currency(string amount, string currency, string text) =>
        Assert.Equal(text, Plain(In("en").Money(Nanos(amount), currency)));

    [Theory]
    [InlineData("en", "999.99", "$999.99")]
    [InlineData("en", "1840", "$1.84 K")]
    [InlineData("en", "999960", "$1.00 M")]
    [InlineData("en", "1840000", "$1.84 M")]
    [InlineData("en", "-184000000", "−$184 M")]
    [InlineData("en", "2500000000", "$2.50 B")]
    [InlineData("zh-CN", "9840", "$9,840.00")]
    [InlineData("zh-CN", "18400", "$1.84 万")]
    [InlineData("zh-CN", "1840000", "$184 万")]
    [InlineData("zh-CN", "184000000", "$1.84 亿")]
    public void Tiles_count_in_the_units_of_their_language(string culture, string amount, string text) =>
        Assert.Equal(text, Plain(In(culture).Compact(Nanos(amount), "USD")));

    [Fact]
    public void Hovering_shows_every_digit() => Assert.Equal("1,234.567891234 USD", Figures.Exact(Nanos("1234.567891234"), "USD"));

    [Fact]
    public void Nothing_not_applicable_and_unknown_look_different()
    {
        var figures = In("en");
        var tokens = TokenCounts.FromDisjoint(5)!.Value;
        var looks = new[]
        {
            figures.Cost(new SpendFigures(0, 0, 0, default, 0), "USD"),
            figures.Share(5, 0),
            figures.Cost(new SpendFigures(null, 0, 1, tokens, 5), "USD"),
            figures.Cost(new SpendFigures(Nanos("3"), 0, 1, tokens, 5), "USD"),
            figures.Cost(new SpendFigures(Nanos("3"), 0, 1, tokens, 0), "USD"),
        };
        Assert.Equal([FigureLook.Zero, FigureLook.NotApplicable, FigureLook.Unknown, FigureLook.LowerBound, FigureLook.Value], looks.Select(figure => figure.Look));
        Assert.Equal(["0", "–", "unknown", "≥ 3.00", "3.00"], looks.Select(figure => figure.Text));
        Assert.Contains("5 tokens", looks[2].Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(112L, 100L, Trending.Up, "+12.0 %")]
    [InlineData(88L, 100L, Trending.Down, "−12.0 %")]
    [InlineData(100L, 100L, Trending.Same, "±0")]
    [InlineData(5L, 0L, Trending.New, "new")]
    [InlineData(0L, 5L, Trending.Ended, "ended")]
    [InlineData(0L, 0L, Trending.None, "–")]
    [InlineData(null, 5L, Trending.None, "–")]
    [InlineData(5L, null, Trending.None, "–")]
    [InlineData(5_000L, 100L, Trending.Up, "50 ×")]
    public void A_change_is_signed_and_never_infinite(long? now, long? before, Trending direction, string text)
    {
        var change = In("en").Change(now, before);
        Assert.Equal((direction, text), (change.Trending, Plain(change.Text)));
    }

    [Fact]
    public void Shares_are_percent_and_their_differences_points()
    {
        Assert.Equal("12.4 %", Plain(In("en").Share(124, 1000).Text));
        Assert.Equal("12.4%", In("zh-CN").Share(124, 1000).Text);
        Assert.Equal("+1.2 points", In("en").Points(5.2m, 4m).Text);
        Assert.Equal("−1.2 个百分点", In("zh-CN").Points(4m, 5.2m).Text);
    }

    [Theory]
    [InlineData(812, "812 B")]
    [InlineData(48_200_000, "48.2 MB")]
    [InlineData(1_250_000_000, "1.25 GB")]
    public void Bytes_read_as_in_a_file_manager(long bytes, string text) => Assert.Equal(text, Figures.Bytes(bytes));
}

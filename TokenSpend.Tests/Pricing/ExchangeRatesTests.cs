using TokenSpend.Core.Primitives;
using TokenSpend.Core.Pricing;

namespace TokenSpend.Tests.Pricing;

public sealed class ExchangeRatesTests
{
    private const string Header = "month,base,quote,rate,source\n";
    private static readonly DateOnly Day = new(2026, 3, 15);

    [Theory]
    [InlineData("USD", "CNY", 14_000_000_000, "2026-03-01")]
    [InlineData("CNY", "USD", 285_714_286, "2026-03-01")]
    [InlineData("EUR", "CNY", 17_500_000_000, "2026-01-01")]
    public void An_amount_is_converted_through_the_base_and_names_the_rates_month(string from, string to, long nanos, string month)
    {
        var converted = Rates().Convert(new Money(2 * Nano.PerUnit, from), Day, to)!.Value;
        Assert.Equal((new Money(nanos, to), DateOnly.Parse(month, System.Globalization.CultureInfo.InvariantCulture)), (converted.Amount, converted.RateDay));
    }

    [Fact]
    public void The_latest_known_month_before_the_day_holds() =>
        Assert.Equal(new DateOnly(2026, 3, 1), Rates().Convert(new Money(1, "USD"), new DateOnly(2027, 1, 1), "CNY")!.Value.RateDay);

    [Fact]
    public void A_day_before_all_rates_or_an_unknown_currency_has_no_rate()
    {
        Assert.Null(Rates().Convert(new Money(1, "USD"), new DateOnly(2025, 12, 31), "CNY"));
        Assert.Null(Rates().Convert(new Money(1, "USD"), Day, "CHF"));
    }

    [Fact]
    public void The_same_currency_needs_no_rate() =>
        Assert.Equal(new Converted(new Money(5, "CHF"), 1, null), Rates().Convert(new Money(5, "CHF"), Day, "CHF"));

    [Theory]
    [InlineData("2026-13,USD,CNY,7,s", "month")]
    [InlineData("2026-01,USD,CNY,0,s", "rate")]
    [InlineData("2026-01,USD,CNY,7,", "source")]
    [InlineData("2026-01,USD,CNY,7,s\n2026-01,USD,CNY,8,s", "month")]
    [InlineData("2026-01,USD,CNY,7,s\n2026-01,EUR,CNY,8,s", "base")]
    public void A_bad_rate_refuses_the_whole_table(string lines, string column)
    {
        Assert.Null(ExchangeRates.Load(new StringReader(Header + lines), "rates.csv", out var errors));
        Assert.Equal(column, Assert.Single(errors).Column);
    }

    private static ExchangeRates Rates() =>
        ExchangeRates.Load(new StringReader(Header + "2026-01,USD,EUR,0.8,s\n2026-02,USD,CNY,7.1,s\n2026-03,USD,CNY,7,s\n2026-01,USD,CNY,7.2,s\n"), "rates.csv", out _)!;
}

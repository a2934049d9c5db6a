using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;

namespace TokenSpend.Tests.Operations;

/// <summary>Usage on either side of a price change, from the log to the answer.</summary>
public sealed class PriceChangeTests
{
    [Theory]
    [InlineData("openai", "o3", "2025-06-10", "50", "10")]
    [InlineData("deepseek", "deepseek-chat", "2025-02-08", "0.42", "1.37")]
    public async Task The_last_request_before_midnight_costs_the_old_price_and_the_first_after_it_the_new_one(string provider, string model, string day, string before, string after)
    {
        using var place = new TestPlace();
        var first = DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(place.Company.Rules.Providers.Zone(provider));
        var midnight = TimeZoneInfo.ConvertTimeToUtc(first.ToDateTime(TimeOnly.MinValue), zone);
        await place.ImportAsync(place.Write("a.ndjson", string.Join('\n',
            LogLines.Line("r1", midnight.AddMilliseconds(-1), provider, model, 1_000_000, 0, 1_000_000),
            LogLines.Line("r2", midnight, provider, model, 1_000_000, 0, 1_000_000))));
        var rows = (await place.QueryAsync(Measure.Metered, Scope.Ai, Dimension.Day)).Rows;
        Assert.Equal(
            [(first.AddDays(-1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), before), (day, after)],
            rows.Select(row => (row.Keys[0]!, Nano.Format(row.Figures.Cost!.Value))).Order());
    }
}

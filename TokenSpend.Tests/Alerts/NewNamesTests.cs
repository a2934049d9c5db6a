using System.Globalization;
using TokenSpend.Core.Alerts;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;
using TokenSpend.Core.Usage;

namespace TokenSpend.Tests.Alerts;

public sealed class NewNamesTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);

    private static SpendResult Recent(params (string? Name, int Day, long? Cost, string Currency)[] rows) => new(
        new SpendQuery(new Period(new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 25)), [Dimension.Key, Dimension.Provider, Dimension.Day], Measure.Attributed, Scope.Ai, [], "USD"), "Etc/UTC",
        [.. rows.Select(row => new SpendRow([row.Name, "xai", new DateOnly(2026, 11, row.Day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)], row.Currency,
            new SpendFigures(row.Cost * Nano.PerUnit, 0, 10, TokenCounts.FromDisjoint(100)!.Value, row.Cost is null ? 100 : 0)))],
        [], null, []);

    private static List<AlertSignal> Keys(SpendResult recent, params string[] known) =>
        [.. NewNames.Of(AlertKind.NewKey, known.ToHashSet(), recent, "USD", 50 * Nano.PerUnit, ["all@example.com"])];

    [Fact]
    public void Names_are_new_for_five_weeks() => Assert.Equal(new DateOnly(2026, 10, 21), NewNames.Since(Today, new DateOnly(2025, 1, 1), new DateOnly(2025, 1, 1)));

    [Fact]
    public void Of_a_year_brought_at_once_only_the_last_two_weeks_are_news() => Assert.Equal(Today.AddDays(-14), NewNames.Since(Today, new DateOnly(2025, 11, 1), Today));

    [Fact]
    public void Without_four_weeks_of_history_nothing_is_new() => Assert.True(NewNames.Since(Today, new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 1)) > Today);

    [Fact]
    public void An_empty_store_has_no_news() => Assert.Null(NewNames.Since(Today, null, null));

    [Fact]
    public void A_key_is_told_once_with_its_first_day_and_what_it_cost()
    {
        var signal = Assert.Single(Keys(Recent(("k1", 12, 40, "USD"), ("k1", 10, 30, "USD"), ("old", 9, 900, "USD"), (null, 9, 900, "USD")), "old"));
        Assert.Equal(("new-key:k1", "2026-11-10", "70000000000", "20"), (signal.Cause, signal.Snapshot.Text(AlertFigures.First), signal.Snapshot.Text(AlertFigures.Cost), signal.Snapshot.Text(AlertFigures.Requests)));
        Assert.Equal(["key=k1"], signal.Snapshot.Query!.Where);
    }

    [Fact]
    public void A_key_below_the_threshold_is_not_worth_a_word() => Assert.Empty(Keys(Recent(("k1", 10, 49, "USD"))));

    [Theory, InlineData(null, "USD"), InlineData(500L, "CNY")]
    public void A_cost_that_is_unknown_or_in_another_currency_is_above_no_threshold(long? cost, string currency) => Assert.Empty(Keys(Recent(("k1", 10, cost, currency))));

    [Fact]
    public void A_new_model_is_named_also_without_a_price_and_its_cost_is_unknown_rather_than_0()
    {
        var signal = Assert.Single(NewNames.Of(AlertKind.NewModel, new HashSet<string>(), Recent(("Grok-9", 10, null, "")), "USD", 0, []));
        Assert.Equal(("new-model:grok-9", null), (signal.Cause, signal.Snapshot.Text(AlertFigures.Cost)));
    }
}

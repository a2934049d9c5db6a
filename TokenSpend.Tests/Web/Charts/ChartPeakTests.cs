using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;
using TokenSpend.Tests.Web.Pages;
using TokenSpend.Web.Components.Pages.Explore;
using TokenSpend.Web.Components.Pages.Overview;
using TokenSpend.Web.Components.Charts;
using TokenSpend.Web.Navigation;

namespace TokenSpend.Tests.Web.Charts;

public sealed class ChartPeakTests : PageContext
{
    private static IReadOnlyList<SpendFigures?> Line(params long?[] costs) =>
        [.. costs.Select(cost => cost is { } known ? new SpendFigures(known * Nano.PerUnit, 0, 1, default, 0) : null)];

    private static ChartPeak? Peak(params IReadOnlyList<SpendFigures?>[] lines) => ChartPeak.Of(lines, (line, at, cost) => $"{line}/{at}/{cost / Nano.PerUnit}");

    [Fact]
    public void A_point_of_more_than_five_times_the_next_is_named() => Assert.Equal(new ChartPeak(2, 51, "0/2/51"), Peak(Line(10, 0, 51, null, 3)));

    [Fact]
    public void Five_times_the_next_is_no_runaway() => Assert.Null(Peak(Line(10, 50)));

    [Fact]
    public void A_runaway_of_the_period_before_explains_the_scale_too() => Assert.Equal("1/0/99", Peak(Line(10, 12), Line(99, 4))!.Text);

    [Fact]
    public void One_point_alone_needs_no_explaining()
    {
        Assert.Null(Peak(Line(10, 0, null)));
        Assert.Null(Peak(Line()));
    }

    [Fact]
    public void Both_charts_name_the_day_and_its_cost()
    {
        var company = new SmallAnswers([.. Enumerable.Range(1, 9).Select(day => new Spent(new(2026, 11, day), "Sales", "gpt-5", day == 5 ? 900 : 10))]);
        Assert.Equal("5 Nov: $900.00", Trend.Of(company.Overview(ViewState.Default), "USD", Text, Written).Peak?.Text.Replace('\u00A0', ' '));
        Assert.Equal("5 Nov: $900.00", OverTime.Of(company.Explore(ViewState.Default), "USD", Text, Written).Peak?.Text.Replace('\u00A0', ' '));
    }
}

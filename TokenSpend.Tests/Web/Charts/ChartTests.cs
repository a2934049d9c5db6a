using Bunit;
using Microsoft.AspNetCore.Components;
using TokenSpend.Web.Components.Charts;

namespace TokenSpend.Tests.Web.Charts;

public sealed class ChartTests : PageContext
{
    private const string Hostile = "<img src=x onerror=window.pwned=1>";

    private static ChartSpec Spec(string name, double? second = 2) => new(
        ChartKind.Stacked, "Cost by day", "Highest: 2 Nov.", ["1 Nov", "2 Nov"], ["Sun 1 Nov", "Mon 2 Nov"],
        [new SpendSeries(name, Palette.Series[0], SeriesLook.Actual, [1, second], ["1.00", "2.00"], name)], "$", 1, []);

    private IRenderedComponent<Chart> Chart(ChartSpec spec, Action<ChartPoint>? drill = null) => Render<Chart>(chart => chart
        .Add(part => part.Spec, spec)
        .Add(part => part.OnDrill, EventCallback.Factory.Create<ChartPoint>(this, point => drill?.Invoke(point))));

    [Fact]
    public async Task It_draws_once_for_the_same_figures_and_again_for_others()
    {
        var module = JSInterop.SetupModule("./js/chart.js");
        module.Mode = JSRuntimeMode.Loose;
        var chart = Chart(Spec("Sales"));
        Assert.Single(module.Invocations["draw"]);
        chart.Render(parameters => parameters.Add(part => part.Spec, Spec("Sales")));
        Assert.Single(module.Invocations["draw"]);
        chart.Render(parameters => parameters.Add(part => part.Spec, Spec("Sales", second: 3)));
        Assert.Equal(2, module.Invocations["draw"].Count);
        await DisposeComponentsAsync();
        Assert.Single(module.Invocations["dispose"]);
    }

    [Fact]
    public void A_gap_says_what_is_missing_where_a_bar_stands_and_that_nothing_is_there_where_none_does()
    {
        var module = JSInterop.SetupModule("./js/chart.js");
        module.Mode = JSRuntimeMode.Loose;
        Chart(Spec("Sales", second: null) with { Gaps = [0, 1] });
        var drawn = (string)module.Invocations["draw"].Single().Arguments[2]!;
        Assert.Contains("""[{"at":0,"text":"log missing"},{"at":1,"text":"no data"}]""", drawn, StringComparison.Ordinal);
    }

    [Fact]
    public void The_period_before_is_no_bar_of_the_gap()
    {
        var before = new SpendSeries("October", Palette.Series[0], SeriesLook.Before, [1, 5], ["1.00", "5.00"]);
        var spec = Spec("Sales", second: null);
        Assert.False((spec with { Series = [.. spec.Series, before] }).HasBar(1));
    }

    [Fact]
    public async Task A_click_on_a_point_drills()
    {
        ChartPoint? hit = null;
        var chart = Chart(Spec("Sales"), point => hit = point);
        await chart.Instance.OnPointClick(0, 1);
        Assert.Equal(new ChartPoint(0, 1), hit);
    }

    [Fact]
    public void It_says_in_words_and_as_a_table_what_it_shows()
    {
        var chart = Chart(Spec("Sales"));
        Assert.Contains("Highest: 2 Nov.", chart.Markup, StringComparison.Ordinal);
        chart.Find("details").TriggerEvent("ontoggle", EventArgs.Empty);
        Assert.Equal(["1.00", "2.00"], chart.FindAll("tbody td").Select(cell => cell.TextContent));
        Assert.Equal("Sun 1 Nov", chart.Find("tbody th").TextContent);
    }

    [Fact]
    public void A_name_with_markup_stays_text()
    {
        var chart = Chart(Spec(Hostile));
        chart.Find("details").TriggerEvent("ontoggle", EventArgs.Empty);
        Assert.Empty(chart.FindAll("img"));
        Assert.Contains(Hostile, chart.Find(".chart-key").TextContent, StringComparison.Ordinal);
    }
}

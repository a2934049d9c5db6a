using Bunit;
using TokenSpend.Core.Budgets;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;
using TokenSpend.Web.Components.Charts;
using TokenSpend.Web.Components.Pages.Budgets;
using TokenSpend.Web.Navigation;

namespace TokenSpend.Tests.Web.Pages.Budgets;

public sealed class BudgetViewTests : PageContext
{
    private static readonly Month November = new(2026, 11);

    private static readonly SmallAnswers Company = new(
        new(new(2026, 11, 3), "Sales", "gpt-5", 700), new(new(2026, 11, 4), "Sales", "qwen3", 100), new(new(2026, 11, 5), "Sales", "atlas", null));

    private static BudgetStanding Standing(long? actual = 800, long? runRate = 1_000, DateOnly? breach = null) => BudgetListTests.Standing(
        "Sales", 900, actual, runRate, breach: breach, where: new Filter(Dimension.Department, ["Sales"]));

    private string Sentence(BudgetStanding standing) => BudgetSentences.Of(standing, new BudgetFigures(Text, Written), Text, Written).Replace('\u00A0', ' ');

    private IRenderedComponent<BudgetView> Page(BudgetStanding standing, string query = "", params BudgetChange[] history)
    {
        var view = ViewState.Parse(query);
        return Render<BudgetView>(page => page.Add(part => part.Data, new BudgetData(view, Company.Status, November, standing.Budget, standing,
            Company.Answer(standing.Query with { By = [BudgetData.CutOf(view, standing.Budget)] }), history)));
    }

    [Fact]
    public void The_sentence_tells_use_pace_and_breach()
    {
        Assert.Equal("Sales has used 88.9 % of its November budget of $900.00, day 24 of 30. At this pace the month ends at $1.00 K, and the budget breaks on 28 Nov.",
            Sentence(Standing(breach: new(2026, 11, 28))));
        Assert.Equal("Sales has used 88.9 % of its November budget of $900.00, day 24 of 30. At this pace the month ends at $850.00, within the budget.",
            Sentence(Standing(runRate: 850)));
        Assert.Equal("Sales has used 111 % of its November budget of $900.00, day 24 of 30. It broke on 22 Nov; at this pace the month ends at $1.20 K.",
            Sentence(Standing(1_000, 1_200, new(2026, 11, 22))));
        Assert.Contains("is unknown", Sentence(Standing(null, null)), StringComparison.Ordinal);
        Assert.Equal("Sales used 111 % of its November 2025 budget of $900.00; it broke on 22 Nov.",
            Sentence(Standing(1_000, null, new(2025, 11, 22)) with { Month = new Month(2025, 11) }));
    }

    [Fact]
    public void It_is_cut_by_what_it_is_not_for_and_the_total_is_the_sum()
    {
        var page = Page(Standing(), "?by=model");
        Assert.Equal(["Application", "Model", "API key"], page.FindAll(".panel-head .tabs a").Select(link => link.TextContent.Trim()));
        Assert.Equal(["gpt-5", "qwen3", "atlas"], page.FindAll(".parts tbody th").Select(cell => cell.TextContent.Trim()));
        Assert.Equal("≥ 800.00", page.Find(".parts tfoot .num").TextContent.Trim());
        Assert.Contains("explore?dept=Sales&model=gpt-5", page.Find(".parts tbody a").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_chart_adds_the_month_up_and_keeps_days_to_come_apart_from_the_actual()
    {
        long?[] byDay = [.. Enumerable.Range(0, 30).Select(at => at < 24 ? (long?)(10 * Nano.PerUnit) : null)];
        var pace = BudgetPace.Of(November, 900 * Nano.PerUnit, byDay, [.. byDay.Select(day => day is not null)], new DateOnly(2026, 11, 25), null);
        var chart = BudgetChart.Of(Standing(240, 300) with { ByDay = byDay, Pace = pace }, Text, Written);
        Assert.Equal([SeriesLook.Actual, SeriesLook.Forecast, SeriesLook.Plan], chart.Series.Select(series => series.Look));
        Assert.Equal([10.0, 240.0, null, null], new[] { 0, 23, 24, 29 }.Select(at => chart.Series[0].Values[at]));
        Assert.Equal([null, 240.0, 250.0, 300.0], new[] { 22, 23, 24, 29 }.Select(at => chart.Series[1].Values[at]));
        Assert.All(chart.Series[2].Values, value => Assert.Equal(900, value));
    }

    [Fact]
    public void The_history_says_from_what_to_what() => Assert.Equal(["Amount a month from November 2026: 500 USD → 600 USD", "Created: Sales"],
        Page(Standing(), "", new BudgetChange { Id = 2, Field = BudgetColumns.Amount, From = November, Before = "500 USD", After = "600 USD" },
            new BudgetChange { Id = 1, Field = BudgetChange.Created, After = "Sales" }).FindAll(".history td:nth-child(2)").Select(cell => cell.TextContent.Trim().Replace('\u00A0', ' ')));

    // Names come from uploads.
    [Fact]
    public void Markup_in_a_name_stays_text()
    {
        var standing = Standing();
        var page = Page(standing with { Budget = standing.Budget with { Name = "a<img src=x>" } });
        Assert.Empty(page.FindAll("img"));
        Assert.StartsWith("a<img src=x>", page.Find("h1").TextContent, StringComparison.Ordinal);
    }
}

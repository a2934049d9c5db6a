using TokenSpend.Core.Budgets;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Primitives;

namespace TokenSpend.Tests.Operations;

public sealed class DemoBudgetsTests : IDisposable
{
    private readonly TestPlace _place = new();

    public void Dispose() => _place.Dispose();

    private async Task<BudgetBook> MakeAsync()
    {
        var book = new BudgetBook(_place.Database, _place.Spend, _place.Clock);
        var lines = from day in Enumerable.Range(0, 115)
                    from at in Enumerable.Range(0, 3)
                    let time = new DateTime(2026, 8, 1, 9, 0, 0, DateTimeKind.Utc).AddDays(day)
                    // A second tag names the department.
                    select LogLines.Line($"req-{day}-{at}", time, "openai", at == 0 ? "gpt-5" : "gpt-5-mini", 900_000 + day, 0, 90_000, app: $"app-{at}\",\"department:dept-{at % 2}");
        await _place.ImportAsync(_place.Write("log.ndjson", string.Join('\n', lines)));
        await new DemoBudgets(book).MakeAsync(Viewer.Everything, CancellationToken.None);
        return book;
    }

    [Fact]
    public async Task One_budget_is_broken_one_is_about_to_break_and_the_others_hold()
    {
        var book = await MakeAsync();
        var standings = await book.StandingsAsync(Viewer.Everything, Month.Containing(book.Today), CancellationToken.None);
        Assert.Equal(["Company", "app-0", "app-1", "dept-0", "dept-1", "gpt-5"], standings.Select(standing => standing.Budget.Name).Order(StringComparer.Ordinal));
        Assert.Equal(["app-0"], standings.Where(standing => standing.Actual > standing.Amount).Select(standing => standing.Budget.Name));
        Assert.Equal(["gpt-5"], standings.Where(standing => standing.Actual <= standing.Amount && standing.RunRate > standing.Amount).Select(standing => standing.Budget.Name));
        Assert.All(standings, standing => Assert.True(standing.Budget.Name is "app-0" or "gpt-5" || standing.Breach is null));
    }

    [Fact]
    public async Task The_same_figures_give_the_same_budgets_and_making_them_again_doubles_none()
    {
        var book = await MakeAsync();
        var first = await book.ExportAsync(Viewer.Everything, CancellationToken.None);
        await new DemoBudgets(book).MakeAsync(Viewer.Everything, CancellationToken.None);
        Assert.Equal(first, await book.ExportAsync(Viewer.Everything, CancellationToken.None));
        Assert.Equal(6, BudgetCsv.Read(first).Budgets.Count);
    }
}

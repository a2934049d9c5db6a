using TokenSpend.Core.Budgets;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;
using TokenSpend.Tests.Budgets;

namespace TokenSpend.Tests.Operations;

public sealed class BudgetBookTests : IDisposable
{
    private readonly TestPlace _place = new();
    private readonly BudgetBook _book;

    public BudgetBookTests() => _book = new BudgetBook(_place.Database, _place.Spend, _place.Clock);

    public void Dispose() => _place.Dispose();

    private async Task<Budget> SaveAsync(Budget budget)
    {
        var saved = await _book.SaveAsync(Viewer.Everything, budget, CancellationToken.None);
        Assert.Empty(saved.Problems);
        return saved.Budget!;
    }

    private Task<BudgetImport> ImportAsync(string csv) => _book.ImportAsync(Viewer.Everything, new StringReader(csv), "budgets.csv", CancellationToken.None);

    private Task<IReadOnlyList<Budget>> ListAsync() => _book.ListAsync(Viewer.Everything, CancellationToken.None);

    [Fact]
    public async Task A_budget_comes_back_as_it_was_kept()
    {
        var told = 0;
        _book.Changed += () => told++;
        var budget = await SaveAsync(BudgetExamples.Of("Sales", 500) with
        {
            Where = [new Filter(Dimension.Department, [null, "Sales; \"A\"=B"]), new Filter(Dimension.Model, ["gpt-5"])],
            Watchers = ["bo@example.com"], AlertShares = [50, 90], WatchRunRate = false, Amounts = [new(new(2026, 1), 5), new(new(2026, 6), null), new(new(2026, 9), 7)],
        });
        var kept = await _book.GetAsync(Viewer.Everything, budget.Id, CancellationToken.None);
        Assert.Empty(BudgetChanges.Between(budget, kept));
        Assert.Equal(budget.Id, kept!.Id);
        Assert.Equal(1, told);
        await _book.DeleteAsync(Viewer.Everything, budget.Id, CancellationToken.None);
        Assert.Empty(await ListAsync());
        Assert.Equal(2, told);
    }

    [Fact]
    public async Task The_history_tells_who_changed_what_and_outlives_the_budget()
    {
        var budget = await SaveAsync(BudgetExamples.Of("Sales", 500));
        await SaveAsync(budget with { Owner = "new@example.com", Amounts = [.. budget.Amounts, new BudgetAmount(new Month(2026, 11), 600 * Nano.PerUnit)] });
        await _book.DeleteAsync(Viewer.Everything, budget.Id, CancellationToken.None);
        var history = await _book.HistoryAsync(Viewer.Everything, budget.Id, CancellationToken.None);
        Assert.Equal(
            ["deleted Sales → ", "amount 2026-11  → 600 USD", "owner owner@example.com → new@example.com", "amount 2026-01  → 500 USD", "created  → Sales"],
            history.Select(change => $"{change.Field}{(change.From is { } from ? " " + from : "")} {change.Before} → {change.After}"));
        Assert.All(history, change => Assert.Equal((Viewer.Everything.Name, TestPlace.Now.UtcDateTime), (change.By, change.AtUtc)));
    }

    [Fact]
    public async Task A_wrong_budget_a_taken_name_and_another_unit_are_refused_in_words()
    {
        var budget = await SaveAsync(BudgetExamples.Of("Sales", 500));
        async Task<string> CodeAsync(Budget wrong) => Assert.Single((await _book.SaveAsync(Viewer.Everything, wrong, CancellationToken.None)).Problems).Code;
        Assert.Equal("name-taken", await CodeAsync(BudgetExamples.Of("SALES", 5)));
        Assert.Equal("unit-changed", await CodeAsync(budget with { Currency = "EUR" }));
        Assert.Equal("address", await CodeAsync(budget with { Owner = "nobody" }));
        Assert.Single(await ListAsync());
    }

    [Fact]
    public async Task The_same_file_twice_doubles_nothing_and_a_new_month_is_added()
    {
        const string file = "name,amount,unit,from,owner\nSales,500,USD,2026-01,a@example.com\nLegal,50,USD,2026-01,a@example.com\n";
        Assert.Equal((2, 0, 0), Counts(await ImportAsync(file)));
        Assert.Equal((0, 0, 2), Counts(await ImportAsync(file)));
        Assert.Equal((0, 1, 0), Counts(await ImportAsync("name,amount,unit,from,owner\nsales,600,USD,2026-11,a@example.com\n")));
        var sales = (await ListAsync()).Single(budget => budget.Name == "Sales");
        Assert.Equal([500, 600], new[] { new Month(2026, 10), new Month(2026, 11) }.Select(month => sales.AmountIn(month) / Nano.PerUnit));
        Assert.Equal((0, 0, 2), Counts(await ImportAsync(await _book.ExportAsync(Viewer.Everything, CancellationToken.None))));

        static (int, int, int) Counts(BudgetImport done) => (done.Created, done.Updated, done.Unchanged);
    }

    [Theory]
    [InlineData("New,5,USD,2026-11,a@example.com\nWrong,x,USD,2026-11,a@example.com", "amount")]
    [InlineData("New,5,USD,2026-11,a@example.com\nKept,5,EUR,2026-11,a@example.com", "unit-changed")]
    [InlineData("New,5,USD,2026-11,a@example.com\nNever,end,USD,2026-11,a@example.com", "no-amount")]
    public async Task A_file_with_one_wrong_row_takes_over_nothing(string rows, string code)
    {
        await SaveAsync(BudgetExamples.Of("Kept", 500));
        var done = await ImportAsync($"name,amount,unit,from,owner\n{rows}\n");
        Assert.Equal([(code, (int?)3)], done.Problems.Select(problem => (problem.Code, problem.Line)));
        Assert.Equal(["Kept"], (await ListAsync()).Select(budget => budget.Name));
    }

    [Fact]
    public async Task A_standing_answers_as_the_spend_query_does()
    {
        await _place.ImportAsync(_place.Write("log.ndjson", string.Join('\n', Enumerable.Range(1, 20).Select(day =>
            LogLines.Line("req-" + day, new DateTime(2026, 11, day, 9, 0, 0, DateTimeKind.Utc), "openai", "gpt-5", 9_000 + day, 10, 800)))));
        var budget = await SaveAsync(BudgetExamples.Of("all", 1, "CNY"));
        var listed = Assert.Single(await _book.StandingsAsync(Viewer.Everything, Month.Containing(_book.Today), CancellationToken.None));
        var standing = await _book.StandingAsync(Viewer.Everything, budget.Id, Month.Containing(_book.Today), CancellationToken.None);
        var asked = await _place.Spend.QueryAsync(Viewer.Everything, standing!.Query, CancellationToken.None);
        Assert.Equal(asked.Totals.Sum(total => total.Figures.Cost), standing.Actual);
        Assert.Equal(asked.Caveats.Select(Words), standing.Caveats.Select(Words));
        Assert.Equal(standing.Actual, listed.Actual);
        Assert.Null(await _book.StandingAsync(Viewer.Everything, budget.Id, new Month(2025, 1), CancellationToken.None));

        static string Words(Caveat caveat) => $"{caveat.Code} {string.Join(' ', caveat.Arguments)}";
    }
}

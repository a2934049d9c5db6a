using Bunit;
using TokenSpend.Core.Budgets;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;
using TokenSpend.Tests.Budgets;
using TokenSpend.Web.Components.Pages.Budgets;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Tests.Web.Pages.Budgets;

public sealed class BudgetFormTests : PageContext
{
    private static readonly Month November = new(2026, 11);

    private IRenderedComponent<BudgetForm> Form(BudgetDraft draft, params BudgetProblem[] problems) => Render<BudgetForm>(form => form
        .Add(part => part.Draft, draft).Add(part => part.Currencies, ["USD"]).Add(part => part.Problems, problems).Add(part => part.Back, "budgets")
        .Add(part => part.Values, new Dictionary<Dimension, IReadOnlyList<string>> { [Dimension.Department] = ["Sales"] }));

    [Fact]
    public void What_is_typed_becomes_a_budget()
    {
        var draft = BudgetDraft.New(November, "USD");
        var form = Form(draft);
        form.Find("[data-testid=name]").Change("Sales");
        form.Find("[data-testid=amount]").Change("12,000.50");
        form.Find("[data-testid=owner]").Change("ann@example.com");
        form.Find("[data-testid=add-condition]").Click();
        form.Find(".condition input").Change("Sales");
        var (budget, problems) = draft.Read(null);
        Assert.Empty(problems);
        Assert.Equal(("Sales", "USD", 12_000_500_000_000L), (budget!.Name, budget.Currency, budget.AmountIn(November)));
        Assert.Equal(["department=Sales"], FilterText.Print(budget.Where));
    }

    [Fact]
    public void A_change_keeps_the_amounts_of_other_months()
    {
        var before = BudgetExamples.Of("Sales", 500) with { Id = 3 };
        var draft = BudgetDraft.Of(before, November);
        draft.Amount = "600";
        var (budget, _) = draft.Read(before);
        Assert.Equal([500 * Nano.PerUnit, 600 * Nano.PerUnit], new[] { November.Add(-1), November }.Select(month => budget!.AmountIn(month)));
        draft.Ends = true;
        Assert.Null(draft.Read(before).Budget!.AmountIn(November));
    }

    [Fact]
    public void What_is_wrong_stands_at_its_field()
    {
        var draft = BudgetDraft.New(November, "USD");
        (draft.Name, draft.Amount, draft.Owner, draft.Shares) = ("Sales", "1,5", "ann", "100; 80");
        var (budget, problems) = draft.Read(null);
        Assert.Null(budget);
        var form = Form(draft, [.. problems]);
        Assert.Equal(["amount", "address", "shares"], problems.Select(problem => problem.Code));
        Assert.Equal(3, form.FindAll("[aria-invalid=true]").Count);
        Assert.StartsWith("Expected a decimal above 0", form.FindAll(".error")[0].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_unit_of_a_kept_budget_cannot_be_chosen_anew() =>
        Assert.True(Form(BudgetDraft.Of(BudgetExamples.Of("Sales", 5) with { Id = 3 }, November)).Find(".form-row select").HasAttribute("disabled"));

    [Fact]
    public void A_refused_file_lists_line_column_found_and_what_to_do_in_the_readers_language()
    {
        In(Writing.Chinese);
        var (_, problems) = BudgetCsv.Read("name,amount,unit,from,owner\nX,x,USD,soon,ann@example.com\n");
        var page = Render<BudgetUploadResult>(part => part.Add(result => result.Of, new BudgetImport("a<b>.csv", 0, 0, 0, problems)).Add(result => result.View, ViewState.Default));
        Assert.Equal(["2", "月度额度", "x"], page.FindAll("tbody tr")[0].Children.Take(3).Select(cell => cell.TextContent.Trim()));
        Assert.Contains("应为月份", page.FindAll("tbody tr")[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("a<b>.csv", page.Find(".notice").TextContent, StringComparison.Ordinal);
    }
}

using TokenSpend.Core.Budgets;
using TokenSpend.Core.Primitives;

namespace TokenSpend.Tests.Budgets;

internal static class BudgetExamples
{
    /// <summary>For the whole company, from January 2026 on.</summary>
    /// <param name="amount">In whole units of the currency, or tokens.</param>
    public static Budget Of(string name, long amount, string? currency = "USD") => new()
    {
        Name = name, Currency = currency, Owner = "owner@example.com", Amounts = [new BudgetAmount(new Month(2026, 1), currency is null ? amount : amount * Nano.PerUnit)],
    };
}

using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;

namespace TokenSpend.Core.Budgets;

/// <summary>One changed field of a budget: when, by whom, from what to what. Outlives the budget.</summary>
public sealed record BudgetChange
{
    public long Id { get; init; }
    public long BudgetId { get; init; }
    public DateTime AtUtc { get; init; }

    /// <summary>Name of the viewer.</summary>
    public string By { get; init; } = "";

    /// <summary>One of <see cref="BudgetColumns"/>, or <see cref="Created"/> or <see cref="Deleted"/>.</summary>
    public required string Field { get; init; }

    /// <summary>For amounts the month from which they hold; else null.</summary>
    public Month? From { get; init; }

    /// <summary>As the file spells it; null: there was nothing.</summary>
    public string? Before { get; init; }

    /// <summary>Null: there is nothing any more.</summary>
    public string? After { get; init; }

    public const string Created = "created", Deleted = "deleted";
}

/// <summary>Tells two states of a budget apart, field by field.</summary>
public static class BudgetChanges
{
    /// <param name="before">Null: it is new.</param>
    /// <param name="after">Null: it is deleted.</param>
    public static IReadOnlyList<BudgetChange> Between(Budget? before, Budget? after) => (before, after) switch
    {
        (null, null) => [],
        (null, { } made) => [new BudgetChange { Field = BudgetChange.Created, After = made.Name }, .. Amounts([], made.Amounts, made.Currency)],
        ({ } gone, null) => [new BudgetChange { Field = BudgetChange.Deleted, Before = gone.Name }],
        ({ } was, { } now) =>
        [
            .. Fields(was).Zip(Fields(now)).Where(pair => pair.First.Text != pair.Second.Text)
                .Select(pair => new BudgetChange { Field = pair.First.Field, Before = pair.First.Text, After = pair.Second.Text }),
            .. Amounts(was.Amounts, now.Amounts, now.Currency),
        ],
    };

    private static IEnumerable<(string Field, string Text)> Fields(Budget budget) =>
    [
        (BudgetColumns.Name, budget.Name),
        (BudgetColumns.Unit, budget.Currency ?? BudgetColumns.Tokens),
        (BudgetColumns.Where, string.Join("; ", FilterText.Print(budget.Where))),
        (BudgetColumns.Owner, budget.Owner),
        (BudgetColumns.Watchers, string.Join("; ", budget.Watchers)),
        (BudgetColumns.Shares, string.Join("; ", budget.AlertShares)),
        (BudgetColumns.RunRate, budget.WatchRunRate ? "yes" : "no"),
    ];

    private static IEnumerable<BudgetChange> Amounts(IReadOnlyList<BudgetAmount> before, IReadOnlyList<BudgetAmount> after, string? currency)
    {
        foreach (var month in before.Concat(after).Select(amount => amount.From).Distinct().Order())
        {
            var (was, now) = (before.FirstOrDefault(amount => amount.From == month), after.FirstOrDefault(amount => amount.From == month));
            if (was != now) yield return new BudgetChange { Field = BudgetColumns.Amount, From = month, Before = Text(was, currency), After = Text(now, currency) };
        }
    }

    private static string? Text(BudgetAmount? amount, string? currency) =>
        amount is null ? null : amount.Amount is null ? BudgetColumns.End : $"{AmountText.Print(amount.Amount, currency)} {currency ?? BudgetColumns.Tokens}";
}

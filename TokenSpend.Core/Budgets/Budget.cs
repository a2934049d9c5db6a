using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;

namespace TokenSpend.Core.Budgets;

/// <summary>What may be spent in a month, in money or tokens, on whatever a filter keeps.</summary>
/// <remarks>Its actual is always the answer to a <see cref="SpendQuery"/>: a budget counts nothing itself.</remarks>
public sealed record Budget
{
    /// <summary>0 until stored.</summary>
    public long Id { get; init; }

    public required string Name { get; init; }

    /// <summary>ISO 4217: the amounts are money, other currencies are converted at the dated rate. Null: the amounts are tokens.</summary>
    public string? Currency { get; init; }

    /// <summary>What counts; none: the whole company.</summary>
    public IReadOnlyList<Filter> Where { get; init; } = [];

    /// <summary>By month, ascending; each holds until the next one.</summary>
    public required IReadOnlyList<BudgetAmount> Amounts { get; init; }

    /// <summary>E-mail address of who answers for it.</summary>
    public required string Owner { get; init; }

    /// <summary>E-mail addresses that are told too.</summary>
    public IReadOnlyList<string> Watchers { get; init; } = [];

    /// <summary>Shares of the amount, in percent, at which an alert is raised.</summary>
    public IReadOnlyList<int> AlertShares { get; init; } = DefaultShares;

    /// <summary>Also alert when the run rate says that the month will end above the amount.</summary>
    public bool WatchRunRate { get; init; } = true;

    public static readonly IReadOnlyList<int> DefaultShares = [80, 100];

    public bool IsMoney => Currency is not null;

    /// <summary>Nano units or tokens; null: there is no budget for that month.</summary>
    public long? AmountIn(Month month) => Amounts.Where(amount => amount.From <= month).MaxBy(amount => amount.From)?.Amount;
}

/// <summary>The amount from a month on.</summary>
/// <param name="Amount">Nano units of the budget's currency, or tokens; null: the budget ends.</param>
public sealed record BudgetAmount(Month From, long? Amount);

namespace TokenSpend.Core.Budgets;

/// <summary>Columns of a file of budgets; the same names say which field of a budget a problem or a change is about.</summary>
public static class BudgetColumns
{
    public const string Name = "name", Amount = "amount", Unit = "unit", From = "from", Where = "where", Owner = "owner",
        Watchers = "watchers", Shares = "shares", RunRate = "run_rate";

    public static readonly IReadOnlyList<string> All = [Name, Amount, Unit, From, Where, Owner, Watchers, Shares, RunRate];

    /// <summary>The others have a default: the whole company, nobody else, 80;100, yes.</summary>
    public static readonly IReadOnlyList<string> Required = [Name, Amount, Unit, From, Owner];

    /// <summary>In the unit column: the amounts are tokens.</summary>
    public const string Tokens = "tokens";

    /// <summary>In the amount column: the budget ends with the month before.</summary>
    public const string End = "end";
}

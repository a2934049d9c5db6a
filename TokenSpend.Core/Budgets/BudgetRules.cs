using System.Text.RegularExpressions;
using TokenSpend.Core.Spend;

namespace TokenSpend.Core.Budgets;

/// <summary>What a budget must be before it is kept.</summary>
public static partial class BudgetRules
{
    public const int LeastShare = 1, MostShare = 1000;

    private const int LongestName = 100, LongestAddress = 254, LongestValue = 400;

    /// <summary>What a budget can be for. Times are not among them, since it is for months; nor are currencies, since it has its own.</summary>
    public static readonly IReadOnlyList<Dimension> Dimensions =
    [
        Dimension.Department, Dimension.Application, Dimension.Function, Dimension.Provider, Dimension.Publisher, Dimension.Issuer,
        Dimension.Payer, Dimension.Model, Dimension.Subject, Dimension.Key, Dimension.User,
    ];

    public static string DimensionNames { get; } = string.Join(' ', Dimensions.Select(dimension => dimension.ToString().ToLowerInvariant()));

    /// <returns>All that is wrong; empty: it may be kept.</returns>
    public static IReadOnlyList<BudgetProblem> Problems(Budget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        var problems = new List<BudgetProblem>();
        if (!IsName(budget.Name)) problems.Add(BudgetProblem.Of("name", BudgetColumns.Name, budget.Name));
        if (budget.Currency is { } currency && !CurrencyCode().IsMatch(currency)) problems.Add(BudgetProblem.Of("unit", BudgetColumns.Unit, currency));
        if (!budget.Amounts.Any(amount => amount.Amount is not null)) problems.Add(BudgetProblem.Of("no-amount", BudgetColumns.Amount, ""));
        foreach (var amount in budget.Amounts.Where(amount => amount.Amount <= 0))
            problems.Add(BudgetProblem.Of(budget.IsMoney ? "amount" : "tokens", BudgetColumns.Amount, AmountText.Print(amount.Amount, budget.Currency)));
        foreach (var twice in budget.Amounts.GroupBy(amount => amount.From).Where(same => same.Count() > 1))
            problems.Add(BudgetProblem.Of("month", BudgetColumns.From, twice.Key.ToString()));
        if (!AreFilters(budget.Where)) problems.Add(BudgetProblem.Of("where", BudgetColumns.Where, ListCell.Print(FilterText.Print(budget.Where)), DimensionNames));
        if (!IsAddress(budget.Owner)) problems.Add(BudgetProblem.Of("address", BudgetColumns.Owner, budget.Owner));
        problems.AddRange(budget.Watchers.Where(watcher => !IsAddress(watcher)).Select(watcher => BudgetProblem.Of("address", BudgetColumns.Watchers, watcher)));
        if (!AreShares(budget.AlertShares)) problems.Add(BudgetProblem.Of("shares", BudgetColumns.Shares, string.Join(';', budget.AlertShares)));
        return problems;
    }

    /// <summary>The same with amounts in order and without those that change nothing, and one filter a dimension.</summary>
    public static Budget Normal(Budget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        var amounts = new List<BudgetAmount>();
        foreach (var amount in budget.Amounts.OrderBy(amount => amount.From))
            if (amounts.Count == 0 ? amount.Amount is not null : amounts[^1].Amount != amount.Amount) amounts.Add(amount);
        return budget with
        {
            Name = budget.Name.Trim(), Owner = budget.Owner.Trim(), Amounts = amounts, Currency = budget.Currency?.ToUpperInvariant(),
            Watchers = [.. budget.Watchers.Select(watcher => watcher.Trim()).Distinct(StringComparer.OrdinalIgnoreCase)],
            Where = [.. budget.Where.OrderBy(filter => filter.Dimension).Select(filter => filter with { Values = [.. filter.Values.Distinct().Order(StringComparer.Ordinal)] })],
        };
    }

    /// <summary>An address that can stand in a mail's header as it is: no name beside it, no line breaks, nothing that a list is cut by.</summary>
    public static bool IsAddress(string text) => text is { Length: > 0 and <= LongestAddress } && Address().IsMatch(text);

    // A spreadsheet reads a cell that begins with = + - or @ as a formula: such a name would run when the exported file is opened.
    private static bool IsName(string name) => name.Trim() is { Length: > 0 and <= LongestName } trimmed && char.IsLetterOrDigit(trimmed, 0) && !trimmed.Any(char.IsControl);

    private static bool AreShares(IReadOnlyList<int> shares) =>
        shares.All(share => share is >= LeastShare and <= MostShare) && shares.Zip(shares.Skip(1)).All(pair => pair.First < pair.Second);

    private static bool AreFilters(IReadOnlyList<Filter> filters) =>
        filters.Select(filter => filter.Dimension).Distinct().Count() == filters.Count
        && filters.All(filter => Dimensions.Contains(filter.Dimension) && filter.Values.Count > 0 && filter.Values.All(IsValue));

    private static bool IsValue(string? value) => value is null || (value.Length is > 0 and <= LongestValue && value.Trim() == value && !value.Any(char.IsControl));

    [GeneratedRegex(@"^[\p{L}\p{N}_][^\s\p{C}@<>""(),:;\\\[\]]{0,63}@[\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?(\.[\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?)*\z")]
    private static partial Regex Address();

    [GeneratedRegex(@"^[A-Za-z]{3}\z")]
    private static partial Regex CurrencyCode();
}

using System.Globalization;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;

namespace TokenSpend.Core.Budgets;

/// <summary>Budgets as a CSV file: one row for each budget and amount. What is printed reads back as the same budgets.</summary>
public static class BudgetCsv
{
    /// <summary>A file of budgets is small; a bill uploaded here by mistake is not.</summary>
    private const int MostCharacters = 2_000_000;

    private static readonly string[] Yes = ["yes", "y", "true", "1", "是"], No = ["no", "n", "false", "0", "否"];

    /// <returns>The budgets, without ids, and the line on which each begins; none where there is a problem: one wrong row refuses the file.</returns>
    public static (IReadOnlyList<(int Line, Budget Budget)> Budgets, IReadOnlyList<BudgetProblem> Problems) Read(string content)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (content.Length > MostCharacters)
            return ([], [BudgetProblem.Of("too-long", "", content[..40], MostCharacters.ToString(CultureInfo.InvariantCulture)) with { Line = 1 }]);
        var problems = new List<BudgetProblem>();
        var read = BudgetTable.Read(content, problems);
        if (problems.Any(problem => problem.Code.StartsWith("column", StringComparison.Ordinal))) return ([], problems);
        var rows = read.Select(row => (row.Line, Cells: row, Budget: One(row, problems))).ToList();
        var budgets = rows.GroupBy(row => row.Budget.Name, StringComparer.OrdinalIgnoreCase).Select(same => (same.First().Line, Merge([.. same], problems))).ToList();
        return problems.Count == 0 ? (budgets, []) : ([], [.. problems.OrderBy(problem => problem.Line)]);
    }

    public static string Print(IEnumerable<Budget> budgets)
    {
        ArgumentNullException.ThrowIfNull(budgets);
        var lines = budgets.SelectMany(budget => budget.Amounts.Select(amount => string.Join(',', new[]
        {
            budget.Name, amount.Amount is null ? BudgetColumns.End : AmountText.Print(amount.Amount, budget.Currency), budget.Currency ?? BudgetColumns.Tokens, amount.From.ToString(),
            ListCell.Print(FilterText.Print(budget.Where)), budget.Owner, ListCell.Print(budget.Watchers), string.Join(';', budget.AlertShares), budget.WatchRunRate ? "yes" : "no",
        }.Select(Quoted))));
        return string.Concat(lines.Prepend(string.Join(',', BudgetColumns.All)).Select(line => line + "\n"));
    }

    private static Budget One(BudgetTable.Row row, List<BudgetProblem> problems)
    {
        var unit = row[BudgetColumns.Unit];
        var isTokens = unit.Equals(BudgetColumns.Tokens, StringComparison.OrdinalIgnoreCase);
        var from = default(Month);
        long amount = 0;
        var isEnd = row[BudgetColumns.Amount].Equals(BudgetColumns.End, StringComparison.OrdinalIgnoreCase);
        var hasAmount = isEnd || AmountText.TryParse(row[BudgetColumns.Amount], isTokens ? null : unit, out amount);
        if (!hasAmount) Wrong(isTokens ? "tokens" : "amount", BudgetColumns.Amount);
        if (!Month.TryParse(row[BudgetColumns.From], out from)) Wrong("month", BudgetColumns.From);
        var (where, _) = FilterText.Parse(ListCell.Parse(row[BudgetColumns.Where]));
        if (where is null) Wrong("where", BudgetColumns.Where, BudgetRules.DimensionNames);
        var shares = ListCell.Parse(row[BudgetColumns.Shares])
            .Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var share) ? share : 0).ToList();
        var runRate = row[BudgetColumns.RunRate];
        if (runRate.Length > 0 && !Yes.Concat(No).Contains(runRate, StringComparer.OrdinalIgnoreCase)) Wrong("yes-no", BudgetColumns.RunRate);

        var budget = BudgetRules.Normal(new Budget
        {
            Name = row[BudgetColumns.Name], Currency = isTokens ? null : unit, Where = where ?? [], Owner = row[BudgetColumns.Owner],
            Amounts = [], Watchers = ListCell.Parse(row[BudgetColumns.Watchers]),
            AlertShares = shares.Count > 0 ? shares : Budget.DefaultShares, WatchRunRate = !No.Contains(runRate, StringComparer.OrdinalIgnoreCase),
        });
        // Amounts are told apart above; whether there is one at all, only all rows of a budget say.
        problems.AddRange(BudgetRules.Problems(budget).Where(problem => problem.Field != BudgetColumns.Amount)
            .Select(problem => problem with { Line = row.Line, Found = row[problem.Field].Length > 200 ? row[problem.Field][..200] : row[problem.Field] }));
        return budget with { Amounts = [new BudgetAmount(from, isEnd ? null : amount)] };

        void Wrong(string code, string column, params string[] arguments) => problems.Add(BudgetProblem.Of(code, column, row[column], arguments) with { Line = row.Line });
    }

    /// <summary>The rows of one budget: they differ in month and amount only.</summary>
    private static Budget Merge(IReadOnlyList<(int Line, BudgetTable.Row Cells, Budget Budget)> rows, List<BudgetProblem> problems)
    {
        var first = rows[0];
        for (var at = 1; at < rows.Count; at++)
        {
            var (line, cells, budget) = rows[at];
            foreach (var change in BudgetChanges.Between(first.Budget with { Amounts = [] }, budget with { Amounts = [] }))
                problems.Add(BudgetProblem.Of("differs", change.Field, cells[change.Field], first.Line.ToString(CultureInfo.InvariantCulture)) with { Line = line });
            if (rows.Take(at).FirstOrDefault(other => other.Budget.Amounts[0].From == budget.Amounts[0].From) is { Cells: not null } twin)
                problems.Add(BudgetProblem.Of("month-twice", BudgetColumns.From, cells[BudgetColumns.From], twin.Line.ToString(CultureInfo.InvariantCulture)) with { Line = line });
        }
        return first.Budget with { Amounts = [.. rows.Select(row => row.Budget.Amounts[0]).OrderBy(amount => amount.From)] };
    }

    private static string Quoted(string cell) =>
        cell.AsSpan().IndexOfAny(",;\"\t\n\r") >= 0 || cell.Trim().Length != cell.Length ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}

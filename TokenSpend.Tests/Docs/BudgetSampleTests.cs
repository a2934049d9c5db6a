using System.Text.RegularExpressions;
using TokenSpend.Core.Budgets;

namespace TokenSpend.Tests.Docs;

public sealed partial class BudgetSampleTests
{
    [Fact]
    public void The_readmes_file_of_budgets_is_taken_over_as_it_stands()
    {
        var readme = File.ReadAllText(Path.Combine(Golden.SourceFolder, "..", "README.md"));
        var sample = Sample().Match(readme).Groups[1].Value;
        var (budgets, problems) = BudgetCsv.Read(sample);
        Assert.Empty(problems);
        Assert.Equal(["Sales", "Chat tokens"], budgets.Select(row => row.Budget.Name));
    }

    [GeneratedRegex("## Budgets.*?```csv\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Sample();
}

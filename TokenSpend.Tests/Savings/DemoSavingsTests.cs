using TokenSpend.Core.Demo;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Savings;
using TokenSpend.Tests.Operations;
using Xunit.Abstractions;

namespace TokenSpend.Tests.Savings;

public sealed class DemoSavingsTests(ITestOutputHelper output)
{
    /// <summary>The window of the hints and what lies before it.</summary>
    private const int Months = 2;

    [Fact]
    public async Task Each_hint_finds_something_in_the_demo_company()
    {
        using var place = new TestPlace();
        var files = DemoCompany.Write(new DirectoryInfo(Path.Combine(place.Folder, "demo")), place.Spend.Today, place.Company.Rules.Prices);
        foreach (var rules in files.Rules) rules.CopyTo(Path.Combine(place.Company.RulesFolder, Company.DemoPrefix + rules.Name));
        var logs = files.Imports.Where(file => file.Source.StartsWith("gateway-", StringComparison.Ordinal)).ToLookup(file => file.File.Name).OrderBy(month => month.Key).TakeLast(Months);
        foreach (var log in logs.SelectMany(month => month)) await place.ImportAsync(log.File.FullName, log.Source);
        await place.Savings.RefreshAsync(CancellationToken.None);

        var found = await place.Savings.SummaryAsync(Viewer.Everything, CancellationToken.None);
        foreach (var view in found.Findings) output.WriteLine($"{view.Finding.Key}: {view.Finding.PerMonth(view.Finding.Sums.Saving)} of {view.Finding.Sums}");
        Assert.Equal(SavingsHints.All.Order(), found.Findings.Select(view => view.Finding.Hint).Distinct().Order());
    }
}

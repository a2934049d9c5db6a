using TokenSpend.Core.Operations;
using TokenSpend.Tests.Operations;
using Xunit.Abstractions;

namespace TokenSpend.Tests.Savings;

public sealed class CleanCompanyTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_clean_company_raises_at_most_one_alarm_in_twenty()
    {
        var alarms = 0;
        for (var seed = 1; seed <= 20; seed++)
        {
            using var place = new TestPlace();
            await place.ImportAsync(place.Write("log.ndjson", new PlantedLog(seed).AddCleanWork().Text));
            await place.Savings.RefreshAsync(CancellationToken.None);
            var found = await place.Savings.SummaryAsync(Viewer.Everything, CancellationToken.None);
            Assert.NotEmpty(found.Potential);
            foreach (var view in found.Findings) output.WriteLine($"{seed}: {view.Finding.Key} {view.Finding.Sums}");
            alarms += found.Findings.Count > 0 ? 1 : 0;
        }
        Assert.InRange(alarms, 0, 1);
    }
}

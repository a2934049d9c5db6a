using TokenSpend.Core.Operations;
using TokenSpend.Core.Savings;
using TokenSpend.Tests.Operations;

namespace TokenSpend.Tests.Savings;

/// <summary>Waste of known size in real log files, imported and found.</summary>
public sealed class PlantedSavingsTests : IDisposable
{
    private readonly TestPlace _place = new();
    private readonly PlantedLog _log = new PlantedLog(7).AddCleanWork();

    [Fact]
    public async Task Small_requests_on_a_large_model_are_found_with_their_saving()
    {
        // gpt-5 costs 1.25 and 10 USD a million, gpt-5-mini 0.25 and 2: each token saves four fifths.
        long planted = 0;
        for (var day = 0; day < PlantedLog.Days; day++)
            for (var i = 0; i < 300; i++)
            {
                var (input, output) = (_log.Between(500, 3_500), _log.Between(50, 400));
                _log.Add(PlantedLog.First.AddDays(day).AddSeconds(_log.Below(86_400)), "gpt-5", input, output, "router");
                planted += input * 1_000L + output * 8_000L;
            }
        var finding = await OnlyAsync(SavingsHints.CheaperModel);
        Assert.Equal(("router", "gpt-5", "gpt-5-mini"), (finding.Evidence.Who.Name, finding.Evidence.Model, finding.Arguments["to"]));
        Near(planted, finding.Sums.Saving);
        Assert.InRange(finding.Sums.Low, 1, finding.Sums.Saving);
        Assert.True(finding.Sums.High > finding.Sums.Saving);
    }

    [Fact]
    public async Task A_prompt_that_is_sent_again_and_again_and_never_cached_is_found_with_what_writing_it_costs()
    {
        // Opus 4.6: input 5, cache read 0.5, cache write 6.25 USD a million. Runs of 20 requests a minute apart share 6,000 tokens.
        const long prefix = 6_000;
        long planted = 0;
        for (var day = 0; day < PlantedLog.Days; day++)
            for (var i = 0; i < 20; i++)
            {
                _log.Add(PlantedLog.First.AddDays(day).AddHours(10).AddSeconds(i * 60 + _log.Below(50)), "claude-opus-4-6", prefix + _log.Between(1, 900), _log.Between(600, 900), "mailer", provider: "anthropic");
                if (i > 0) planted += prefix * 4_500;
                if (i == 1) planted -= prefix * 1_250;
            }
        var finding = await OnlyAsync(SavingsHints.MissedCache);
        Assert.Equal(("mailer", "claude-opus-4-6"), (finding.Evidence.Who.Name, finding.Evidence.Model));
        Assert.Equal(19 * PlantedLog.Days, finding.Sums.Requests);
        Near(planted, finding.Sums.Saving);
    }

    [Fact]
    public async Task Nightly_work_on_the_standard_tier_is_found_at_half_its_cost()
    {
        long spent = 0;
        for (var day = 0; day < PlantedLog.Days; day++)
            for (var i = 0; i < 80; i++)
            {
                var (input, output) = (_log.Between(1_000, 9_000), _log.Between(600, 1_500));
                _log.Add(PlantedLog.First.AddDays(day).AddHours(2).AddSeconds(_log.Below(3_000)), "gpt-4o", input, output, "nightly");
                spent += input * 2_500L + output * 10_000L;
            }
        var finding = await OnlyAsync(SavingsHints.Batch);
        Assert.Equal("nightly", finding.Evidence.Who.Name);
        Near(spent / 2, finding.Sums.Saving);
        Assert.Equal(finding.Sums.Saving, finding.Sums.Low);
    }

    [Fact]
    public async Task Steady_work_of_a_machine_in_office_hours_is_found_too()
    {
        long spent = 0;
        for (var day = 0; day < PlantedLog.Days; day++)
            for (var i = 0; i < 120; i++)
            {
                var (input, output) = (_log.Between(1_000, 9_000), _log.Between(600, 1_500));
                _log.Add(PlantedLog.First.AddDays(day).AddHours(13).AddSeconds(i * 29 + _log.Below(6)), "gpt-4o", input, output, "indexer");
                spent += input * 2_500L + output * 10_000L;
            }
        var finding = await OnlyAsync(SavingsHints.Batch);
        Assert.Equal("indexer", finding.Evidence.Who.Name);
        Near(spent / 2, finding.Sums.Saving);
    }

    [Fact]
    public async Task Failed_calls_that_were_paid_and_answers_asked_for_twice_are_found()
    {
        long planted = 0;
        for (var day = 0; day < PlantedLog.Days; day++)
            for (var i = 0; i < 20; i++)
            {
                var at = PlantedLog.First.AddDays(day).AddMinutes(_log.Below(1_400));
                var input = _log.Between(9_000, 90_000);
                _log.Add(at, "gpt-5", input, 0, "impatient", failed: true);
                _log.Add(at.AddSeconds(20), "gpt-5", input, 700, "impatient");
                _log.Add(at.AddSeconds(45), "gpt-5", input, 700, "impatient");
                planted += input * 1_250L * 2 + 700 * 10_000L;
            }
        var finding = await OnlyAsync(SavingsHints.Retries);
        Assert.Equal("impatient", finding.Evidence.Who.Name);
        Near(planted, finding.Sums.Saving);
        Assert.Equal(2 * 20 * PlantedLog.Days, finding.Sums.Requests);
    }

    [Fact]
    public async Task A_key_of_somebody_who_left_is_found_from_that_day_on()
    {
        await File.WriteAllTextAsync(Path.Combine(_place.Company.RulesFolder, "directory.csv"),
            "kind,name,department,application,function,valid_from,valid_to\nuser,gone,Research,,,,2026-10-15\n");
        long planted = 0;
        for (var day = 0; day < PlantedLog.Days; day++)
            for (var i = 0; i < 10; i++)
            {
                var (input, output) = (_log.Between(10_000, 60_000), _log.Between(900, 3_000));
                _log.Add(PlantedLog.First.AddDays(day).AddMinutes(_log.Below(1_400)), "gpt-5", input, output, "old-project", user: "gone");
                if (day >= 10) planted += input * 1_250L + output * 10_000L;
            }
        var finding = await OnlyAsync(SavingsHints.IdleKeys);
        Assert.Equal(("user", "gone", "2026-10-15"), (finding.Evidence.Who.Kind, finding.Evidence.Who.Name, finding.Arguments["left"]));
        Near(planted, finding.Sums.Saving);
    }

    [Fact]
    public async Task A_key_that_is_nearly_silent_beside_its_best_month_is_found()
    {
        for (var day = -60; day < -30; day++)
            for (var i = 0; i < 60; i++) _log.Add(PlantedLog.First.AddDays(day).AddMinutes(_log.Below(1_400)), "gpt-5", 20_000, 800, "trial", key: "trial-key");
        for (var day = 0; day < PlantedLog.Days; day++)
            _log.Add(PlantedLog.First.AddDays(day).AddMinutes(_log.Below(1_400)), "gpt-5", 100_000, 30_000, "trial", key: "trial-key");
        var finding = await OnlyAsync(SavingsHints.IdleKeys);
        Assert.Equal("trial-key", finding.Evidence.Who.Name);
        Near(PlantedLog.Days * (100_000 * 1_250L + 30_000 * 10_000L), finding.Sums.Saving);
    }

    [Fact]
    public async Task A_model_without_a_price_makes_no_claim()
    {
        for (var day = 0; day < PlantedLog.Days; day++)
            for (var i = 0; i < 200; i++) _log.Add(PlantedLog.First.AddDays(day).AddHours(2).AddSeconds(i * 9), "gpt-99", 3_000, 300, "unknown");
        Assert.Empty((await FoundAsync()).Findings);
    }

    private async Task<SavingsSummary> FoundAsync()
    {
        await _place.ImportAsync(_place.Write("log.ndjson", _log.Text));
        await _place.Savings.RefreshAsync(CancellationToken.None);
        return await _place.Savings.SummaryAsync(Viewer.Everything, CancellationToken.None);
    }

    /// <summary>The one finding: nothing else may be said of the clean work around it. The month is that of the thirty days.</summary>
    private async Task<Finding> OnlyAsync(string hint)
    {
        var found = await FoundAsync();
        var finding = Assert.Single(found.Findings, view => view.Finding.Hint == hint).Finding;
        Assert.Equal((PlantedLog.Days, finding.Sums.Saving), (finding.Days.Days, finding.PerMonth(finding.Sums.Saving).Nanos));
        Assert.All(found.Findings, view => Assert.Equal(finding.Evidence.Who, view.Finding.Evidence.Who));
        return finding;
    }

    private static void Near(long planted, long found) => Assert.InRange((decimal)found, planted * 0.95m, planted * 1.05m);

    public void Dispose() => _place.Dispose();
}

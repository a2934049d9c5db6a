using TokenSpend.Core.Operations;
using TokenSpend.Core.Savings;
using TokenSpend.Core.Storage;
using TokenSpend.Tests.Operations;

namespace TokenSpend.Tests.Savings;

/// <summary>Findings as they live on: evidence, decisions, and days that change.</summary>
public sealed class SavingsReportsTests : IDisposable
{
    private readonly TestPlace _place = new();

    /// <summary>Small requests to a large model in nightly runs: two hints claim the same requests. Prompts are of all lengths: nothing repeats.</summary>
    private async Task<SavingsSummary> PlantAsync()
    {
        var log = new PlantedLog(3);
        for (var day = 0; day < PlantedLog.Days; day++)
            for (var i = 0; i < 150; i++)
                log.Add(PlantedLog.First.AddDays(day).AddHours(2).AddSeconds(log.Below(3_000)), "gpt-5", log.Between(300, 3_900), log.Between(100, 450), "nightly");
        await _place.ImportAsync(_place.Write("log.ndjson", log.Text));
        await _place.Savings.RefreshAsync(CancellationToken.None);
        return await SummaryAsync();
    }

    [Fact]
    public async Task Two_hints_on_the_same_requests_do_not_add_up_and_a_dismissed_one_leaves_the_potential()
    {
        var found = await PlantAsync();
        var (cheaper, batch) = (Of(found, SavingsHints.CheaperModel), Of(found, SavingsHints.Batch));
        var potential = Assert.Single(found.Potential);
        Assert.Equal(cheaper.Finding.Sums.Saving, potential.Potential);
        Assert.True(batch.Finding.Sums.Saving > 0);

        await _place.Savings.DismissAsync(Viewer.Everything, cheaper.Id, "the answers are worse", CancellationToken.None);
        Assert.Equal(batch.Finding.Sums.Saving, Assert.Single((await SummaryAsync()).Potential).Potential);
        await _place.Savings.ReopenAsync(Viewer.Everything, cheaper.Id, CancellationToken.None);
        Assert.Equal(potential, Assert.Single((await SummaryAsync()).Potential));
    }

    [Fact]
    public async Task The_evidence_lists_each_request_of_the_finding_once_and_sums_to_its_saving()
    {
        var found = await PlantAsync();
        foreach (var view in found.Findings)
        {
            List<EvidenceRow> rows = [];
            for (var page = 1; ; page++)
            {
                var evidence = await _place.Savings.RequestsAsync(Viewer.Everything, view.Id, page, CancellationToken.None);
                rows.AddRange(evidence!.Rows);
                if (page == evidence.Pages) break;
            }
            Assert.Equal(view.Finding.Sums.Requests, rows.Count);
            Assert.Equal(view.Finding.Sums.Saving, rows.Sum(row => row.Cost - row.WouldCost));
            Assert.Equal(view.Finding.Sums.Spent, rows.Sum(row => row.Cost));
            Assert.Equal(rows.OrderByDescending(row => row.AtUtc).Select(row => row.AtUtc), rows.Select(row => row.AtUtc));
        }
    }

    [Fact]
    public async Task Only_days_that_changed_are_folded_again()
    {
        await PlantAsync();
        Assert.Equal(0, await _place.Savings.RefreshAsync(CancellationToken.None));
        var log = new PlantedLog(4);
        log.Add(PlantedLog.First.AddDays(20).AddHours(12), "gpt-5", 3_000, 100, "nightly");
        var late = await _place.ImportAsync(_place.Write("late.ndjson", log.Text));
        Assert.InRange(await _place.Savings.RefreshAsync(CancellationToken.None), 1, 3);
        await _place.UndoAsync(late.Import!.Value);
        Assert.InRange(await _place.Savings.RefreshAsync(CancellationToken.None), 1, 3);
    }

    [Fact]
    public async Task After_an_undo_the_findings_are_those_of_the_other_imports_and_decisions_are_kept_for_their_return()
    {
        var before = await PlantAsync();
        var cheaper = Of(before, SavingsHints.CheaperModel);
        await _place.Savings.AcceptAsync(Viewer.Everything, cheaper.Id, "Mara", new DateOnly(2026, 12, 24), CancellationToken.None);
        await _place.UndoAsync(1);
        await _place.Savings.RefreshAsync(CancellationToken.None);
        Assert.Empty((await SummaryAsync()).Findings);
        Assert.False((await _place.Savings.GetAsync(Viewer.Everything, cheaper.Id, CancellationToken.None))!.Holds);

        var again = Of(await PlantAsync(), SavingsHints.CheaperModel);
        Assert.Equal((cheaper.Id, DecisionKind.Accepted, "Mara"), (again.Id, again.State, again.History[0].Owner));
        Assert.Equal(cheaper.Finding.Sums, again.Finding.Sums);
    }

    [Fact]
    public async Task A_run_that_ends_in_the_middle_is_gone_on_with_and_finds_the_same()
    {
        var whole = await PlantAsync();
        var basis = SavingsBasis.Read(_place.Database, _place.Company);
        var days = 0;
        Assert.Throws<InvalidOperationException>(() => new SavingsStore(_place.Database).Refresh(whole.Days!.Value,
            models => ++days > 10 ? throw new InvalidOperationException("killed") : basis.Hints(models), "another basis", CancellationToken.None));
        Assert.Equal(10, await _place.Savings.RefreshAsync(CancellationToken.None));
        var again = await SummaryAsync();
        Assert.Equal(whole.Potential, again.Potential);
        Assert.Equal(whole.Findings.Select(view => (view.Id, view.Finding.Sums)), again.Findings.Select(view => (view.Id, view.Finding.Sums)));
    }

    [Fact]
    public async Task Other_thresholds_make_other_findings()
    {
        await PlantAsync();
        await _place.Savings.SaveSettingsAsync(Viewer.Everything, new SavingsSettings { SmallPrompt = 100 }, CancellationToken.None);
        Assert.DoesNotContain((await SummaryAsync()).Findings, view => view.Finding.Hint == SavingsHints.CheaperModel);
    }

    [Fact]
    public async Task A_dismissal_without_a_reason_and_an_acceptance_without_an_owner_are_refused()
    {
        var id = (await PlantAsync()).Findings[0].Id;
        await Assert.ThrowsAsync<RefusedException>(() => _place.Savings.DismissAsync(Viewer.Everything, id, " ", CancellationToken.None));
        await Assert.ThrowsAsync<RefusedException>(() => _place.Savings.AcceptAsync(Viewer.Everything, id, "", new DateOnly(2026, 12, 1), CancellationToken.None));
        await Assert.ThrowsAsync<RefusedException>(() => _place.Savings.ReopenAsync(Viewer.Everything, 999, CancellationToken.None));
    }

    [Fact]
    public async Task Without_a_log_there_is_nothing_to_find()
    {
        await _place.Savings.RefreshAsync(CancellationToken.None);
        var found = await SummaryAsync();
        Assert.Null(found.Days);
        Assert.Empty(found.Findings);
        Assert.Null(await _place.Savings.RequestsAsync(Viewer.Everything, 1, 1, CancellationToken.None));
    }

    private static FindingView Of(SavingsSummary found, string hint) => Assert.Single(found.Findings, view => view.Finding.Hint == hint);

    private Task<SavingsSummary> SummaryAsync() => _place.Savings.SummaryAsync(Viewer.Everything, CancellationToken.None);

    public void Dispose() => _place.Dispose();
}

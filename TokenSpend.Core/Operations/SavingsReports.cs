using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Savings;
using TokenSpend.Core.Storage;

namespace TokenSpend.Core.Operations;

/// <summary>Finds savings in the logs, keeps what was found and decided, and shows the requests behind it.</summary>
public sealed partial class SavingsReports(Database database, Company company, TimeProvider clock) : IDisposable
{
    private const string LastRun = "savings-run";

    private readonly SavingsStore _store = new(database);
    private readonly SemaphoreSlim _running = new(1);

    /// <param name="Days">Null: no log to look at.</param>
    private sealed record Run(DateOnly? From, DateOnly? To, IReadOnlyList<JointPotential> Potential, DateTime MadeUtc)
    {
        public Period? Days => From is { } from && To is { } to ? new Period(from, to) : null;
    }

    /// <summary>Findings, decisions or thresholds changed, in this process.</summary>
    public event Action? Changed;

    /// <summary>Folds the days that changed and makes the findings anew. Runs after imports and daily; one run at a time.</summary>
    /// <returns>Days that were folded.</returns>
    public async Task<int> RefreshAsync(CancellationToken cancellation)
    {
        await _running.WaitAsync(cancellation);
        try
        {
            var folded = await Task.Run(() => RefreshFoldsAsync(cancellation), cancellation);
            Changed?.Invoke();
            return folded;
        }
        finally
        {
            _running.Release();
        }
    }

    public async Task<SavingsSummary> SummaryAsync(Viewer viewer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var run = ReadRun();
        var views = await ViewsAsync(finding => finding.Holds, cancellation);
        var order = (run?.Potential ?? []).Select((potential, at) => (potential.Currency, at)).ToDictionary(entry => entry.Currency, entry => entry.at);
        return new SavingsSummary(run?.Days, run?.Potential ?? [],
            [.. views.OrderBy(view => order.GetValueOrDefault(view.Finding.Evidence.Currency, int.MaxValue)).ThenByDescending(view => view.Finding.Sums.Saving).ThenBy(view => view.Id)], run?.MadeUtc);
    }

    /// <returns>Null: there is no such finding.</returns>
    public async Task<FindingView?> GetAsync(Viewer viewer, long id, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return (await ViewsAsync(finding => finding.Id == id, cancellation)).SingleOrDefault();
    }

    /// <exception cref="RefusedException">The reason is missing, or there is no such finding.</exception>
    public Task DismissAsync(Viewer viewer, long id, string reason, CancellationToken cancellation) =>
        string.IsNullOrWhiteSpace(reason)
            ? throw new RefusedException("A dismissal needs a reason, so that others know why the finding is gone. Write one.")
            : DecideAsync(viewer, id, DecisionKind.Dismissed, reason.Trim(), null, null, cancellation);

    /// <param name="due">By when.</param>
    /// <exception cref="RefusedException">The owner is missing, or there is no such finding.</exception>
    public Task AcceptAsync(Viewer viewer, long id, string owner, DateOnly due, CancellationToken cancellation) =>
        string.IsNullOrWhiteSpace(owner)
            ? throw new RefusedException("An accepted finding needs somebody who does it. Name one.")
            : DecideAsync(viewer, id, DecisionKind.Accepted, null, owner.Trim(), due, cancellation);

    public Task ReopenAsync(Viewer viewer, long id, CancellationToken cancellation) =>
        DecideAsync(viewer, id, DecisionKind.Reopened, null, null, null, cancellation);

    public Task<SavingsSettings> SettingsAsync(Viewer viewer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return Task.Run(() => SavingsBasis.SettingsOf(database), cancellation);
    }

    /// <summary>Keeps the thresholds and runs the hints with them.</summary>
    public async Task SaveSettingsAsync(Viewer viewer, SavingsSettings settings, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        await Task.Run(() => SavingsBasis.Store(database, settings), cancellation);
        await RefreshAsync(cancellation);
    }

    private async Task<int> RefreshFoldsAsync(CancellationToken cancellation)
    {
        var basis = SavingsBasis.Read(database, company);
        var now = clock.GetUtcNow().UtcDateTime;
        if (Window(basis.Settings, DateOnly.FromDateTime(now)) is not { } days)
        {
            await StoreAsync([], now, cancellation);
            WriteRun(new Run(null, null, [], now));
            return 0;
        }
        var folded = _store.Refresh(days, basis.Hints, basis.Stamp, cancellation);
        var cells = _store.Cells();
        var groups = Groups(basis, days);
        var lastMs = (long)(days.To.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) - DateTime.UnixEpoch).TotalMilliseconds - 1;
        var findings = FindingList.Of(cells, groups, basis.Settings, days, lastMs);
        await StoreAsync(findings, now, cancellation);
        await WritePotentialAsync(cells, groups, days, now, cancellation);
        return folded;
    }

    /// <summary>The last whole days of the logs; today's, not over yet, only when there is nothing else.</summary>
    private Period? Window(SavingsSettings settings, DateOnly today)
    {
        if (_store.Logged() is not { } logged) return null;
        var to = logged.To == today.AddDays(1) && logged.Days > 1 ? today : logged.To;
        var from = to.AddDays(-settings.WindowDays);
        return new Period(from > logged.From ? from : logged.From, to);
    }

    private CellGroups Groups(SavingsBasis basis, Period days)
    {
        using var reader = new SegmentReader(database);
        var (subjects, owners) = (reader.Subjects(), basis.Rules.Owners);
        // A shorter look would call every key silent.
        var uses = days.Days < basis.Settings.WindowDays ? [] : _store.Uses(days.To, basis.Settings.WindowDays);
        var silent = IdleKeys.Silent(uses.Where(use => use.Subject.Key is not null).Select(use => (use.Subject.Key!, use.Back, use.Requests)), basis.Settings);
        var names = new SavingsNames(id => subjects[id], basis.Models(reader.Models()), owners.Of, owners.IsDated);
        return new CellGroups(names, basis.Hints(reader.Models()), new IdleKeys(owners.LeftOn, silent));
    }

    private async Task WritePotentialAsync(IReadOnlyList<SavingCell> cells, CellGroups groups, Period days, DateTime now, CancellationToken cancellation)
    {
        var active = (await ViewsAsync(finding => finding.Holds, cancellation)).Where(view => view.State != DecisionKind.Dismissed).Select(view => view.Finding.Key).ToHashSet();
        WriteRun(new Run(days.From, days.To, JointPotential.Of(cells, groups, active), now));
    }

    private Run? ReadRun() => database.Setting(LastRun) is { } json ? JsonSerializer.Deserialize<Run>(json) : null;

    private void WriteRun(Run run) => database.SetSetting(LastRun, JsonSerializer.Serialize(run));

    public void Dispose() => _running.Dispose();
}

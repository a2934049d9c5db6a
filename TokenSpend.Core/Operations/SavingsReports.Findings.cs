using System.Linq.Expressions;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Savings;
using TokenSpend.Core.Storage;

namespace TokenSpend.Core.Operations;

/// <content>What is stored of findings: rows, decisions, evidence.</content>
public sealed partial class SavingsReports
{
    /// <summary>Requests of one page of evidence.</summary>
    public const int PageRows = 50;

    /// <param name="Id">Stored.</param>
    private sealed record Content(RequestFilter Evidence, DateOnly From, DateOnly To, GroupSums Sums, int Confidence, Dictionary<string, string> Arguments)
    {
        public static string Of(Finding finding) => JsonSerializer.Serialize(
            new Content(finding.Evidence, finding.Days.From, finding.Days.To, finding.Sums, finding.Confidence, new(finding.Arguments)));

        public static Finding Read(string json)
        {
            var content = JsonSerializer.Deserialize<Content>(json)!;
            return new Finding(content.Evidence, new Period(content.From, content.To), content.Sums, content.Confidence, content.Arguments);
        }
    }

    /// <summary>The very requests behind a finding, the latest first: their days are gone over again, and what the hint claims is listed.</summary>
    /// <param name="page">From 1; past the end: the last.</param>
    /// <returns>Null: there is no such finding.</returns>
    public async Task<EvidencePage?> RequestsAsync(Viewer viewer, long id, int page, CancellationToken cancellation)
    {
        if (await GetAsync(viewer, id, cancellation) is not { } view) return null;
        return await Task.Run(() => Evidence(view.Finding, page, cancellation), cancellation);
    }

    private EvidencePage Evidence(Finding finding, int page, CancellationToken cancellation)
    {
        var basis = SavingsBasis.Read(database, company);
        var groups = Groups(basis, finding.Days);
        // The folds say how many requests of each day belong to it: only the days of the page are read.
        var hint = SavingsHints.OfRequests.ToList().IndexOf(finding.Hint);
        var cells = _store.Cells().Where(cell => cell.Hints == (hint < 0 ? 0 : 1 << hint) && groups.Of(finding.Hint, cell) == finding.Evidence).ToLookup(cell => cell.Day);
        var total = cells.Sum(day => day.Sum(cell => cell.Requests));
        var pages = (int)Math.Max(1, (total + PageRows - 1) / PageRows);
        page = Math.Clamp(page, 1, pages);
        var skip = (page - 1L) * PageRows;
        List<EvidenceRow> rows = [];
        foreach (var day in cells.OrderByDescending(day => day.Key))
        {
            if (rows.Count == PageRows) break;
            var count = day.Sum(cell => cell.Requests);
            if (skip >= count)
            {
                skip -= count;
                continue;
            }
            var found = OfDay(day.Key, hint, [.. day.Select(cell => (cell.Subject, cell.Model, cell.Currency))], groups.Names, basis, cancellation);
            found.Reverse();
            rows.AddRange(found.Skip((int)skip).Take(PageRows - rows.Count));
            skip = 0;
        }
        return new EvidencePage(page, pages, total, rows);
    }

    private List<EvidenceRow> OfDay(
        int day, int hint, HashSet<(int Subject, int Model, string Currency)> cells, SavingsNames names, SavingsBasis basis, CancellationToken cancellation)
    {
        List<EvidenceRow> rows = [];
        _store.Replay(day, basis.Hints, (in LoggedRequest request, ReadOnlySpan<SavingClaim> claims) =>
        {
            if (!cells.Contains((request.Subject, request.Model, request.Currency)) || (hint >= 0 && claims[hint].Saving == 0)) return;
            var cost = request.Cost ?? 0;
            var (subject, model, tokens) = (names.Subject(request.Subject), names.Models[request.Model].Model, request.Tokens);
            rows.Add(new EvidenceRow(
                DateTime.UnixEpoch.AddMilliseconds(request.AtMs), model.Provider, model.Model, subject.Key ?? subject.Label,
                request.Prompt - tokens.CacheRead, tokens.CacheRead, tokens.Total - request.Prompt, cost, hint < 0 ? 0 : cost - claims[hint].Saving,
                request.Status == Usage.RequestStatus.Failed));
        }, cancellation);
        return rows;
    }

    private async Task DecideAsync(Viewer viewer, long id, DecisionKind kind, string? reason, string? owner, DateOnly? due, CancellationToken cancellation)
    {
        if (await GetAsync(viewer, id, cancellation) is not { } view) throw new RefusedException($"There is no finding {id}. The page Savings lists them.");
        var now = clock.GetUtcNow().UtcDateTime;
        await database.EditAsync(async db =>
        {
            db.FindingDecisions.Add(new FindingDecision { Key = view.Finding.Key, Kind = kind, Reason = reason, Owner = owner, Due = due, By = viewer.Name, AtUtc = now });
            return await db.SaveChangesAsync(cancellation);
        }, cancellation);
        if (ReadRun() is { Days: { } days } run)
            await Task.Run(() => WritePotentialAsync(_store.Cells(), Groups(SavingsBasis.Read(database, company), days), days, run.MadeUtc, cancellation), cancellation);
        Changed?.Invoke();
    }

    /// <summary>Keeps the ids of findings that are found again; those that are not found no longer hold.</summary>
    private Task StoreAsync(IReadOnlyList<Finding> findings, DateTime now, CancellationToken cancellation) => database.EditAsync(async db =>
    {
        var stored = await db.Findings.ToDictionaryAsync(finding => finding.Key, cancellation);
        foreach (var gone in stored.Values) gone.Holds = false;
        foreach (var finding in findings)
        {
            var content = Content.Of(finding);
            if (stored.TryGetValue(finding.Key, out var known)) (known.Content, known.Holds, known.LastUtc) = (content, true, now);
            else db.Findings.Add(new StoredFinding { Key = finding.Key, Content = content, Holds = true, FirstUtc = now, LastUtc = now });
        }
        return await db.SaveChangesAsync(cancellation);
    }, cancellation);

    private async Task<List<FindingView>> ViewsAsync(Expression<Func<StoredFinding, bool>> which, CancellationToken cancellation)
    {
        await using var db = database.Edit();
        var stored = await db.Findings.AsNoTracking().Where(which).ToListAsync(cancellation);
        var keys = stored.Select(finding => finding.Key).ToHashSet();
        var decisions = (await db.FindingDecisions.AsNoTracking().OrderByDescending(decision => decision.Id).ToListAsync(cancellation))
            .Where(decision => keys.Contains(decision.Key)).ToLookup(decision => decision.Key);
        return [.. stored.Select(finding => new FindingView(finding.Id, Content.Read(finding.Content), finding.Holds, finding.FirstUtc, [.. decisions[finding.Key]]))];
    }
}

using TokenSpend.Core.Primitives;
using TokenSpend.Core.Savings;

namespace TokenSpend.Core.Operations;

/// <summary>All findings of the last run, and what they save together.</summary>
/// <param name="Days">The days looked at, UTC; null: no log has been looked at yet.</param>
/// <param name="Potential">Per currency, the greatest first; dismissed findings are not in it.</param>
/// <param name="Findings">Greatest saving first within a currency; the currency with the greatest potential first.</param>
/// <param name="MadeUtc">When the hints last ran; null: never.</param>
public sealed record SavingsSummary(Period? Days, IReadOnlyList<JointPotential> Potential, IReadOnlyList<FindingView> Findings, DateTime? MadeUtc)
{
    /// <summary>Findings that nobody dismissed.</summary>
    public IEnumerable<FindingView> Active => Findings.Where(finding => finding.State != DecisionKind.Dismissed);

    public Money PotentialPerMonth(JointPotential of)
    {
        ArgumentNullException.ThrowIfNull(of);
        return Finding.PerMonth(of.Potential, of.Currency, Days!.Value);
    }

    public Money SpentPerMonth(JointPotential of)
    {
        ArgumentNullException.ThrowIfNull(of);
        return Finding.PerMonth(of.Spent, of.Currency, Days!.Value);
    }
}

/// <summary>A finding, and what became of it.</summary>
/// <param name="State">Of the latest decision; <see cref="DecisionKind.Reopened"/> where there is none: open.</param>
/// <param name="History">Decisions, the latest first.</param>
/// <param name="Holds">False: the last run did not find it again.</param>
public sealed record FindingView(long Id, Finding Finding, bool Holds, DateTime FirstUtc, IReadOnlyList<FindingDecision> History)
{
    public DecisionKind State => History.Count == 0 ? DecisionKind.Reopened : History[0].Kind;
}

/// <summary>One request behind a finding.</summary>
/// <param name="Key">Key's name, else who asked.</param>
/// <param name="Cost">Metered, nano units.</param>
/// <param name="WouldCost">What it would have cost, nano units.</param>
public sealed record EvidenceRow(DateTime AtUtc, string Provider, string Model, string Key, long Input, long Cached, long Output, long Cost, long WouldCost, bool IsFailed);

/// <summary>A page of the requests behind a finding, the latest first.</summary>
/// <param name="Page">From 1.</param>
/// <param name="Total">Requests behind the finding, on all pages.</param>
public sealed record EvidencePage(int Page, int Pages, long Total, IReadOnlyList<EvidenceRow> Rows);

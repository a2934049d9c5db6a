using TokenSpend.Core.Ingestion;
using TokenSpend.Core.Ledger;
using TokenSpend.Core.Operations.Importing;

namespace TokenSpend.Core.Operations;

/// <summary>All that is known of one import.</summary>
/// <param name="Title">What its format is, in English; null while the format is not known.</param>
/// <param name="Report">Null unless it is done, or was.</param>
/// <param name="IsPushed">It takes in what gateways push on a day.</param>
/// <param name="Replaces">Lines of older tellings in its window that it lacks no longer count.</param>
/// <param name="Coverage">What it declares to be complete for, settling time taken off.</param>
/// <param name="Moment">Grows whenever any figure changes: what was compared before is to be compared again.</param>
public sealed record ImportDetail(ImportView Import, string? Title, ImportReport? Report, bool IsPushed, bool Replaces, IReadOnlyList<Coverage> Coverage, long Moment);

/// <summary>A page of rejected lines.</summary>
/// <param name="Page">From 1.</param>
public sealed record RejectionPage(int Page, int Pages, long Total, IReadOnlyList<Rejection> Rows);

/// <summary>An amount before and after a change, in one currency. Nano units.</summary>
/// <param name="Currency">"" where nothing is priced.</param>
/// <param name="UnpricedBefore">Tokens of which the cost is unknown.</param>
public sealed record MoneyChange(string Currency, long Before, long After, long UnpricedBefore = 0, long UnpricedAfter = 0)
{
    public long Difference => After - Before;
}

/// <summary>What an undo will change.</summary>
/// <param name="Lines">Lines of bills and reports that leave the figures.</param>
/// <param name="Requests">Requests that leave, unless one of <paramref name="Others"/> tells of them too.</param>
/// <param name="Money">Billed or metered, per currency; where earlier tellings come back, with them.</param>
/// <param name="Others">Imports that tell of some of its requests: these stay.</param>
public sealed record UndoEffect(long Lines, long Requests, IReadOnlyList<MoneyChange> Money, IReadOnlyList<(long Id, string File)> Others);

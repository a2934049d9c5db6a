using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Spend;

/// <summary>The one answer: the query as understood, rows, totals and what the figures lack.</summary>
/// <param name="Zone">The organisation's zone: says what "today" is; days are each payer's own.</param>
/// <param name="Rows">Ordered by cost, greatest first, then by keys; by time where a time dimension comes first.</param>
/// <param name="Totals">One per currency; always the sum of the rows.</param>
/// <param name="Freshness">Newest usage or charge in the store, UTC; null when it is empty.</param>
public sealed record SpendResult(
    SpendQuery Query, string Zone, IReadOnlyList<SpendRow> Rows, IReadOnlyList<SpendTotal> Totals,
    DateTime? Freshness, IReadOnlyList<Caveat> Caveats);

/// <summary>One group and currency.</summary>
/// <param name="Keys">One per dimension of the query; null: unassigned, unnamed or unknown.</param>
/// <param name="Figures">Its sums.</param>
public sealed record SpendRow(IReadOnlyList<string?> Keys, string Currency, SpendFigures Figures);

/// <summary>The sum of all rows of one currency.</summary>
public sealed record SpendTotal(string Currency, SpendFigures Figures);

/// <summary>Sums of one group.</summary>
/// <param name="Cost">Nano units; null where all of it is unpriced: unknown, not 0.</param>
/// <param name="Accrued">The part of the cost that no bill or cost report covers yet, nano units.</param>
/// <param name="UnpricedTokens">Above 0 the cost is a lower bound.</param>
public sealed record SpendFigures(long? Cost, long Accrued, long Requests, TokenCounts Tokens, long UnpricedTokens);

/// <summary>Something that the figures lack. Text is made from the code and arguments where it is shown.</summary>
/// <param name="Code">
/// unpriced (tokens, models) · unmatched (amount, currency) · unassigned (share in percent, currency) · payer-unknown (amount, currency) ·
/// other-charges (amount, currency: left out by scope ai) · accrued (amount, currency) · no-rate (currency, target) ·
/// converted (currency, target, date of the rate) · missing-log (day, payer) · provisional (payer, day).
/// </param>
public sealed record Caveat(string Code, IReadOnlyList<string> Arguments);

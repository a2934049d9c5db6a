using TokenSpend.Core.Spend;

namespace TokenSpend.Core.Alerts;

/// <summary>Something that an evaluation found to be so now.</summary>
/// <param name="Cause">
/// What makes two signals the same alert, however often it is evaluated or imported: kind, what it is about, month and threshold,
/// such as "budget-share:12:2026-11:80:500000000000".
/// </param>
/// <param name="Recipients">E-mail addresses; none: shown on the page only.</param>
public sealed record AlertSignal(string Cause, AlertKind Kind, AlertSnapshot Snapshot, IReadOnlyList<string> Recipients);

/// <summary>The figures that raised an alert, kept as they were. Codes and exact numbers; words are made where it is shown.</summary>
/// <param name="Figures">
/// By name, invariant text. Budgets: budget, name, month, day, days, currency ("" for tokens), amount, actual, share (percent, one decimal), runrate, breach;
/// new names: model or key, provider, first (day); unpriced: tokens, models; late: issuer, account or source, expected (day), last (day).
/// </param>
/// <param name="Rows">What makes up the figure, greatest first, at most five.</param>
/// <param name="Query">The question whose answer explains it; null where none does.</param>
public sealed record AlertSnapshot(IReadOnlyDictionary<string, string> Figures, IReadOnlyList<AlertRow> Rows, AlertQuery? Query);

/// <param name="Amount">Nano units of <paramref name="Currency"/>, or tokens where that is null; null: unknown.</param>
public sealed record AlertRow(string? Name, long? Amount, string? Currency);

/// <summary>A <see cref="SpendQuery"/> in the words of the address.</summary>
/// <param name="From">yyyy-MM-dd.</param>
/// <param name="To">Exclusive.</param>
/// <param name="Where">DIM=VALUE.</param>
public sealed record AlertQuery(string From, string To, string By, IReadOnlyList<string> Where, string? Currency);

using TokenSpend.Core.Primitives;

namespace TokenSpend.Core.Spend;

/// <summary>One question to the cube; every page, the verb, the API and the exports ask with this.</summary>
/// <param name="Days">Half-open.</param>
/// <param name="By">Grouping, in the order of the answer's keys; none: totals only.</param>
/// <param name="Where">All must hold.</param>
/// <param name="Currency">Convert to this currency; null: one row per group and currency.</param>
public sealed record SpendQuery(
    Period Days, IReadOnlyList<Dimension> By, Measure Measure, Scope Scope, IReadOnlyList<Filter> Where, string? Currency = null);

/// <summary>Keeps rows whose dimension has one of the values; null among them means unassigned or unnamed.</summary>
public sealed record Filter(Dimension Dimension, IReadOnlyList<string?> Values);

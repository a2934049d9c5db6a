using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Operations;

/// <summary>What counts for a line of a bill or report.</summary>
/// <param name="Nanos">Billed or metered; null: unknown.</param>
/// <param name="Tokens">Null on a bill.</param>
/// <param name="Unpriced">Tokens of which the cost is unknown.</param>
public sealed record FactAmount(long? Nanos, long? Tokens, long Unpriced);

/// <summary>A line of a bill or report before and after a change.</summary>
/// <param name="Days">Its day or charge period.</param>
/// <param name="What">Model, else service and item, as the file names them.</param>
/// <param name="Currency">"" where nothing is priced.</param>
/// <param name="Before">Null: it did not count.</param>
/// <param name="After">Null: it counts no longer.</param>
/// <param name="ToldBy">The other import that told of it.</param>
/// <param name="IsPast">Another import has changed it since.</param>
public sealed record FactChange(
    Payer Payer, Period Days, string What, string Currency, FactAmount? Before, FactAmount? After, long? Difference, (long Id, string File) ToldBy, bool IsPast);

/// <summary>What an import changed of what earlier imports told, the greatest differences first.</summary>
/// <param name="Page">From 1.</param>
/// <param name="Total">Lines that changed.</param>
/// <param name="Money">Of the lines that changed, per currency.</param>
/// <param name="AddedLines">Lines of which no earlier import told.</param>
/// <param name="Added">Their money.</param>
public sealed record RestatementPage(
    int Page, int Pages, long Total, IReadOnlyList<FactChange> Rows, IReadOnlyList<MoneyChange> Money, long AddedLines, IReadOnlyList<MoneyChange> Added);

/// <summary>Lines of other imports inside of an import's windows that it lacks: they are kept, or it replaces them.</summary>
/// <param name="Page">From 1.</param>
/// <param name="Rows">Before: if they are kept. After: if they are replaced.</param>
/// <param name="Lacking">What the lines come to, per currency: before if kept, after if replaced.</param>
/// <param name="All">The same for all lines that change: a file that replaces wins over greater figures of earlier files, too.</param>
/// <param name="IsReplacing">It replaces them now.</param>
public sealed record MissingPage(
    int Page, int Pages, long Total, IReadOnlyList<FactChange> Rows, IReadOnlyList<MoneyChange> Lacking, IReadOnlyList<MoneyChange> All, bool IsReplacing);
